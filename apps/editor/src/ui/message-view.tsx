import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import classes from './message-view.module.css';
import { smsParts } from './sms-parts.ts';
import { words } from './words.ts';

interface Props {
  readonly channel: string;
  readonly subject: string | null;
  readonly body: string | null;
  readonly html: string | null;
}

/** A message as its receiver sees it: a mail as a mail, anything short as a bubble. */
export function MessageView({ channel, subject, body, html }: Props) {
  if (body === null && html === null) return <Text c="dimmed" size="sm">{words.messages.noBody}</Text>;
  if (channel === 'email' || html !== null) return <MailView subject={subject} body={body} html={html} />;
  if (channel === 'webhook') return <pre className={classes.plain} tabIndex={0} aria-label={words.messages.text}>{body}</pre>;
  return <Bubble channel={channel} title={subject} body={body ?? ''} />;
}

function MailView({ subject, body, html }: Omit<Props, 'channel'>) {
  const [view, setView] = useState<'look' | 'text'>('look');
  const shown = html === null ? 'text' : view;
  return (
    <div className={classes.mail}>
      <div className={classes.mailHead}>
        <span className={classes.subject}>{subject ?? words.messages.noSubject}</span>
        {html !== null && body !== null && (
          <SegmentedControl size="xs" value={view} onChange={setView} data={[{ value: 'look', label: words.messages.look }, { value: 'text', label: words.messages.text }]} />
        )}
      </div>
      {shown === 'look' ? <MailFrame html={html ?? ''} /> : <div className={classes.text}>{body}</div>}
    </div>
  );
}

// No scripts, no forms, no way up to this page, and links open elsewhere: the words come from customers and templates. Pictures may come, since a mail without them does not look as it will.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; font-src data:";

function MailFrame({ html }: { html: string }) {
  const [height, setHeight] = useState(160);
  return (
    <iframe
      className={classes.frame}
      title={words.messages.frame}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={`<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}"><base target="_blank"><style>body{margin:16px;font-family:system-ui,sans-serif;color:#2b2a33;background:#fff;overflow-wrap:anywhere}</style>${html}`}
      style={{ height }}
      onLoad={(event) => setHeight(heightOf(event.currentTarget))}
    />
  );
}

/** The body's own height, within bounds: a mail is never taller than three screens of scrolling. */
function heightOf(frame: HTMLIFrameElement): number {
  const body = frame.contentDocument?.body;
  return body ? Math.min(2400, Math.max(120, body.scrollHeight + 40)) : 420;
}

function Bubble({ channel, title, body }: { channel: string; title: string | null; body: string }) {
  const size = channel === 'sms' ? smsParts(body) : null;
  return (
    <div className={classes.phone}>
      <div className={classes.bubble}>
        {title && <strong>{title}</strong>}
        {body}
      </div>
      {size && <Text size="xs" c="dimmed" mt={6}>{words.messages.segments(size.parts, size.units)}</Text>}
    </div>
  );
}
