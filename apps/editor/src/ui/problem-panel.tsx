import { Alert, Button, List, Text } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { asProblem } from '../api/problem.ts';
import { words } from './words.ts';

/** What went wrong, which fields, and a way to try again. */
export function ProblemPanel({ error, retry, title }: { error: unknown; retry?: () => void; title?: string }) {
  const problem = asProblem(error);
  const errors = problem.errors.map((e) => ({ where: e.pointer, what: e.detail }));
  // The runtime tells what is wrong with a journey both as fields and as issues; a reader wants it once.
  const issues = problem.issues.filter((issue) => !errors.some(({ where }) => where === issue.path)).map((issue) => ({ where: issue.path, what: issue.message }));
  const fields = [...errors, ...issues];
  const name = problem.status === 400 ? words.errors.refused : problem.title;
  const detail = errors.some(({ where }) => where !== '' && problem.detail?.includes(where)) ? undefined : problem.detail;
  return (
    <Alert color="bad" variant="light" icon={<TriangleAlert size={20} aria-hidden />} title={title ?? name} role="alert">
      {title && <Text size="sm">{name}</Text>}
      {detail && <Text size="sm">{detail}</Text>}
      {fields.length > 0 && (
        <List size="sm" mt="xs" spacing={4}>
          {fields.slice(0, 20).map((field, i) => (
            <List.Item key={`${field.where}-${i}`}>
              {field.where && <code>{field.where}</code>} {field.what}
            </List.Item>
          ))}
        </List>
      )}
      {retry && <Button mt="sm" size="xs" variant="default" onClick={retry}>{words.common.retry}</Button>}
    </Alert>
  );
}
