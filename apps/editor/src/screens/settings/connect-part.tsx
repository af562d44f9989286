import { Text, Title } from '@mantine/core';
import { useCatalog } from '../../api/queries.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { curlCommand } from '../../ui/first-event.tsx';
import { count } from '../../ui/numbers.ts';
import { words } from '../../ui/words.ts';
import classes from './settings.module.css';

const w = words.settings.connect;

/** The write key and how to send a first event. */
export function ConnectPart({ writeKey }: { writeKey: string }) {
  const catalog = useCatalog();
  const origin = location.origin;
  return (
    <>
      <div className={classes.card}>
        <div>
          <Title order={3} size="h4">{w.key}</Title>
          <Text size="sm" c="dimmed" mb="sm">{w.keyHelp}</Text>
          <CodeBlock label={w.key} code={writeKey} />
        </div>
        <div>
          <Title order={3} size="h4" mb="sm">{w.curl}</Title>
          <CodeBlock label={w.curl} code={curlCommand(origin, writeKey)} />
        </div>
        <div>
          <Title order={3} size="h4" mb="sm">{w.node}</Title>
          <CodeBlock label={w.install} code="npm install @segment/analytics-node" />
          <div style={{ height: 10 }} />
          <CodeBlock label={w.node} code={nodeExample(origin, writeKey)} />
        </div>
      </div>
      <div className={classes.card}>
        <Title order={3} size="h4">{w.seen}</Title>
        {catalog.data && catalog.data.events.length === 0 && <p className={classes.soft}>{w.none}</p>}
        <ul className={classes.lines}>
          {catalog.data?.events.map((event) => (
            <li key={event.name}>
              <span className={classes.grow}>
                <span className={classes.name}>{event.name}</span>
                <span className={classes.soft} style={{ display: 'block' }}>{event.properties.map((property) => property.name).join(', ')}</span>
              </span>
              <span className={classes.soft}>{w.events(count(event.count))}</span>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function nodeExample(origin: string, writeKey: string): string {
  return `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${writeKey}', host: '${origin}', path: '/v1/batch' });

// ${w.identify}
analytics.identify({ userId: 'maria', traits: { firstName: 'Maria', email: 'maria@example.com' } });

// ${w.track}
analytics.track({ userId: 'maria', event: 'Cart Updated', properties: { cart_id: 'c1', value: 64, currency: 'EUR' } });

await analytics.closeAndFlush();`;
}
