import { objectOf, textOf, type WidgetProps } from '../field-props.ts';
import { useForm } from '../form-context.ts';
import { ObjectFields } from '../object-fields.tsx';
import { Preview } from './preview.tsx';

/** The words of a message with a look at how they arrive. */
export function ContentField({ field, value, path, onChange }: WidgetProps) {
  const { config } = useForm();
  const content = objectOf(value);
  const subject = textOf(content['subject']);
  const html = textOf(content['html']);
  return (
    <div className="group" role="group" aria-label={field.title}>
      <ObjectFields fields={field.fields} oneOf={field.oneOf} value={content} path={path} onChange={onChange} />
      <Preview request={{ content: { body: textOf(content['body']), ...(subject ? { subject } : {}), ...(html ? { html } : {}) }, channel: textOf(config['channel']) || 'email' }} />
    </div>
  );
}
