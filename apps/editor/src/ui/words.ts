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
    go: 'Go to', screens: 'Screens', actions: 'Actions', menu: 'Menu', find: 'Find', closeNotice: 'Close this notice',
  },
  nav: { journeys: 'Journeys', templates: 'Templates', customers: 'Customers', segments: 'Segments', messages: 'Messages', content: 'Content', settings: 'Settings' },
  errors: {
    title: 'This part of the page broke', what: 'Nothing that was saved is lost. Reload the page; if it happens again, tell your developer these words:', reload: 'Reload the page', details: 'Details', notFound: 'There is nothing at this address',
    notFoundHelp: 'It may have been deleted or renamed. The menu on the left shows what there is.', home: 'Go to your journeys', load: 'This could not be loaded',
  },
  mood: {
    positive: 'Happy', neutral: 'Neutral', negative: 'Unhappy', unknown: 'Not known', trend: { better: 'Getting better', steady: 'Steady', worse: 'Getting worse' }, title: 'Mood',
    unknownHelp: 'Nothing they wrote tells it yet, or they do not let their words be read.', sure: (share: string) => `${share} sure`, evidence: 'Read from', noText: 'The words are no longer kept', scale: (score: string) => `Score ${score}, from -1 (very unhappy) to 1 (very happy)`,
    low: 'Very unhappy', high: 'Very happy',
  },
  journeys: {
    title: 'Journeys', lead: 'What your customers go through, and where they are right now.', search: 'Search journeys', caption: 'Journeys with their numbers',
    status: { live: 'Live', paused: 'Paused', draft: 'Draft', archived: 'Archived' }, withVersion: (status: string, version: number) => `${status}, version ${version}`,
    columns: { name: 'Name', status: 'Status', open: 'In it now', entered: 'Entered', finished: 'Finished', goal: 'Goal', problems: 'Problems', updated: 'Changed', actions: 'Actions' },
    noGoal: 'No goal, or nobody has finished yet', noProblems: 'No problems', errors: (n: number) => (n === 1 ? '1 error' : `${n} errors`), warnings: (n: number) => (n === 1 ? '1 warning' : `${n} warnings`), changed: 'Changes not published',
    filter: 'Status', new: 'New journey', blank: 'Blank', blankHelp: 'Start with an empty canvas', fromTemplate: 'From a template', fromTemplateHelp: 'Ready journeys with their messages', fromFile: 'From a file', fromFileHelp: 'A journey as JSON',
    actionsOf: (name: string) => `Actions for ${name}`, duplicate: 'Duplicate', export: 'Save as a file', pause: 'Pause', resume: 'Resume', archive: 'Archive', delete: 'Delete',
    pauseTitle: 'Pause this journey?', pauseBody: 'Nobody enters and nobody moves on until you resume it. Everybody keeps their place.', archiveTitle: 'Archive this journey?', archiveBody: 'It takes in nobody from now on and leaves the list. You find it again with the filter "Archived".',
    deleteTitle: 'Delete this draft?', deleteBody: 'It was never published, so nobody is in it. This cannot be undone.', done: { duplicate: 'Duplicated', pause: 'Paused', resume: 'Running again', archive: 'Archived', delete: 'Deleted' },
    nothing: 'No journey fits', nothingHelp: 'Change the search or the filter.', reset: 'Show all',
    live: 'Numbers are live', liveLost: 'Live numbers are interrupted; trying again', name: 'Name', nameHint: 'e.g. Welcome, or Abandoned cart', create: 'Create and open', createTitle: 'A blank journey',
  },
  empty: {
    title: 'No journeys yet', lead: 'Start with one of these: each is ready to run, and every word of it is yours to change. Or load the sample shop and look around first.', all: 'See all templates', or: 'Or start with a blank canvas',
  },
  sample: {
    title: 'The sample shop', help: 'Real purchases of an online shop and real reviews, sent through the same door as your own events, into three journeys. It takes a minute or two and nothing leaves this machine.', load: 'Load the sample shop', running: 'The sample shop is loading',
    progress: (done: string, total: string) => `${done} of ${total} events`, clock: (moment: string) => `In the shop it is ${moment}`, done: 'The sample shop is loaded', doneHelp: 'Look at its journeys, customers and messages.', failed: 'The sample shop could not be loaded', background: 'You may go on meanwhile.',
  },
  importing: {
    title: 'A journey from a file', help: 'Choose a file that was saved from Attune, or paste its text. A journey, a program or a bundle with messages will do.', choose: 'Choose a file', paste: 'Or paste the JSON here', go: 'Bring it in', notJson: (why: string) => `This is not JSON: ${why}`, empty: 'Choose a file or paste its text first.',
    key: 'Key', keyHelp: 'There is a journey of this key already. Give the new one another key.', done: 'The journey is here', doneIssues: (n: number) => `The journey is here, with ${n === 1 ? 'one thing' : `${n} things`} to look at`, dropped: (name: string) => `Read from ${name}`,
  },
  templates: {
    title: 'Templates', lead: 'Journeys that are ready to run. Take one, change the words, publish.', use: 'Use this journey', look: 'Look closer', needs: 'Needs', ready: 'Everything it needs has been seen here', missing: 'Not seen here yet', events: 'Events', traits: 'Traits', channels: 'Channels', segments: 'Segments', messages: 'Messages',
    seen: 'seen', unseen: 'not seen yet', picture: (name: string, steps: number) => `Picture of ${name}: ${steps} steps`, steps: 'The steps', missingHelp: 'You can take it now: the canvas shows what is still missing, and it starts to work with the first event of that name.', imported: (name: string) => `${name} is yours now`, none: 'No templates', search: 'Search templates', category: 'Kind',
    categories: { marketing: 'Marketing', service: 'Service', transactional: 'Transactional', survey: 'Survey' } as Record<string, string>, stepCount: (n: number) => (n === 1 ? '1 step' : `${n} steps`), messageCount: (n: number) => (n === 1 ? '1 message' : `${n} messages`), nothing: 'No template fits', opens: 'It opens on the canvas as a draft. Nobody gets anything before you publish.',
  },
  customers: {
    title: 'Customers', lead: 'Everybody your shop has told Attune about.', search: 'Name, e-mail or id', segment: 'Segment', anySegment: 'Any segment', mood: 'Mood', anyMood: 'Any mood', caption: 'Customers', columns: { name: 'Customer', mood: 'Mood', segments: 'Segments', seen: 'Last seen' },
    empty: 'No customers yet', emptyHelp: 'A customer appears with the first event you send about them. Try it in a terminal:', orSample: 'Or load the sample shop from the journeys screen.', nothing: 'Nobody fits', nothingHelp: 'Change the search or the filters.', more: (n: number) => `and ${n} more`, command: 'A command that sends a first event',
  },
  customer: {
    back: 'Customers', unnamed: 'No name', runs: 'Journeys', noRuns: 'In no journey so far.', in: 'In it', finished: 'Finished', waitsAt: 'Waits at', since: 'since', next: 'goes on', entered: 'entered', reason: 'because', version: (n: number) => `version ${n}`, timeline: 'What happened', show: 'Show', all: 'Everything', events: 'Events', steps: 'Steps', messages: 'Messages',
    nothing: 'Nothing of this kind so far.', traits: 'What we know', noTraits: 'No traits yet: send them with identify.', consent: 'Consent', consentHelp: 'What they agreed to get, by channel and topic.', noConsent: 'They were never asked.', sentiment: 'Their words may be read for mood', sentimentHelp: 'When this is off, nothing they write is scored, and every "How do they feel?" step answers "not sure".', segments: 'Segments', noSegments: 'In no segment.', care: 'Care',
    careFlags: { openComplaint: 'Open complaint', refundPending: 'Refund pending', deliveryLate: 'Delivery late' }, careHelp: 'While one of these stands, offers are held back.', noCare: 'Nothing stands open.', consentStates: { granted: 'agreed', denied: 'refused', unsubscribed: 'unsubscribed' }, consentTitle: (what: string) => `Change consent to ${what}?`,
    consentGrant: 'From now on they get it. Only do this when they told you so.', consentDeny: 'They get none of it any more, also what is queued now.', sentimentOn: 'Read their words for mood?', sentimentOnBody: 'Only do this when they agreed.', sentimentOff: 'Stop reading their words?', sentimentOffBody: 'New words are not scored any more.', change: 'Change it', changed: 'Consent changed', source: (s: string) => `by ${s}`,
    erase: 'Erase this customer', eraseTitle: 'Erase this customer?', eraseBody: 'All rows about this person are deleted: traits, events, messages, places in journeys. Totals stay. This cannot be undone.', erased: 'Erased', zone: 'Time zone', locale: 'Language', first: 'First seen', seen: 'Last seen', id: 'Id', why: 'Why?', details: 'Details', because: 'Because', used: 'It looked at', actions: 'More',
    kinds: { event: 'Event', step: 'Step', message: 'Message' },
  },
  why: {
    title: 'Why?', way: 'The way there', gate: 'The last check before sending', used: 'What it was decided from', visit: (n: number) => `time ${n}`, answers: { send: 'May go out', defer: 'Held for later', skip: 'Not sent' } as Record<string, string>, nothing: 'Nothing more was looked at.', version: (n: number) => `version ${n}`, step: 'Step',
  },
  messages: {
    title: 'Messages', lead: 'Every message that was decided, sent or not, with its words and its reason.', search: 'Customer id', journey: 'Journey', anyJourney: 'Any journey', statusLabel: 'Status', anyStatus: 'Any status', channel: 'Channel', anyChannel: 'Any channel', customer: 'Customer',
    status: { queued: 'Queued', deferred: 'Held', sending: 'Sending', sent: 'Sent', skipped: 'Not sent', failed: 'Failed', uncertain: 'Uncertain' }, caption: 'Messages', empty: 'No messages yet', emptyHelp: 'Publish a journey with a message step, or load the sample shop. Everything it says appears here, even when no channel is connected.', nothing: 'No message fits', nothingHelp: 'Change or clear the filters.',
    pick: 'Choose a message to read it', to: 'To', from: 'Journey', when: 'When', noSubject: 'No subject', look: 'As it looks', text: 'Text', why: 'Why', frame: 'The e-mail as it looks', noBody: 'Nothing was written: it was decided before the words were made.', due: 'goes out', segments: (parts: number, letters: number) => `${letters} characters, ${parts} SMS`, error: 'What the provider said', template: 'Template', topic: 'Topic', step: 'Step', noAddress: 'no address',
    reasons: {
      'no-address': 'no address on this channel', 'no-consent': 'no consent to this topic', unsubscribed: 'they unsubscribed', suppressed: 'the address bounced or complained', capped: 'they had enough messages lately', 'quiet-hours-expired': 'quiet hours lasted too long', holdout: 'they are in the control group', guarded: 'held back by an empathy guardrail', expired: 'it came too late',
      duplicate: 'the same message was already there', 'template-error': 'the words could not be made', 'provider-rejected': 'the provider refused it',
      'quiet-hours': 'quiet hours', cap: 'they had enough messages lately',
    } as Record<string, string>,
    channels: { email: 'E-mail', sms: 'SMS', push: 'Push', chat: 'Chat', webhook: 'Webhook', outbox: 'Outbox' } as Record<string, string>, showing: 'Reading pane', back: 'All messages',
  },
} as const;
