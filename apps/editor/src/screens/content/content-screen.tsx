import { Link } from '@tanstack/react-router';
import { PenLine } from 'lucide-react';
import { useContent } from '../../api/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page } from '../../ui/page.tsx';
import { Pill } from '../../ui/pill.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { rowLink, rowNote, Table, type Column } from '../../ui/table.tsx';
import { When } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';

const w = words.content;
const columns: readonly Column[] = [{ label: w.columns.name, width: '28%' }, { label: w.columns.channel }, { label: w.columns.subject, wide: true }, { label: w.columns.version, align: 'end', wide: true }, { label: w.columns.updated, wide: true }];
const create = <LinkButton to="/content/$key" params={{ key: 'new' }}>{w.new}</LinkButton>;

/** All message templates. */
export function ContentScreen() {
  const content = useContent();
  const none = content.data?.length === 0;
  return (
    <Page title={w.title} lead={w.lead} actions={none ? null : create}>
      {content.error && <ProblemPanel error={content.error} retry={() => void content.refetch()} title={words.errors.load} />}
      {none && <EmptyState icon={PenLine} title={w.empty} action={create}>{w.emptyHelp}</EmptyState>}
      {!none && !content.error && (
        <Table columns={columns} caption={w.caption} loading={content.isPending}>
          {content.data?.map((item) => (
            <tr key={item.key}>
              <td><Link to="/content/$key" params={{ key: item.key }} className={rowLink}>{item.name}</Link><span className={rowNote}>{item.key}</span></td>
              <td><Pill>{words.messages.channels[item.channel] ?? item.channel}</Pill></td>
              <td data-wide style={{ color: 'var(--soft)' }}>{item.subject ?? item.body.slice(0, 60)}</td>
              <td data-align="end" data-wide>{item.version}</td>
              <td data-wide><When at={item.updatedAt} /></td>
            </tr>
          ))}
        </Table>
      )}
    </Page>
  );
}
