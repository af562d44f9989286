import { z } from 'zod';
import { named, plain, strong } from '../../draft.ts';
import { slug } from '../../fields.ts';
import { defineEntry } from '../../node-kind.ts';

const config = z.strictObject({
  segment: slug().meta({ title: 'Segment', description: 'The group of customers to watch.', placeholder: 'vip', widget: 'segment' }),
  edge: z.enum(['enter', 'leave']).optional().meta({
    default: 'enter',
    title: 'When the customer',
    description: 'Starts at the moment a customer becomes a member, or stops being one.',
    widget: 'select',
    options: [{ value: 'enter', label: 'enters the segment' }, { value: 'leave', label: 'leaves the segment' }],
  }),
  includeExisting: z.boolean().optional().meta({
    title: 'Also those already in it',
    description: 'On publishing, customers who are in the segment already start as well. Not for those who leave.',
    widget: 'toggle',
  }),
});

export const entrySegment = defineEntry<z.infer<typeof config>>({
  kind: 'entry-segment',
  version: 1,
  title: 'Enters a segment',
  help: 'A customer starts the journey on becoming a member of a segment, or on leaving it. Being a member is not enough: it is the change that counts.',
  icon: 'users',
  category: 'start',
  takes: 'segment',
  config,
  defaults: () => ({ segment: '', edge: 'enter' }),
  ports: () => [{ id: 'next', label: '', at: [], required: true }],
  summary: ({ segment, edge, includeExisting }) => [
    plain(edge === 'leave' ? 'Leaves' : 'Enters'),
    strong(segment),
    ...(includeExisting ? [plain('or is in it already')] : []),
  ],
  needs: ({ segment }) => ({ segments: named(segment) }),
  onPublish: ({ segment, edge = 'enter', includeExisting }) => (includeExisting && edge === 'enter' ? { type: 'segment', segment, edge } : null),
  arrivals: ({ segment, edge = 'enter' }) => [{ occurrence: { type: 'segment', segment, edge }, holds: [edge === 'enter' ? { in_segment: segment } : { '!': { in_segment: segment } }] }],
  accepts({ segment, edge = 'enter' }, occurrence) {
    const yes = occurrence.type === 'segment' && occurrence.segment === segment && occurrence.edge === edge;
    return { yes, because: yes ? `${edge === 'enter' ? 'entered' : 'left'} the segment ${segment}` : `waits for a change of the segment ${segment}`, used: { segment, edge } };
  },
  examples: [
    { title: 'New regulars', config: { segment: 'regulars', edge: 'enter' } },
    { title: 'Customers who fall asleep', config: { segment: 'active', edge: 'leave' } },
    { title: 'All VIPs, also today\'s', config: { segment: 'vip', edge: 'enter', includeExisting: true } },
  ],
});
