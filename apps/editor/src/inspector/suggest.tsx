import { Autocomplete, type AutocompleteProps, type OptionsFilter } from '@mantine/core';
import { useState } from 'react';

const all: OptionsFilter = ({ options, limit }) => options.slice(0, limit);

/** A text with suggestions: all of them when the list is opened, since who opens it wants another one; while something is typed, those that fit. */
export function Suggest({ onChange, ...props }: AutocompleteProps) {
  const [typed, setTyped] = useState(false);
  return (
    <Autocomplete
      {...props}
      {...(typed ? {} : { filter: all })}
      onChange={(value) => {
        setTyped(true);
        onChange?.(value);
      }}
      onDropdownClose={() => setTyped(false)}
    />
  );
}
