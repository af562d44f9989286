import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import classes from './filter-bar.module.css';
import { words } from './words.ts';

/** One row above a list: search, filters, and how many are shown, said aloud when it changes. */
export function FilterBar({ children, result }: { children: ReactNode; result?: string | undefined }) {
  return (
    <div className={classes.bar} role="search">
      {children}
      <span className={classes.result} aria-live="polite">{result}</span>
    </div>
  );
}

const SEARCH_PAUSE_MS = 250;

/** A search field that tells of a change when typing rests. `value` is what the address says. */
export function SearchField({ value, onSearch, label }: { value: string; onSearch: (text: string) => void; label: string }) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((next: string) => {
    told.current = next;
    onSearch(next);
  }, SEARCH_PAUSE_MS);
  // The address changed by other means (back, a link): the field follows, but never while it is the one that caused it.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  const change = (next: string): void => {
    setText(next);
    tell(next);
  };
  return (
    <TextInput
      className={classes.search ?? ''}
      type="search"
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      placeholder={label}
      aria-label={label}
      leftSection={<Search size={16} aria-hidden />}
      rightSection={text ? <CloseButton size="sm" aria-label={words.common.clear} onClick={() => change('')} /> : null}
    />
  );
}
