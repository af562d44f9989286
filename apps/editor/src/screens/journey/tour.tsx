import { ActionIcon, Button, Group } from '@mantine/core';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { words } from '../../canvas/words.ts';

const w = words.tour;
const NAME = 'attune:tour';
const places = ['.palette', '.workbench-canvas', '.inspector', '.workbench-header'] as const;

const seen = (): boolean => {
  try {
    return localStorage.getItem(NAME) !== null;
  } catch {
    // where nothing can be remembered, it would come back for ever
    return true;
  }
};

/** A first look around, beside the work and never in its way. Left once, it never comes back. */
export function Tour() {
  const [at, setAt] = useState<number | null>(() => (seen() ? null : 0));
  useEffect(() => {
    if (at === null) return;
    const place = document.querySelector(places[at] ?? '');
    place?.setAttribute('data-toured', '');
    return () => place?.removeAttribute('data-toured');
  }, [at]);
  const stop = at === null ? undefined : w.stops[at];
  if (at === null || !stop) return null;
  const leave = () => {
    try {
      localStorage.setItem(NAME, 'left');
    } catch {
      // seen() then never shows it
    }
    setAt(null);
  };
  const last = at === w.stops.length - 1;
  return (
    <aside className="tour" aria-label={w.label} data-at={at} onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); leave(); } }}>
      <div className="tour-head"><h2>{stop[0]}</h2><ActionIcon variant="subtle" aria-label={w.skip} onClick={leave}><X size={16} aria-hidden /></ActionIcon></div>
      <p role="status">{stop[1]}</p>
      <Group gap={8}>
        <span className="soft">{w.of(at + 1, w.stops.length)}</span>
        <span className="grow" />
        {at > 0 && <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setAt(at - 1)}>{w.back}</Button>}
        <Button size="compact-sm" onClick={() => (last ? leave() : setAt(at + 1))}>{last ? w.done : w.next}</Button>
      </Group>
    </aside>
  );
}
