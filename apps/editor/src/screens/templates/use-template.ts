import type { JourneyTemplate } from '@attune/runtime/shapes';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { tell, tellProblem } from '../../ui/notify.ts';
import { words } from '../../ui/words.ts';

/** Takes a template into the workspace and opens it on the canvas. */
export function useTemplate(template: Pick<JourneyTemplate, 'key' | 'name'>) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => api.templates.import(template.key),
    onSuccess: ({ key }) => {
      void client.invalidateQueries();
      tell(words.templates.imported(template.name));
      return navigate({ to: '/journeys/$key', params: { key } });
    },
    onError: tellProblem,
  });
}
