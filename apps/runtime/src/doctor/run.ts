import { inspectEnv } from '../env.ts';
import { diagnose, lineOf } from './index.ts';

// What `npm run doctor` runs. `--json` prints the findings as one list; ends with 1 where something fails.
const findings = await diagnose(inspectEnv());
process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify(findings, null, 2)}\n` : `${findings.map(lineOf).join('\n')}\n`);
process.exitCode = findings.some(({ state }) => state === 'fail') ? 1 : 0;
