import { Skeleton } from '@mantine/core';
import { useSettings } from '../api/queries.ts';
import { CodeBlock } from './code-block.tsx';
import { words } from './words.ts';

/** A command that sends a first event to this very place, ready to be copied. */
export function curlCommand(origin: string, writeKey: string): string {
  const event = { userId: 'maria', event: 'Cart Updated', properties: { cart_id: 'c1', value: 64, currency: 'EUR' } };
  return `curl -u ${writeKey}: ${origin}/v1/track \\\n  -H 'content-type: application/json' \\\n  -d '${JSON.stringify(event)}'`;
}

/** Shows that command with this workspace's write key. */
export function FirstEvent() {
  const settings = useSettings();
  if (!settings.data) return <Skeleton height={92} />;
  return <CodeBlock label={words.customers.command} code={curlCommand(location.origin, settings.data.writeKey)} />;
}
