import { configJsonSchema, nodeKinds, type NodeKind } from '../../packages/dsl/src/index.ts';

interface Field {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly widget?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
  readonly items?: Field;
  readonly anyOf?: readonly Field[];
  readonly oneOf?: readonly Field[];
  readonly exclusive?: readonly string[];
}

const LARGEST = Number.MAX_SAFE_INTEGER;

/** The values a field takes, in a word or two. */
function typeOf(field: Field): string {
  if (field.enum !== undefined) return field.enum.map((v) => `\`${v}\``).join(' \\| ');
  if (field.const !== undefined) return `\`${JSON.stringify(field.const)}\``;
  const options = field.anyOf ?? field.oneOf;
  if (options !== undefined) return options.map((o) => (o.title === undefined ? typeOf(o) : o.title)).join(', or ');
  if (field.type === 'array') return field.items === undefined ? 'list' : `list of ${field.items.properties === undefined ? typeOf(field.items) : 'objects'}`;
  const named: Readonly<Record<string, string>> = { duration: 'duration (ISO 8601)', moment: 'moment (RFC 3339)', time: 'time of day (`HH:MM`)', zone: 'IANA time zone', condition: 'condition (JSON Logic)', property: 'path', 'step-ref': 'id of a step' };
  const word = (field.widget === undefined ? undefined : named[field.widget]) ?? { string: 'text', boolean: 'true or false', number: 'number', integer: 'whole number', object: 'object' }[field.type ?? ''] ?? 'JSON';
  const bounds = [field.minimum === undefined || field.minimum <= -LARGEST ? '' : `from ${field.minimum}`, field.maximum === undefined || field.maximum >= LARGEST ? '' : `to ${field.maximum}`].filter(Boolean).join(' ');
  return bounds === '' ? word : `${word} ${bounds}`;
}

const cell = (text: string): string => text.replaceAll('\n', ' ').replaceAll(/(?<!\\)\|/g, '\\|');

/** One row for the field and one for each field inside it, `for[].event` style. */
function rows(name: string, field: Field, required: boolean): string[] {
  // Where a way out leads is told under "Ways out".
  if (field.widget === 'step-ref') return [];
  const meaning = [field.title, field.description].filter(Boolean).join(': ');
  const left = `${required ? 'yes' : field.default === undefined ? '' : `no: ${JSON.stringify(field.default)}`}`;
  const inner = field.items?.properties === undefined ? field : field.items;
  const path = inner === field ? name : `${name}[]`;
  return [
    `| \`${name}\` | ${cell(typeOf(field))} | ${cell(left)} | ${cell(meaning)} |`,
    ...Object.entries(inner.properties ?? {}).flatMap(([key, child]) => rows(`${path}.${key}`, child, inner.required?.includes(key) === true)),
    ...(inner.anyOf ?? inner.oneOf ?? []).flatMap((option) => Object.entries(option.properties ?? {}).flatMap(([key, child]) => rows(`${path}.${key}`, child, option.required?.includes(key) === true))),
  ];
}

function ports(kind: NodeKind): string {
  const config = kind.examples[0]?.config ?? kind.defaults();
  const ways = kind.ports(config);
  if (kind.role === 'entry') return 'Leads to the first step; all entries of a journey lead to the same one.';
  if (ways.length === 0) return 'None: the journey ends here.';
  const list = ways.map((p) => `\`${p.id}\`${p.label === '' ? '' : ` (${p.label})`} at \`${p.at.join('.')}\`${p.required === true ? ', required' : ''}${p.fallsBackTo === undefined ? '' : `, else \`${p.fallsBackTo}\``}`);
  return `${list.join('; ')}.${kind.examples.length > 0 ? ' (Those of the first example.)' : ''}`;
}

function section(kind: NodeKind): string {
  const schema = configJsonSchema(kind) as Field;
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => rows(name, field, schema.required?.includes(name) === true));
  const name = kind.role === 'entry' ? `\`${kind.kind}\` in graphs, \`${kind.kind.replace(/^entry-/, '')}\` in a program's \`entry\`` : `\`${kind.kind}\``;
  const only = schema.exclusive === undefined ? '' : `\nExactly one of ${schema.exclusive.map((n) => `\`${n}\``).join(', ')}.\n`;
  const rest = kind.role === 'step' ? ` · ${kind.waits ? 'people can rest here' : 'nobody rests here'}` : '';
  return [
    `## ${kind.title}`,
    `${name} · ${kind.category}${rest}`,
    kind.help,
    fields.length === 0 ? 'No settings.' : ['| field | value | needed | meaning |', '|---|---|---|---|', ...fields].join('\n') + (only === '' ? '' : `\n${only.trimEnd()}`),
    `**Ways out:** ${ports(kind)}`,
    ...kind.examples.map(({ title, config }) => `${title}:\n\`\`\`json\n${JSON.stringify(config)}\n\`\`\``),
  ].join('\n\n');
}

/** The page of all node kinds, made from the registry. */
export function nodesPage(): string {
  const head = [
    '# Node kinds',
    'Made from the registry by `npm run generate`; do not edit. A config is the same in a graph and in a program, except that a program holds the ids of next steps (the ways out) at the places named here, and a graph draws them as edges.',
    'Every node may also carry `label` (its title on the card), `stage` (a phase of the journey) and `expectedMood` (-2 to 2).',
  ];
  return `${[...head, ...nodeKinds.map(section)].join('\n\n')}\n`;
}
