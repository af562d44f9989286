import { pointer, type Issue } from '../issue.ts';
import { placeOfText, valuesOf } from './places.ts';
import { speaks, type View } from './view.ts';

/** A saved message for another channel than the step's may be too long, or have no subject. */
export function otherChannels(view: View): Issue[] {
  return view.steps.filter(speaks).flatMap((node) => (node.needs.templates ?? []).flatMap((key): Issue[] => {
    const channel = view.world.templates?.find((t) => t.key === key)?.channel;
    const used = node.needs.channels ?? [];
    if (channel === undefined || used.includes(channel)) return [];
    const [own] = valuesOf(node.kind, node.config, 'channel');
    const ready = view.world.channels === undefined || view.world.channels.includes(channel);
    const fix = own === undefined || !ready ? {} : { fix: { title: `Send by ${channel}`, changes: [{ path: pointer([...node.at, ...own.at]), value: channel }] } };
    return [{ code: 'template-other-channel', severity: 'warning', path: pointer([...node.at, ...placeOfText(node.config, key)]), node: node.id, message: `The saved message "${key}" was written for ${channel}, and "${node.title}" sends by ${used.join(', ')}. Choose another message or channel.`, ...fix }];
  }));
}
