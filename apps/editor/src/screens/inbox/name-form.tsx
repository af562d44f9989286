import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import classes from './inbox.module.css';

interface Props {
  readonly label: string;
  readonly help?: string;
  readonly submit: string;
  readonly busy?: boolean;
  readonly onName: (name: string) => void;
  readonly onCancel?: { readonly label: string; readonly run: () => void };
}

/** Asks for a name: a colleague's, or one's own. */
export function NameForm({ label, help, submit, busy = false, onName, onCancel }: Props) {
  const [name, setName] = useState('');
  const said = name.trim();
  return (
    <form className={classes.nameForm} onSubmit={(event) => {
      event.preventDefault();
      if (said !== '') onName(said);
    }}>
      <TextInput label={label} description={help} value={name} maxLength={200} autoComplete="off" data-autofocus autoFocus onChange={(event) => setName(event.currentTarget.value)} />
      <Button type="submit" disabled={said === ''} loading={busy}>{submit}</Button>
      {onCancel && <Button variant="subtle" onClick={onCancel.run}>{onCancel.label}</Button>}
    </form>
  );
}
