import { useTools } from '../../canvas/tools.ts';
import type { WidgetProps } from '../field-props.ts';
import { useForm } from '../form-context.ts';
import { Known } from './names.tsx';

/** Another journey of the workspace, by its name. A key that is not there (yet) is kept and shown. */
export function JourneyField(props: WidgetProps) {
  const { journeyKey } = useTools();
  return <Known props={props} known={(useForm().catalog?.journeys ?? []).filter((journey) => journey.key !== journeyKey).map((journey) => ({ value: journey.key, label: journey.name }))} />;
}
