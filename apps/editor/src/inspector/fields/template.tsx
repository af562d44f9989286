import { textOf, type WidgetProps } from '../field-props.ts';
import { useForm } from '../form-context.ts';
import { Known } from './names.tsx';
import { Preview } from './preview.tsx';

/** One of the saved messages, with a look at it. Those for this step's channel come first. */
export function TemplateField(props: WidgetProps) {
  const { catalog, config } = useForm();
  const channel = textOf(config['channel']) || 'email';
  const chosen = textOf(props.value);
  const templates = [...(catalog?.templates ?? [])].sort((a, b) => Number(b.channel === channel) - Number(a.channel === channel));
  return (
    <>
      <Known props={props} known={templates.map((template) => ({ value: template.key, label: template.name }))} />
      {chosen !== '' && <Preview request={{ template: chosen, channel: templates.find((template) => template.key === chosen)?.channel ?? channel }} />}
    </>
  );
}
