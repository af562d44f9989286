/** The words of the canvas, the inspector and the journey's screen, in one file ready for translation. Numbers come in written. */
const reasons: Readonly<Record<string, string>> = {
  'no-address': 'no address', 'no-consent': 'no consent', unsubscribed: 'unsubscribed', suppressed: 'suppressed', capped: 'had enough messages', 'quiet-hours-expired': 'quiet hours', holdout: 'control group', guarded: 'held back out of care',
  expired: 'too late', duplicate: 'sent already', 'template-error': 'words with a mistake', 'provider-rejected': 'refused by the provider',
};

export const words = {
  reason: (code: string) => reasons[code] ?? code,
  mood: { expected: 'How we expect people to feel here', low: 'expected: low', middle: 'expected: calm', high: 'expected: glad' },
  counts: {
    in: (n: string) => `${n} in`, waiting: (n: string) => `${n} waiting`, sent: (n: string) => `${n} sent`, entered: (n: string) => `${n} came here`, waitingNow: (n: string) => `${n} wait here now`, left: (n: string) => `${n} went on`,
    skipped: (n: string, why: string) => `${n} not sent: ${why}`,
  },
  card: {
    note: 'note', then: 'then', end: 'ends here', drag: 'Drag to the step that follows', insert: 'Put a step in here', addAfter: (what: string) => `Add a step after ${what}`,
    problems: (n: number, first: string) => (n === 1 ? `1 problem: ${first}` : `${n} problems, first: ${first}`),
  },
  canvas: {
    label: 'Journey', tooFar: 'Zoom', add: 'Add a step', map: 'Map of the journey', emptyTitle: 'How does it start?', empty: 'Choose what lets a customer in. You can change everything later.', keys: 'Tab goes through the steps, arrows to the neighbours, Enter to its settings.',
    zoomIn: 'Closer', zoomOut: 'Farther', fit: 'Show all',
  },
  palette: {
    search: 'Add a step…', hint: 'Press / to search', none: 'No step of that name', label: 'Steps to add', drag: 'Drag onto the canvas or onto a connection, or click to add',
    category: { start: 'Starts', timing: 'Timing', decide: 'Decide', say: 'Say', data: 'Data', people: 'People', flow: 'Flow' } as Readonly<Record<string, string>>,
  },
  picker: { title: 'What comes here?', titleStart: 'How does it start?' },
  connect: { title: (from: string) => `Connect ${from}`, port: 'Way out', to: 'Leads to', search: 'Find a step', none: 'Nothing it could lead to', current: 'now', cut: 'Leads nowhere: the journey ends here' },
  note: { label: (text: string) => `Note. ${text}`, text: 'Text of the note', empty: 'Write a note: double-click, or use the panel on the right', title: 'A note', help: 'Lies on the canvas for your colleagues. Customers never see it.', remove: 'Delete the note', notes: 'Notes' },
  stage: { choose: (n: number) => (n === 1 ? 'Choose its step' : `Choose its ${n} steps`), many: 'Stage of all these steps', help: 'A stretch of the journey, drawn as ground under its steps.' },
  find: { label: 'Find on the canvas', placeholder: 'Find a step or a word', none: 'Nothing', of: (i: number, n: number) => `${i} of ${n}`, next: 'Next one', before: 'The one before', close: 'Close the search' },
  versions: {
    title: 'Versions', help: 'Every version that was published. Compare this drawing with one of them, or bring one back as the draft.', added: 'new', changed: 'changed', gone: 'gone', version: (n: number) => `Version ${n}`, live: 'live now', inside: (n: string) => (n === '1' ? '1 person in it' : `${n} people in it`), nobody: 'nobody in it', by: (who: string) => `by ${who}`,
    actors: { 'this machine': 'somebody at this machine', 'api key': 'somebody with the key' } as Readonly<Record<string, string>>, none: 'Nothing was published yet. Publish, and the version is kept here for ever.', since: (n: number) => `What is different in the draft since version ${n}`, same: 'The draft says the same as this version.', restore: 'Bring it back as the draft', restored: (n: number) => `The draft is version ${n} again. Undo takes that back. It goes live when you publish.`, close: 'Close the versions', legend: 'Drawn on the canvas: new with a solid green line, changed with a dotted one, gone as a struck-out card.',
    unreadable: 'The drawing of this version cannot be read by this version of Attune.', loading: 'Reading the version…',
  },
  experiments: {
    title: 'Experiments', help: 'What each way brings about, counted in the published version. It may be looked at as often as one likes.', close: 'Close the experiments', loading: 'Reading the figures…', unpublished: 'Nothing was published yet, so there is nothing to count. Publish the journey, and each customer who comes through is counted.',
    none: 'The published version compares nothing. Open a split, choose “Find the better way”, and say what a success is.', figures: 'See the figures', success: (what: string) => `Success is “${what}”`, goal: (name: string) => `Success is the goal “${name}”`, since: 'Since', running: 'It goes on.', byHand: 'A person decides.',
    decided: (arm: string, who: string | null) => `Everybody takes “${arm}”${who === null ? '' : `, as ${who} chose`}`, auto: 'the figures', goesOn: (who: string) => `It goes on until a person decides, as ${who} chose`, proposed: 'ahead for sure', winner: 'taken by everybody', stopped: 'stopped', control: 'usual way',
    columns: { way: 'Way', entered: 'Took it', converted: 'Successes', rate: 'Share, with its range', against: 'Against the usual way' }, caption: (step: string) => `Ways of ${step}`, rate: (value: string, low: string, high: string) => `${value}, between ${low} and ${high}`, noRate: 'Nobody took it yet', open: 'many',
    times: (value: string, low: string, high: string, arm: string) => `${value} times as often as “${arm}”, between ${low} and ${high}`, noTimes: (arm: string) => `Cannot be compared with “${arm}” yet`, sure: (share: string) => `${share} sure there is a difference`, harm: (event: string, n: string) => `${event}: ${n}`, take: 'Take this way', takeTitle: (arm: string) => `Shall everybody take “${arm}”?`,
    takeBody: 'From now on every customer who comes to this step goes this way. The figures stay, and you can go on comparing later.', taken: (arm: string) => `Everybody takes “${arm}” now`, again: 'Go on comparing', againTitle: 'Go on comparing?', againBody: 'Customers are drawn for all ways again, and nothing is taken by itself: a person decides.', againDone: 'It goes on',
    group: 'Control group', groupHelp: (percent: string) => `${percent} of those who come in get no messages, so that you see what the journey brings about.`, groupGoal: (name: string) => `Goal “${name}”`, treated: 'With messages', held: 'Without', noGoals: 'The journey has no goal to compare by. Give it one in its settings.',
    actors: { auto: 'the figures', 'this machine': 'somebody at this machine', 'api key': 'somebody with the key' } as Readonly<Record<string, string>>,
  },
  shortcuts: { title: 'Keys', help: 'Everything works without a mouse. These work while the canvas is in view.', close: 'Close the keys', canvas: 'On the canvas', actions: 'What can be done', mouse: [['Shift + drag', 'Choose several with a box'], ['Shift + click', 'Add to what is chosen'], ['Drag the ground, or scroll', 'Move the view'], ['Ctrl + scroll', 'Zoom'], ['Right click', 'What can be done here']] as const, walk: [['Tab', 'The next step'], ['Arrows', 'The neighbour in that direction'], ['Shift + arrows', 'Move what is chosen']] as const },
  tour: {
    label: 'A first look around', skip: 'Leave the tour', next: 'Next', back: 'Back', done: 'Done', of: (i: number, n: number) => `${i} of ${n}`,
    stops: [
      ['Steps come from here', 'Drag one onto the canvas or onto a line, or press “/” and type its name.'], ['This is the journey', 'It runs from top to bottom. The + on a line puts a step in; nothing you do here reaches a customer.'],
      ['Say what a step does', 'Choose a step, and its settings are here. Everything is saved by itself, and Ctrl+Z takes anything back.'], ['See it before it is real', '“Try it” plays a customer through, message by message. Publish when it feels right; press “?” for all keys.'],
    ] as const,
  },
  picture: { svg: 'A picture (SVG)', png: 'A picture (PNG)', failed: 'This browser could not draw the picture.' },
  outline: { title: 'Outline', help: 'The same journey as a list. Arrows move, Enter opens, Delete removes.', start: 'Starts', ends: 'the journey ends', see: (title: string) => `goes on at ${title}`, loose: 'Not connected', add: 'Add a step here' },
  inspector: {
    label: 'Settings of the step', name: 'Name on the card', more: 'Notes and mood', note: 'Note', notePlaceholder: 'For your colleagues. Customers never see it.', stage: 'Stage', stagePlaceholder: 'e.g. First order', expected: 'How will they feel here?',
    expectedNone: 'Not said', moods: ['Very low', 'Low', 'Calm', 'Glad', 'Delighted'], many: (n: number) => `${n} selected`, manyHelp: 'Move, copy, duplicate or delete them together.', problems: 'To look at', fix: 'Fix it', people: 'Who is here', all: 'All people',
    noPeople: 'Nobody waits here now.', since: 'since', leads: 'Ways out', leadsNowhere: 'the journey ends', unknown: 'This version of Attune does not know this kind of step. Its settings are kept as they are.', edge: 'Connection', edgeHelp: (from: string, to: string) => `${from} leads to ${to}.`, cut: 'Take the connection away', insert: 'Put a step in here',
  },
  settings: {
    title: 'The journey', help: 'Holds for the journey as a whole.', name: 'Name', key: 'Key', description: 'What it is for', category: 'What kind of messages', categories: {
      marketing: ['Marketing', 'Needs consent to the topic; quiet hours and care rules hold.'], service: ['Service', 'About something the customer did; no promotion.'], transactional: ['Transactional', 'Receipts and the like: always sent, never promotion.'], survey: ['Survey', 'Asks for an opinion.'],
    } as const, timezone: 'Times are', timezoneCustomer: 'the customer\'s own time', timezoneWorkspace: 'the workspace\'s time', timezoneFixed: 'in a fixed zone', audience: 'Only for', audienceHelp: 'Who may come in at all.', audienceAll: 'Everybody', audienceAdd: 'Limit who comes in', reentry: 'Coming in again', reentryMode: 'How often',
    reentryModes: { never: 'Never again', 'after-exit': 'Once they are out', always: 'Any time, also twice at once' } as const, reentryAfter: 'Not before', reentryAfterHelp: 'How long after they last came in.', reentryKey: 'One journey for each', reentryKeyHelp: 'A value of the starting event, e.g. the cart: two carts, two journeys.',
    exits: 'Leave early when', exitsHelp: 'Ends the journey at once, also in the middle of a wait.', addExit: 'Add a reason to leave', goals: 'Goals', goalsHelp: 'What counts as success.', addGoal: 'Add a goal', goalWithin: 'within', isGoal: 'This is a success', matchHelp: 'Only if the same', match: 'Same in both', matchEntry: 'Of the event that started it', matchEvent: 'Of this event', primary: 'The main goal',
    holdout: 'Control group', holdoutHelp: 'Percent of people who go through the journey, are measured, and get no messages.', moreIf: 'Only if',
  },
  form: {
    required: 'Needed', remove: 'Remove', up: 'Move up', down: 'Move down', add: 'Add', optionalAdd: (what: string) => `Add ${what}`, clear: 'Leave out', choose: 'Choose…', other: 'Use', variant: 'How', units: { M: 'minutes', H: 'hours', D: 'days', W: 'weeks', MO: 'months', S: 'seconds', Y: 'years' } as const,
    text: 'Type {{ to put in a value', json: 'JSON', jsonBad: 'This is not JSON yet: ', key: 'Name', value: 'Value', noTemplates: 'No messages written yet', preview: 'Preview', previewAs: 'As seen by', nobody: 'a made-up customer', weights: 'Shares', even: 'Split evenly', sum: (n: string) => `Together ${n} %`, own: 'Write it here', stored: 'A stored message', subject: 'Subject', body: 'Words', merge: 'Put in a value',
    now: 'Right now', counting: 'Counting…', fits: (n: string, of: string) => `${n} of ${of} customers fit`, notCounted: 'Depends on the event or on earlier steps, so it is counted when it happens.', show: 'Show some', hide: 'Hide them', journeyNone: 'No other journey yet',
    channelNotReady: 'not set up yet', seen: (n: string) => `seen ${n} times`, neverSeen: 'never seen yet', days: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' } as const, workdays: 'Mon to Fri', moment: 'Date and time', isoHelp: 'Another length', edit: 'Edit', earlier: 'before', later: 'after', direction: 'Before or after', unitOf: (what: string) => `${what}: unit`, nothing: 'Nothing of that name', momentHelp: (zone: string) => `In your own time (${zone}).`,
    leaveOut: (what: string) => `Leave out: ${what}`, removeItem: (what: string) => `Remove ${what}`, newItem: (n: number) => `Way ${n}`, wayName: (n: number) => `Name of way ${n}`, wayWeight: (n: number) => `Weight of way ${n}`, advanced: 'More settings', cron: 'Cron expression', cronHelp: 'Minute, hour, day, month, weekday', weekday: 'Day of the week', dayOfMonth: 'Day of the month', at: 'At',
    every: { day: 'Every day', workday: 'Monday to Friday', week: 'Once a week', month: 'Once a month', custom: 'Another schedule' } as const,
  },
  condition: {
    all: 'all of these', any: 'any of these', none: 'none of these', notAll: 'not all of these', match: 'Match', where: 'where', add: 'Add a rule', addWhere: 'Only certain ones', remove: 'Remove this rule', removeGroup: 'Remove this group', raw: 'Written by hand', rawHelp: 'JSON Logic', asJson: 'As JSON', asRows: 'As rules', value: 'Value', from: 'From', to: 'To',
    rows: { field: 'A value of theirs', event: 'What they did', segment: 'Segment', mood: 'Mood', group: 'Any of several rules' } as const, groups: { customer: 'The customer', event: 'The event', sentiment: 'Mood', step: 'Earlier steps' } as const, times: 'times', inLast: 'in the last', ever: 'ever', since: 'Since when', isIn: 'is in', isNotIn: 'is not in', how: 'How', field: 'Which value', event: 'What they did', yes: 'yes', no: 'no',
    feels: 'feels', feelsNot: 'does not feel', moods: { negative: 'unhappy', neutral: 'neither', positive: 'happy' } as const, counts: { did: 'did', didNot: 'did not do', atLeast: 'did at least', atMost: 'did at most' } as const,
    operators: {
      is: 'is', isNot: 'is not', more: 'is more than', atLeast: 'is at least', less: 'is less than', atMost: 'is at most', between: 'is between', oneOf: 'is one of', noneOf: 'is none of', contains: 'contains', containsNot: 'does not contain', begins: 'begins with', beginsNot: 'does not begin with',
      ends: 'ends with', endsNot: 'does not end with', matches: 'matches', matchesNot: 'does not match', before: 'is before', after: 'is after', withinLast: 'in the last', yes: 'is yes', no: 'is not yes', known: 'is known', unknown: 'is not known',
    },
  },
  header: {
    name: 'Name of the journey', back: 'All journeys', undo: (what: string) => `Undo: ${what}`, redo: (what: string) => `Redo: ${what}`, noUndo: 'Nothing to undo', noRedo: 'Nothing to do again', tidy: 'Tidy up', tryIt: 'Try it', problems: (n: number) => (n === 0 ? 'No problems' : n === 1 ? '1 problem' : `${n} problems`), publish: 'Publish…', more: 'More', published: (v: number) => `Live, version ${v}`, paused: 'Paused', draft: 'Draft', archived: 'Archived', changed: 'Changes not published',
    saved: 'Saved', saving: 'Saving…', dirty: 'Not saved yet', failed: 'Could not save', failedHelp: 'Nothing is lost: your changes are kept here and saving is tried again.', retry: 'Try now', outline: 'Outline', canvas: 'Canvas', pause: 'Pause', resume: 'Resume', export: 'Export', import: 'Import', live: 'Live', liveLost: 'Live counts are interrupted',
  },
  conflict: {
    title: 'Somebody else saved this journey meanwhile', body: 'Nothing is lost. This is what each of you did since you last agreed.', mineTitle: 'What you did', theirsTitle: 'What they did', nothing: 'Nothing but moving cards', both: 'Take both', bothHelp: 'Everything of both of you; undo brings yours back.', clash: 'You both changed these. Whose should stand?', mineStands: 'Yours', theirsStands: 'Theirs', deleted: 'deleted it', settings: 'The journey',
    mine: 'Keep only mine', mineHelp: 'Your version goes over theirs.', theirs: 'Take only theirs', theirsHelp: 'Yours stays one undo away.', copy: 'Copy mine first', copied: 'Copied. Keep it wherever you like.', waiting: 'Reading what they saved…', again: 'Read it again',
  },
  unreadable: { title: 'This journey cannot be shown', help: 'Its document was made by a newer version or was damaged. Nothing has been changed. You can take it out as a file.', save: 'Save the document' },
  restored: { text: 'Changes that were not saved last time are back.', keep: 'Keep them', discard: 'Throw them away' },
  problems: { title: 'Problems', none: 'Nothing stands in the way of publishing.', pending: 'Checking…', error: 'Must be fixed', warning: 'To think about', hint: 'Advice', fix: 'Fix it', play: 'Play it', show: 'Show', journey: 'The journey', close: 'Close the problems' },
  publish: {
    title: 'Publish', blocked: 'These must be fixed first', warnings: 'I have seen this', changes: 'What changes', noChanges: 'Nothing has changed since the last version.', first: 'This is the first version: from now on customers can come in.', inside: 'Who is inside now', insideHelp: 'They stay on the version they came in with.', insideNobody: 'Nobody is inside now.',
    insideRow: (n: string, step: string, version: number) => `${n} at “${step}” (version ${version})`, go: 'Publish now', cancel: 'Not yet', done: (v: number) => `Version ${v} is live.`, notSaved: 'Your last changes could not be saved, so they cannot be published yet.', unticked: 'Tick each warning you have seen.',
  },
  importing: { title: 'Import', help: 'Paste a journey (program, graph or bundle) or choose a file. It takes the place of what is on the canvas; undo brings that back.', file: 'Choose a file', paste: 'Journey as JSON', go: 'Put it on the canvas', bad: 'This cannot be read:' },
  exporting: { bundle: 'With its messages (bundle)', program: 'The program that runs', graph: 'The drawing' },
  tryIt: {
    title: 'Try it', help: 'Nothing is sent, nothing is kept.', who: 'Who', made: 'Made up', real: 'Real customers', days: 'For', daysUnit: 'days', steps: 'What happens', messages: 'Message', noMessages: 'No message so far.', timeline: 'What they do', add: 'Add', remove: 'Remove', details: 'Details as JSON', nothing: 'This customer never comes in.', close: 'Close the trial', needs: 'The journey cannot run yet:', after: 'after the start',
    first: 'One step back', last: 'One step on', of: (i: number, n: number) => `${i} of ${n}`, mood: 'Mood', moods: { none: 'not known', negative: 'unhappy', neutral: 'calm', positive: 'happy' } as const, consent: 'Agrees to messages', skippedBecause: (why: string) => `Not sent: ${why}.`, sent: 'Sent', finished: (why: string) => `Out: ${why}.`, open: 'Still inside at the end.',
    kinds: { event: 'An event', set: 'Becomes known', enrol: 'Added by hand', mood: 'Mood changes', enter: 'Enters segment', leave: 'Leaves segment' } as const, personas: { new: 'Ana, new and curious', loyal: 'Ben, a regular', upset: 'Cleo, unhappy', quiet: 'Dan, wants no messages' } as const, witness: 'Playing the customer of a problem. Change anything to play your own.',
  },
  tell: { copied: (n: number) => (n === 1 ? '1 step copied' : `${n} steps copied`), noClipboard: 'This browser does not let the page read the clipboard. Press Ctrl+V instead.', noConnect: 'Choose a step first', paused: 'Paused. Nobody moves on until you resume.', resumed: 'It goes on.', fixed: 'Fixed', renamed: 'Renamed' },
  did: {
    add: 'Add a step', insert: 'Put a step in', move: 'Move', connect: 'Connect', disconnect: 'Take a connection away', delete: (n: number) => (n === 1 ? 'Delete a step' : `Delete ${n} steps`), duplicate: 'Duplicate', paste: 'Paste', edit: (what: string) => `Change ${what}`, tidy: 'Tidy up', settings: 'Change the journey', fix: 'Fix a problem', rename: 'Rename', import: 'Import', restore: 'Restore unsaved changes', note: 'Change a note', addNote: 'Add a note', stage: 'Change a stage', version: (n: number) => `Bring back version ${n}`,
  },
  action: {
    undo: 'Undo', redo: 'Redo', delete: 'Delete', duplicate: 'Duplicate', copy: 'Copy', cut: 'Cut', paste: 'Paste', selectAll: 'Select all', tidy: 'Tidy up', fit: 'Show all', zoomIn: 'Zoom in', zoomOut: 'Zoom out', add: 'Add a step', connect: 'Connect to…', open: 'Open the settings of the step', journey: 'Settings of the journey', tryIt: 'Try it', problems: 'Show problems', publish: 'Publish', outline: 'Outline or canvas', note: 'Add a note', find: 'Find on the canvas', versions: 'Versions', experiments: 'Experiments', shortcuts: 'Keys', tidySelected: 'Tidy up what is selected', pictureSvg: 'Save a picture (SVG)', picturePng: 'Save a picture (PNG)', import: 'Import JSON', group: 'Canvas', rename: 'Rename',
    exportBundle: 'Export with messages', exportProgram: 'Export the program', exportGraph: 'Export the drawing',
  },
} as const;
