import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Moon, Sun } from 'lucide-react';
import classes from './shell.module.css';
import { words } from './words.ts';

/** Changes between the light and the dark look; the choice is kept in this browser. */
export function LookToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  const Icon = dark ? Sun : Moon;
  return (
    <button type="button" className={classes.item} onClick={() => setColorScheme(dark ? 'light' : 'dark')} title={dark ? words.shell.toLight : words.shell.toDark}>
      <Icon size={20} strokeWidth={1.8} aria-hidden />
      {dark ? words.shell.light : words.shell.dark}
    </button>
  );
}
