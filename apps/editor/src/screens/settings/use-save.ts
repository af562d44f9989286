import type { Settings } from '@attune/runtime/shapes';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { keys } from '../../api/queries.ts';
import { tell } from '../../ui/notify.ts';
import { words } from '../../ui/words.ts';

/** Saves a part of the settings; the rest is left as it is. */
export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<Settings>) => api.settings.save(change),
    onSuccess: (saved) => {
      client.setQueryData(keys.settings, saved);
      void client.invalidateQueries({ queryKey: keys.catalog });
      tell(words.settings.saved);
    },
  });
}
