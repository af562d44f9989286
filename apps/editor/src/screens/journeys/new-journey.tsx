import { Button, Menu } from '@mantine/core';
import { ChevronDown, FileUp, LayoutGrid, SquarePlus } from 'lucide-react';
import { useState } from 'react';
import { LinkMenuItem } from '../../ui/link-button.tsx';
import { words } from '../../ui/words.ts';
import { BlankDialog } from './blank-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';

const w = words.journeys;

/** The ways to a new journey: blank, from a template, from a file. */
export function NewJourney() {
  const [dialog, setDialog] = useState<'blank' | 'file' | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <Menu width={260}>
        <Menu.Target><Button rightSection={<ChevronDown size={16} aria-hidden />}>{w.new}</Button></Menu.Target>
        <Menu.Dropdown>
          <LinkMenuItem to="/templates" leftSection={<LayoutGrid size={18} aria-hidden />}><Choice title={w.fromTemplate} help={w.fromTemplateHelp} /></LinkMenuItem>
          <Menu.Item leftSection={<SquarePlus size={18} aria-hidden />} onClick={() => setDialog('blank')}><Choice title={w.blank} help={w.blankHelp} /></Menu.Item>
          <Menu.Item leftSection={<FileUp size={18} aria-hidden />} onClick={() => setDialog('file')}><Choice title={w.fromFile} help={w.fromFileHelp} /></Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <BlankDialog opened={dialog === 'blank'} onClose={close} />
      <ImportDialog opened={dialog === 'file'} onClose={close} />
    </>
  );
}

function Choice({ title, help }: { title: string; help: string }) {
  return (
    <>
      <div style={{ fontWeight: 550 }}>{title}</div>
      <div style={{ color: 'var(--soft)', fontSize: 'var(--text-xs)' }}>{help}</div>
    </>
  );
}
