/**
 * Every word of the shell and of the screens, in one file, ready for translation. Plain English, short, the same everywhere.
 * Numbers and dates come in already written in the reader's locale.
 */
/** Where a consent came from, by the runtime's code; another one is shown as it is. */
const consentSources: Readonly<Record<string, string>> = { call: 'as your shop told', editor: 'written down here', link: 'by the link in a message', 'api key': 'as a program told' };
const people = (n: number, shown: string) => (n === 1 ? '1 person' : `${shown} people`);

export const words = {
  product: 'Attune',
  common: {
    cancel: 'Cancel', save: 'Save', saved: 'Saved', close: 'Close', copy: 'Copy', copied: 'Copied', delete: 'Delete', edit: 'Edit', retry: 'Try again', more: 'Show more', loading: 'Loading', search: 'Search', clear: 'Clear', all: 'All',
    dueNow: 'is due now', none: 'None', unknown: 'Unknown', yes: 'Yes', no: 'No', never: 'Never', back: 'Back', open: 'Open', optional: 'optional', people,
    results: (shown: number, more: boolean) => (shown === 0 ? 'Nothing found' : `${more ? 'The first ' : ''}${shown} shown`),
  },
  shell: {
    skip: 'Skip to content', nav: 'Main', light: 'Light', dark: 'Dark', toLight: 'Use the light look', toDark: 'Use the dark look', commands: 'Find or do…', commandsHint: 'Find a screen, a journey or an action',
    offline: 'Attune cannot be reached. What you see may be old; this page goes on by itself when it is back.', nothingFound: 'Nothing of that name',
    go: 'Go to', screens: 'Screens', actions: 'Actions', menu: 'Menu', find: 'Find', closeNotice: 'Close this notice',
  },
  nav: { journeys: 'Journeys', templates: 'Templates', customers: 'Customers', segments: 'Segments', messages: 'Messages', inbox: 'Inbox', content: 'Content', settings: 'Settings', open: (n: number) => (n === 1 ? '1 open task' : `${n} open tasks`) },
  errors: {
    title: 'This part of the page broke', what: 'Nothing that was saved is lost. Reload the page; if it happens again, tell your developer these words:', reload: 'Reload the page', details: 'Details', notFoundTitle: 'Not found', notFound: 'There is nothing at this address',
    notFoundHelp: 'It may have been deleted or renamed. The menu on the left shows what there is.', home: 'Go to your journeys', load: 'This could not be loaded', refused: 'This cannot be taken as it is',
  },
  signIn: {
    title: 'Sign in', ask: 'This Attune asks for its key', help: 'It was printed when Attune was first started (the environment may name it as API_KEY). It is kept for this tab only.', key: 'Management key', wrong: 'This key is not known here. It may have been removed.', go: 'Sign in',
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
    back: 'Customers', unnamed: 'No name', runs: 'Journeys', noRuns: 'In no journey so far.', allRuns: 'Show all journeys they were in', in: 'In it', finished: 'Finished', waitsAt: 'Waits at', since: 'since', next: 'goes on', entered: 'Entered', reason: 'because', version: (n: number) => `version ${n}`, timeline: 'What happened', show: 'Show', all: 'Everything', events: 'Events', steps: 'Steps', messages: 'Messages',
    nothing: 'Nothing of this kind so far.', traits: 'What we know', noTraits: 'No traits yet: send them with identify.', consent: 'Consent', consentHelp: 'What they agreed to get, by channel and topic.', noConsent: 'They were never asked.', sentiment: 'Their words may be read for mood', sentimentHelp: 'When this is off, nothing they write is scored, and every "How do they feel?" step answers "not sure".', segments: 'Segments', noSegments: 'In no segment.', care: 'Care',
    careFlags: { openComplaint: 'Open complaint', refundPending: 'Refund pending', deliveryLate: 'Delivery late' }, careHelp: 'While one of these stands, offers are held back.', noCare: 'Nothing stands open.', consentStates: { granted: 'agreed', denied: 'refused', unsubscribed: 'unsubscribed' }, consentTitle: (what: string) => `Change consent to ${what}?`,
    consentGrant: 'From now on they get it. Only do this when they told you so.', consentDeny: 'They get none of it any more, also what is queued now.', sentimentOn: 'Read their words for mood?', sentimentOnBody: 'Only do this when they agreed.', sentimentOff: 'Stop reading their words?', sentimentOffBody: 'New words are not scored any more.', change: 'Change it', changed: 'Consent changed', source: (s: string) => (consentSources[s] ?? `(${s})`), anyChannel: 'Every channel', anyTopic: 'everything',
    erase: 'Erase this customer', eraseTitle: 'Erase this customer?', eraseBody: 'All rows about this person are deleted: traits, events, messages, places in journeys. Totals stay. This cannot be undone.', erased: 'Erased', zone: 'Time zone', locale: 'Language', first: 'First seen', seen: 'Last seen', id: 'Id', why: 'Why?', details: 'Details', because: 'Because', used: 'It looked at', actions: 'More',
    kinds: { event: 'Event', step: 'Step', message: 'Message' },
    ends: { completed: 'came to its end', goal: 'the goal was reached', exited: 'something happened that ends it', expired: 'its time was over', cancelled: 'taken out', failed: 'it broke off', superseded: 'a new start took its place' } as Record<string, string>,
  },
  why: {
    title: 'Why?', way: 'The way there', gate: 'The last check before sending', used: 'What it was decided from', visit: (n: number) => `time ${n}`, answers: { send: 'May go out', defer: 'Held for later', skip: 'Not sent' } as Record<string, string>, nothing: 'Nothing more was looked at.', version: (n: number) => `version ${n}`, step: 'Step', journey: 'The journey',
  },
  messages: {
    title: 'Messages', lead: 'Every message that was decided, sent or not, with its words and its reason.', search: 'Customer id', journey: 'Journey', anyJourney: 'Any journey', statusLabel: 'Status', anyStatus: 'Any status', channel: 'Channel', anyChannel: 'Any channel', customer: 'Customer',
    status: { queued: 'Queued', deferred: 'Held', sending: 'Sending', sent: 'Sent', skipped: 'Not sent', failed: 'Failed', uncertain: 'Uncertain' }, caption: 'Messages', empty: 'No messages yet', emptyHelp: 'Publish a journey with a message step, or load the sample shop. Everything it says appears here, even when no channel is connected.', nothing: 'No message fits', nothingHelp: 'Change or clear the filters.',
    pick: 'Choose a message to read it', to: 'To', from: 'Journey', when: 'When', noSubject: 'No subject', ofJourney: (channel: string, journey: string) => `${channel} of ${journey}`, look: 'As it looks', text: 'Text', why: 'Why', frame: 'The e-mail as it looks', noBody: 'Nothing was written: it was decided before the words were made.', due: 'goes out', segments: (parts: number, letters: number) => `${letters} characters, ${parts} SMS`, error: 'What the provider said', template: 'Template', topic: 'Topic', step: 'Step', noAddress: 'no address',
    reasons: {
      'no-address': 'no address on this channel', 'no-consent': 'no consent to this topic', unsubscribed: 'they unsubscribed', suppressed: 'the address bounced or complained', capped: 'they had enough messages lately', 'quiet-hours-expired': 'quiet hours lasted too long', holdout: 'they are in the control group', guarded: 'held back by an empathy guardrail', expired: 'it came too late',
      duplicate: 'the same message was already there', 'template-error': 'the words could not be made', 'provider-rejected': 'the provider refused it',
      'quiet-hours': 'quiet hours', cap: 'they had enough messages lately',
    } as Record<string, string>,
    channels: { email: 'E-mail', sms: 'SMS', push: 'Push', chat: 'Chat', webhook: 'Webhook', outbox: 'Outbox' } as Record<string, string>, showing: 'Reading pane', back: 'All messages',
  },
  inbox: {
    title: 'Inbox', lead: 'What journeys ask of people: decide it, and the customer goes on.', parts: { tasks: 'Tasks', surveys: 'Answers to surveys' }, part: 'Part of the inbox', caption: 'Tasks', showing: 'The task', pick: 'Choose a task to work on it', back: 'All tasks',
    queue: 'Queue', anyQueue: 'Any queue', state: 'State', states: { open: 'Open', late: 'Open and late', done: 'Decided', overdue: 'Went on without us', withdrawn: 'Taken back' }, who: 'Whose', anybody: 'Anybody’s', mine: 'Mine', nobodys: 'Nobody’s yet',
    empty: 'No tasks', emptyHelp: 'A journey hands a customer to you with the step “Ask a colleague”. It waits here, with the customer’s mood and history beside it, until somebody decides; then the customer goes on by the way of that decision. Draw such a step, publish the journey, and its tasks appear here.', toJourneys: 'Go to your journeys',
    allDone: 'Nothing is open', allDoneHelp: 'Everything is decided. New tasks appear here by themselves.', seeDone: 'See what was decided', nothing: 'No task fits', nothingHelp: 'Change or clear the filters.',
    due: 'Due', late: 'Late, due', noDue: 'No time limit', of: (queue: string) => `queue “${queue}”`, by: (who: string) => `With ${who}`, unassigned: 'Nobody has taken it', decided: (what: string, who: string | null) => (who === null ? `Decided: ${what}` : `Decided by ${who}: ${what}`),
    closed: { open: '', done: '', overdue: 'Its time was up, and the customer went on without a decision.', withdrawn: 'The customer left the journey, so there is nothing to decide any more.' }, noteOf: 'Note',
    actors: { 'this machine': 'somebody at this machine', 'api key': 'somebody with the key' } as Readonly<Record<string, string>>,
    customer: 'Customer', journey: 'Journey', dueLabel: 'Due', since: 'here since', brief: 'What to know', feel: 'How they feel', noPerson: 'This customer was erased.', story: 'What happened lately', noStory: 'Nothing so far.', trail: 'Why they are here',
    answer: 'Your decision', send: (who: string) => `Send an answer to ${who}`, them: 'them', sendHelp: 'It goes out with your decision, word for word, when consent, quiet hours and the other rules of sending let it.', subject: 'Subject', subjectHelp: (title: string) => `For e-mails. Left empty it is “${title}”.`, text: 'Answer', textHint: 'Dear …', note: 'Note for your colleagues', noteHint: 'Customers never see it', outcomes: 'Decide', decideOnce: 'A decision counts once and cannot be taken back.', emptyAnswer: 'Write the answer first, or do not send one.',
    done: (what: string) => `Decided: ${what}`, refused: 'This was not decided by you', kept: 'Nothing you wrote was sent. It is still here to copy.', clear: 'Clear what I wrote', replied: 'The answer', take: 'Take it', give: 'Give it to…', giveBack: 'Back to the queue', giveTo: 'To whom?', yourName: 'Your name', yourNameHelp: 'So that colleagues see who has it. It is kept in this browser.', name: 'A name or an e-mail address', giveIt: 'Give it', takeIt: 'Take it', mineHelp: 'Say who you are to see your tasks.', show: 'Show mine', assignedTo: (who: string) => `With ${who} now`, unassignedNow: 'Back in its queue', next: 'Next task',
    ofCustomer: 'Tasks about them',
  },
  surveys: {
    kinds: { nps: 'NPS', csat: 'CSAT', ces: 'CES', text: 'In own words' }, about: { nps: 'Would they recommend us? Promoters less detractors, from -100 to 100.', csat: 'How content are they? The share of the two best marks.', ces: 'How easy was it? The share of the best marks.', text: 'Questions without a score.' },
    answersOf: (answers: string, sent: string) => `${answers} answers of ${sent} questions`, few: (n: string) => `${n} scores so far: too few for a figure. It is shown from 30 on.`, between: (low: string, high: string) => `95 % sure: between ${low} and ${high}`, figures: 'Figures', newest: 'Newest answers', kind: 'Kind', anyKind: 'Any kind', score: (n: number, band: string) => `${n}: ${band}`,
    empty: 'No questions asked yet', emptyHelp: 'A journey asks with the step “Ask the customer”: NPS, CSAT, CES, or a question in own words. Each answer appears here at once, and figures as soon as there are enough of them.', noAnswers: 'No answers of this kind yet.', percent: (n: string) => `${n} %`,
  },
  segments: {
    title: 'Segments', lead: 'Groups of customers that keep themselves up to date with every event.', new: 'New segment', caption: 'Segments', columns: { name: 'Name', rule: 'Who is in it', members: 'People', kind: 'Kind' }, kinds: { dynamic: 'By rule', manual: 'By hand' }, back: 'Segments',
    empty: 'No segments yet', emptyHelp: 'A segment is a rule such as "at least two orders in 90 days". Journeys start when somebody enters one, and branch on it.', name: 'Name', nameHint: 'e.g. Loyal customers', rule: 'Who is in it', live: 'Right now', counting: 'Counting…', some: 'Some of them', nobody: 'Nobody fits at the moment.', create: 'Create segment', members: 'People in it',
    noMembers: 'Nobody yet.', saved: 'Segment saved', deleted: 'Segment deleted', deleteTitle: 'Delete this segment?', deleteBody: 'Journeys that use it will show a problem and take the "no" way.', everybody: 'Everybody', manualHelp: 'People are put in and taken out by journeys and by the API.', needName: 'Give it a name first.', needRule: 'Say who is in it first.', unsaved: 'Not saved yet',
    ruleHelp: 'Choose what has to be true of a customer. The count on the right follows.', key: 'Key',
  },
  content: {
    title: 'Content', lead: 'The words of your messages, kept in one place and used by journeys.', new: 'New message', caption: 'Message templates', columns: { name: 'Name', channel: 'Channel', subject: 'Begins with', version: 'Version', updated: 'Changed' }, empty: 'No messages written yet', emptyHelp: 'Write one here and choose it in a journey, or take a template journey: it brings its messages along. Short texts may also be written in the journey itself.',
    back: 'Content', name: 'Name', nameHint: 'e.g. Cart reminder', key: 'Key', keyHelp: 'How journeys name it. It cannot be changed later.', channel: 'Channel', subject: 'Subject', body: 'Text', html: 'HTML (optional)', htmlHelp: 'For a designed e-mail. Without it, the text is sent as it is.', preview: 'Preview', previewFor: 'As seen by', nobody: 'Nobody in particular', saved: 'Saved as version', save: 'Save', fields: 'Merge fields',
    fieldsHelp: 'Write what is known about the customer between double braces. Press a field to put it at the cursor.', fallback: 'Where a value may be missing, name what to say instead:', conditional: 'Say something only to some:', newTitle: 'New message', unsaved: 'Changes are not saved', filter: 'Channel', problems: 'In these words', leave: 'There are changes that are not saved. Leave anyway?', seen: 'Fields used',
  },
  settings: {
    title: 'Settings', parts: { workspace: 'Workspace', connect: 'Send events', channels: 'Channels', rules: 'Rules of sending', topics: 'Topics', keys: 'API keys', failures: 'Failures' }, menu: 'Settings', saved: 'Settings saved', save: 'Save',
    workspace: { lead: 'Who writes to your customers.', name: 'Name', nameHelp: 'As your customers know you.', zone: 'Time zone', zoneHelp: 'Used where a customer\'s own is not known, e.g. Europe/Berlin.', address: 'Postal address', addressHelp: 'Stands at the end of every e-mail; the law of many countries asks for it.', holdout: 'Control group of the whole workspace', holdoutHelp: 'Percent of all customers who get no messages from any journey, so that you can see what the journeys bring about. They are drawn once and stay the same.', mood: 'Where customers\' words are found', moodHelp: 'Properties of events whose text is read for mood, e.g. message.text or review.body. Only with the customer\'s consent.' },
    connect: { lead: 'Anything that speaks the Segment HTTP API can send events here: its clients work unchanged.', key: 'Write key', keyHelp: 'Goes with every event. It can only send, never read.', curl: 'From a terminal', node: 'From Node', install: 'Install the client', identify: 'Say who the customer is', track: 'Say what they did', seen: 'What has come in', none: 'Nothing has come in yet. Send the first event with the command above.', events: (n: string) => `${n} times` },
    channels: { lead: 'Ways to reach customers. A message for a channel that is not ready is kept in Messages and says why.', ready: 'Ready', notReady: 'Not connected' },
    rules: { lead: 'Held by the one gate that every message passes.', quiet: 'Quiet hours', quietHelp: 'In the customer\'s own time. A message that comes due is held until they end.', quietOn: 'Keep quiet hours', from: 'From', to: 'Until', quietChannels: 'On these channels', quietChannelsHelp: 'None chosen means all.', caps: 'How often at most', capsHelp: 'Counted for each customer over all journeys. Transactional messages are not counted.', addCap: 'Add a limit', limit: 'At most', within: 'within', day: 'a day', days: (n: number) => `${n} days`, week: 'a week', month: '30 days', anyChannel: 'any channel', removeCap: 'Remove this limit', guardrails: 'Empathy guardrails',
      guardrailsHelp: 'Hold offers back from somebody who is unhappy, has an open complaint, waits for a refund or for a late delivery.', messagesWithin: 'messages', on: 'on' },
    topics: { lead: 'What customers can agree to or unsubscribe from, one by one.', key: 'Key', name: 'Name', add: 'Add a topic', remove: 'Remove topic', keyHelp: 'e.g. offers' },
    keys: { lead: 'For programs that manage journeys through the API. Treat them like passwords.', name: 'What is it for?', nameHint: 'e.g. Deployment', kind: 'It may', kinds: { write: 'send events', manage: 'manage everything' }, create: 'Make a key', once: 'Copy it now: it is not shown again.', remove: 'Remove', removeTitle: 'Remove this key?', removeBody: 'Programs that use it are refused from now on.', caption: 'API keys', columns: { name: 'For', kind: 'Kind', hint: 'Begins with', created: 'Made', actions: 'Actions' }, none: 'No keys yet.', removed: 'Key removed', secret: 'The new key' },
    failures: { lead: 'Work that could not be done, kept with its reason. Nothing is thrown away: repair the cause, then play it again.', none: 'Nothing has failed', noneHelp: 'Should something go wrong in the works, it is listed here with its reason and a button to play it again.', replay: 'Play again', replayed: 'Played again', caption: 'Failures', columns: { what: 'What', error: 'Reason', at: 'When', actions: 'Actions' } },
    zones: 'Time zones', changed: 'Not saved yet',
  },
} as const;
