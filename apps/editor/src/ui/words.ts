/**
 * Every word of the shell and of the screens, in one file, ready for translation. Plain English, short, the same everywhere.
 * Numbers and dates come in already written in the reader's locale.
 */
const people = (n: number, shown: string) => (n === 1 ? '1 person' : `${shown} people`);

export const words = {
  product: 'Attune',
  common: {
    cancel: 'Cancel', save: 'Save', saved: 'Saved', close: 'Close', copy: 'Copy', copied: 'Copied', delete: 'Delete', edit: 'Edit', retry: 'Try again', more: 'Show more', loading: 'Loading', search: 'Search', clear: 'Clear', all: 'All',
    none: 'None', unknown: 'Unknown', yes: 'Yes', no: 'No', never: 'Never', back: 'Back', open: 'Open', optional: 'optional', people,
    results: (shown: number, more: boolean) => (shown === 0 ? 'Nothing found' : `${more ? 'The first ' : ''}${shown} shown`),
  },
  shell: {
    skip: 'Skip to content', nav: 'Main', light: 'Light', dark: 'Dark', toLight: 'Use the light look', toDark: 'Use the dark look', commands: 'Find or do…', commandsHint: 'Find a screen, a journey or an action',
    offline: 'Attune cannot be reached. What you see may be old; this page goes on by itself when it is back.', nothingFound: 'Nothing of that name',
    go: 'Go to', screens: 'Screens', actions: 'Actions', menu: 'Menu', closeNotice: 'Close this notice',
  },
  nav: { journeys: 'Journeys', templates: 'Templates', customers: 'Customers', segments: 'Segments', messages: 'Messages', content: 'Content', settings: 'Settings' },
  errors: {
    title: 'This part of the page broke', what: 'Nothing that was saved is lost. Reload the page; if it happens again, tell your developer these words:', reload: 'Reload the page', details: 'Details', notFound: 'There is nothing at this address',
    notFoundHelp: 'It may have been deleted or renamed. The menu on the left shows what there is.', home: 'Go to your journeys', load: 'This could not be loaded',
  },
} as const;
