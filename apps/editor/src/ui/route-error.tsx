import { Button, Code, Stack, Text, Title } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { words } from './words.ts';

/** Says what happened and what to do, where a part of the page broke. */
export function BrokenPart({ error }: { error: unknown }) {
  return (
    <Stack p="xl" maw={640} gap="md" role="alert">
      <Title order={1} size="h2">{words.errors.title}</Title>
      <Text>{words.errors.what}</Text>
      <Code block>{error instanceof Error ? error.message : String(error)}</Code>
      <div><Button onClick={() => location.reload()}>{words.errors.reload}</Button></div>
    </Stack>
  );
}

export function RouteError({ error }: ErrorComponentProps) {
  return <BrokenPart error={error} />;
}
