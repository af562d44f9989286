import { Anchor, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { checkCondition } from '@attune/dsl';
import { api } from '../../api/client.ts';
import { words } from '../../canvas/words.ts';
import { needsMoment } from './needs-moment.ts';

const w = words.form;
const number = new Intl.NumberFormat();
const PAUSE_MS = 400;

/** How many customers fit a condition right now. Waits for a pause in the writing; an answer that is overtaken is called off. */
export function WhoFits({ condition }: { readonly condition: unknown }) {
  if (condition === undefined || checkCondition(condition).some((issue) => issue.severity === 'error')) return null;
  return needsMoment(condition) ? <Text size="xs" c="dimmed" className="who-fits">{w.notCounted}</Text> : <Count condition={condition} />;
}

function Count({ condition }: { readonly condition: unknown }) {
  const [open, setOpen] = useState(false);
  const [asked] = useDebouncedValue(condition, PAUSE_MS);
  // the same rule asked for elsewhere on the page is asked once
  const preview = useQuery({ queryKey: ['segment-preview', asked], queryFn: ({ signal }) => api.segments.preview(asked, signal), placeholderData: keepPreviousData, retry: false, staleTime: 10_000 });
  if (preview.error) return null;
  const { data } = preview;
  const stale = asked !== condition || preview.isPlaceholderData;
  return (
    <div className="who-fits" data-stale={stale || undefined}>
      <span role="status">{w.now}: {data ? <strong>{w.fits(number.format(data.count), `${number.format(data.checked)}${data.complete ? '' : '+'}`)}</strong> : w.counting}</span>
      {data && data.sample.length > 0 && <Anchor component="button" type="button" size="xs" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? w.hide : w.show}</Anchor>}
      {open && data && <ul>{data.sample.map((customer) => <li key={customer.id}><Link to="/customers/$id" params={{ id: customer.id }}>{customer.name ?? customer.email ?? customer.id}</Link></li>)}</ul>}
    </div>
  );
}
