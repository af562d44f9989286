import { z } from 'zod';
import { slug } from './fields.ts';

/** Id of one of several ways out; it is the port's id. */
export const choiceId = () => slug().meta({ title: 'Name', description: 'A short name without spaces; the way out is called by it.', widget: 'text' });

/** The words on a way out. */
export const choiceLabel = () => z.string().max(120).optional().meta({ title: 'Label', description: 'What the way out is called on the card.', widget: 'text' });

/** Refuses two ways out of one name, and names that a step's other ways out have. */
export function distinctIds(reserved: readonly string[]) {
  return (context: z.core.ParsePayload<readonly { readonly id: string }[]>): void => {
    const seen = new Set(reserved);
    for (const [index, { id }] of context.value.entries()) {
      if (seen.has(id)) {
        context.issues.push({ code: 'custom', input: id, path: [index, 'id'], message: `is taken twice: give "${id}" another name` });
      }
      seen.add(id);
    }
  };
}
