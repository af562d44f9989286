import type { OptionsFilter } from '@mantine/core';

/** Suggestions of a field that already holds one of them: all, since who opens the list wants another one. While something else is typed, those that fit. */
export const othersToo: OptionsFilter = ({ options, search, limit }) => {
  const typed = search.trim().toLowerCase();
  const flat = options.flatMap((option) => ('group' in option ? option.items : [option]));
  const chosen = flat.some((option) => option.value === search);
  return (chosen ? flat : flat.filter((option) => option.label.toLowerCase().includes(typed))).slice(0, limit);
};
