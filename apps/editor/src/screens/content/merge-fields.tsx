import { Button, Text, Title } from '@mantine/core';
import { words } from '../../ui/words.ts';
import classes from './content.module.css';

const w = words.content;
const ALWAYS = ['first_name', 'last_name', 'email'];

/** `firstName` and `first_name` are one field in a text. */
const snake = (name: string): string => name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();

/** What can be said about the customer in a message; a press puts it at the cursor. */
export function MergeFields({ traits, onPick }: { traits: readonly string[]; onPick: (text: string) => void }) {
  const names = [...ALWAYS, ...traits.filter((name) => /^[A-Za-z_]\w*$/.test(name) && !ALWAYS.includes(snake(name)))].slice(0, 18);
  return (
    <section className={classes.fields}>
      <Title order={2} size="h4">{w.fields}</Title>
      <Text size="sm" c="dimmed">{w.fieldsHelp}</Text>
      <div className={classes.fieldList}>
        {names.map((name) => <Button key={name} size="compact-sm" variant="light" onClick={() => onPick(`{{customer.${name}}}`)}>{name}</Button>)}
      </div>
      <Text size="sm" c="dimmed">{w.fallback} <code>{'{{default customer.first_name "there"}}'}</code></Text>
      <Text size="sm" c="dimmed">{w.conditional} <code>{'{{#if customer.plan}}…{{/if}}'}</code></Text>
    </section>
  );
}
