import { Button, CopyButton } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import classes from './code-block.module.css';
import { words } from './words.ts';

/** A command or text to be copied; `label` says what it is. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className={classes.block}>
      <pre tabIndex={0} aria-label={label}><code>{code}</code></pre>
      <CopyButton value={code} timeout={2000}>
        {({ copied, copy }) => (
          <Button className={classes.copy ?? ''} size="compact-xs" variant="default" onClick={copy} leftSection={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />} aria-label={copied ? words.common.copied : `${words.common.copy}: ${label}`}>
            <span aria-live="polite">{copied ? words.common.copied : words.common.copy}</span>
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
