import { parseProgram, programFacts, type ProgramFacts } from '@attune/dsl';
import { eq } from 'drizzle-orm';
import type { Db } from '../store/database.ts';
import { readVersion } from '../store/journeys.ts';
import { journeys, segments, templates } from '../store/schema.ts';
import { readWorkspace } from '../store/workspace.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

/** What journeys can use. `channels`: those that can send. */
export interface Available { readonly channels: readonly string[]; readonly topics: readonly string[]; readonly templates: readonly string[]; readonly segments: readonly string[] }
type Needs = Pick<ProgramFacts, 'channels' | 'topics' | 'templates' | 'segments'>;

/** What a live journey needs and is not there. */
export function judgeJourney(key: string, needs: Needs, there: Available): readonly Finding[] {
  const missing = (sort: keyof Available) => needs[sort].filter((name) => !there[sort].includes(name));
  const live = `the live journey "${key}" needs`;
  return [
    ...missing('channels').map((name) => fail(`${live} the channel "${name}", which cannot send`, 'set the channel up, or choose another in the journey')),
    ...missing('templates').map((name) => fail(`${live} the saved message "${name}", which is not there`, 'write it under Content, or choose another in the journey')),
    ...missing('segments').map((name) => fail(`${live} the segment "${name}", which is not there`, 'create it under Segments, or choose another in the journey')),
    ...missing('topics').map((name) => warn(`${live} the topic "${name}", which is not there`, 'add it under Settings: nobody can agree to it or leave it')),
  ];
}

export async function checkJourneys(db: Db, channels: readonly string[]): Promise<readonly Finding[]> {
  const live = await db.select({ key: journeys.key, version: journeys.publishedVersion }).from(journeys).where(eq(journeys.status, 'live'));
  const there: Available = {
    channels,
    topics: (await readWorkspace(db)).topics.map(({ key }) => key),
    templates: (await db.selectDistinct({ key: templates.key }).from(templates)).map(({ key }) => key),
    segments: (await db.select({ key: segments.key }).from(segments)).map(({ key }) => key),
  };
  const findings: Finding[] = [];
  for (const { key, version } of live) {
    const row = version === null ? null : await readVersion(db, key, version);
    const parsed = row === null ? null : parseProgram(row.program);
    if (parsed?.ok === true) findings.push(...judgeJourney(key, programFacts(parsed.value), there));
    else findings.push(fail(`the live journey "${key}" cannot be read`, 'publish it again'));
  }
  return findings.length > 0 ? findings : [ok(live.length === 0 ? 'no journey is live' : `the ${live.length} live journeys have all channels, topics, saved messages and segments they need`)];
}
