import { Button, Select, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type ApiKey } from '../../api/client.ts';
import { keys, useApiKeys } from '../../api/queries.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { confirm } from '../../ui/confirm.tsx';
import { tell, tellProblem } from '../../ui/notify.ts';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { rowAction, Table, type Column } from '../../ui/table.tsx';
import { When } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';
import classes from './settings.module.css';

const w = words.settings.keys;
const columns: readonly Column[] = [{ label: w.columns.name }, { label: w.columns.kind }, { label: w.columns.hint, wide: true }, { label: w.columns.created, wide: true }, { label: w.columns.actions, silent: true }];

const kinds = (['manage', 'write'] as const).map((value) => ({ value, label: w.kinds[value] }));

/** Keys for programs. */
export function KeysPart() {
  const list = useApiKeys();
  const client = useQueryClient();
  const remove = useMutation({ mutationFn: api.keys.remove, onSuccess: () => tell(w.removed), onError: tellProblem, onSettled: () => client.invalidateQueries({ queryKey: keys.apiKeys }) });
  return (
    <>
      <NewKey />
      {list.error && <ProblemPanel error={list.error} retry={() => void list.refetch()} title={words.errors.load} />}
      {list.isPending && <Skeleton height={120} />}
      {list.data && (list.data.length === 0 ? <p className={classes.soft}>{w.none}</p> : (
        <Table columns={columns} caption={w.caption}>
          {list.data.map((key) => (
            <tr key={key.id}>
              <td><span className={classes.name}>{key.name}</span></td>
              <td>{w.kinds[key.kind]}</td>
              <td data-wide><code>{key.hint}</code></td>
              <td data-wide><When at={key.createdAt} /></td>
              <td className={rowAction} data-align="end"><Button size="compact-sm" variant="subtle" color="bad" onClick={() => confirm({ title: w.removeTitle, body: w.removeBody, yes: w.remove, danger: true, run: () => remove.mutate(key.id) })}>{w.remove}</Button></td>
            </tr>
          ))}
        </Table>
      ))}
    </>
  );
}

function NewKey() {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<ApiKey['kind']>('manage');
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () => api.keys.create({ name: name.trim(), kind }),
    onSuccess: () => {
      setName('');
      return client.invalidateQueries({ queryKey: keys.apiKeys });
    },
  });
  return (
    <div className={classes.card}>
      <div className={classes.rowFields}>
        <TextInput className={classes.grow ?? ''} label={w.name} placeholder={w.nameHint} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} />
        <Select label={w.kind} value={kind} onChange={(value) => value && setKind(value)} data={kinds} allowDeselect={false} w={190} />
        <Button loading={create.isPending} disabled={!name.trim()} onClick={() => create.mutate()}>{w.create}</Button>
      </div>
      {create.error && <ProblemPanel error={create.error} />}
      {create.data?.secret && (
        <div aria-live="polite">
          <p className={classes.soft} style={{ marginBottom: 8 }}>{w.once}</p>
          <CodeBlock label={w.secret} code={create.data.secret} />
        </div>
      )}
    </div>
  );
}
