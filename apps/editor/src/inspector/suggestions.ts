import { defaultOptionsFilter, type ComboboxItem, type ComboboxItemGroup, type OptionsFilter } from '@mantine/core';

const itemsOf = (options: readonly (ComboboxItem | ComboboxItemGroup)[]): readonly ComboboxItem[] => options.flatMap((option) => ('group' in option ? option.items.filter((item) => typeof item === 'object') : [option]));

/** Suggestions of a field that already holds one of them: all, since who opens the list wants another one. While something else is typed, those that fit. */
export const othersToo: OptionsFilter = (input) => (itemsOf(input.options).some((item) => item.value === input.search) ? defaultOptionsFilter({ ...input, search: '' }) : defaultOptionsFilter(input));
