import { Combobox, Group, Menu, ScrollArea, Textarea, TextInput, UnstyledButton, useCombobox } from '@mantine/core';
import { Braces } from 'lucide-react';
import { useRef, useState } from 'react';
import { words } from '../../canvas/words.ts';
import { emptied, inputProps, textOf, type WidgetProps } from '../field-props.ts';
import { useForm } from '../form-context.ts';
import { mergeField, openMerge, valueOptions } from '../values.ts';

/** Text. Long enough ones hold merge fields: typing {{ offers the values that are known. */
export function TextField(props: WidgetProps) {
  const max = props.field.more['maxLength'];
  return typeof max === 'number' && max <= 200 ? <ShortText {...props} /> : <MergeText {...props} />;
}

function ShortText(props: WidgetProps) {
  const { field, value, onChange } = props;
  const fallback = typeof field.fallback === 'string' ? { placeholder: field.fallback } : {};
  return <TextInput {...inputProps(props)} {...fallback} value={textOf(value)} onChange={(e) => onChange(emptied(field, e.currentTarget.value))} />;
}

function MergeText(props: WidgetProps) {
  const { field, value, onChange } = props;
  const form = useForm();
  const combobox = useCombobox();
  const input = useRef<HTMLTextAreaElement>(null);
  const [search, setSearch] = useState('');
  const text = textOf(value);
  const options = valueOptions(form);
  const found = options.filter((option) => `${option.label} ${option.path}`.toLowerCase().includes(search.toLowerCase())).slice(0, 12);
  const rows = typeof field.more['rows'] === 'number' ? field.more['rows'] : 1;
  const look = () => {
    const at = openMerge(text, input.current?.selectionStart ?? 0, input.current?.value);
    setSearch(at?.typed ?? '');
    if (at) combobox.openDropdown();
    else combobox.closeDropdown();
  };
  const insert = (path: string) => {
    const now = input.current?.value ?? text;
    const caret = input.current?.selectionStart ?? now.length;
    const from = openMerge(now, caret)?.from ?? caret;
    const words = mergeField(path);
    onChange(now.slice(0, from) + words + now.slice(caret).replace(/^\}\}/, ''));
    combobox.closeDropdown();
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(from + words.length, from + words.length);
    });
  };
  return (
    <Combobox store={combobox} onOptionSubmit={insert} position="bottom-start" withinPortal>
      <Combobox.Target>
        <Textarea
          {...inputProps(props)}
          ref={input}
          autosize
          minRows={rows}
          maxRows={18}
          value={text}
          rightSection={<ValuesMenu onChoose={insert} />}
          rightSectionProps={{ style: { alignItems: 'flex-start', paddingTop: 6 } }}
          onChange={(e) => {
            onChange(emptied(field, rows === 1 ? e.currentTarget.value.replaceAll('\n', ' ') : e.currentTarget.value));
            requestAnimationFrame(look);
          }}
          onClick={look}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found.length === 0}>
        <Combobox.Options>
          <ScrollArea.Autosize mah={220} type="scroll">
            {found.map((option) => (
              <Combobox.Option key={option.path} value={option.path}>
                <Group justify="space-between" wrap="nowrap" gap="md"><span>{option.label}</span><code className="soft">{option.path}</code></Group>
              </Combobox.Option>
            ))}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function ValuesMenu({ onChoose }: { readonly onChoose: (path: string) => void }) {
  const options = valueOptions(useForm());
  return (
    <Menu position="bottom-end" width={280} returnFocus={false}>
      <Menu.Target><UnstyledButton className="merge-button" aria-label={words.form.merge} title={words.form.merge}><Braces size={15} aria-hidden /></UnstyledButton></Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={280}>
          {options.slice(0, 40).map((option) => <Menu.Item key={option.path} onClick={() => onChoose(option.path)} rightSection={<code className="soft" style={{ fontSize: 11 }}>{option.path}</code>}>{option.label}</Menu.Item>)}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}
