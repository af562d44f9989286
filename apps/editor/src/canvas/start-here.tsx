import { addKind } from './add.ts';
import { KindTile } from './icons.tsx';
import { kindGroups } from './kind-list.ts';
import { useTools } from './tools.ts';
import { words } from './words.ts';

/** What an empty canvas says: the first choice of every journey. */
export function StartHere() {
  const tools = useTools();
  const starts = kindGroups('', (kind) => kind.role === 'entry').flatMap((group) => group.kinds);
  return (
    <div className="start-here">
      <h2>{words.canvas.emptyTitle}</h2>
      <p className="soft">{words.canvas.empty}</p>
      {starts.map((kind) => (
        <button key={kind.kind} type="button" className="picker-kind" onClick={() => addKind(tools, kind.kind, { at: 'near' })}>
          <KindTile name={kind.icon} category={kind.category} />
          <span><strong>{kind.title}</strong><small>{kind.help}</small></span>
        </button>
      ))}
    </div>
  );
}
