// Fills Attune with the sample shop: real purchases and reviews, posted as events on an accelerated clock.
// Uses the Attune that runs on PORT, or starts one and leaves it running, to be looked at.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { root } from './bootstrap.mjs';

const READY = /Attune is ready at (\S+)/;
const port = Number(process.env.PORT || 3000);
const headers = { accept: 'application/json', ...(process.env.API_KEY ? { authorization: `Bearer ${process.env.API_KEY}` } : {}) };
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function running(url) {
  try {
    return (await fetch(`${url}/healthz`)).ok ? url : null;
  } catch {
    return null;
  }
}

function start() {
  const child = spawn(process.execPath, [resolve(root, 'scripts/start.mjs')], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((done, failed) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      text = (text + chunk).slice(-4096);
      const url = READY.exec(text)?.[1];
      if (url) done(url);
    });
    child.on('exit', (code) => {
      failed(new Error(`Attune did not start (it ended with ${code}).`));
      process.exit(code ?? 1);
    });
  });
}

async function call(url, method) {
  const response = await fetch(`${url}/api/sample`, { method, headers });
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Error(body?.detail ?? body?.title ?? `${method} /api/sample answered ${response.status}`);
  return body;
}

function draw({ done, total, clock }) {
  const share = total > 0 ? done / total : 0;
  const bar = '█'.repeat(Math.round(share * 30)).padEnd(30, '░');
  const line = `  ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${clock ? clock.slice(0, 10) : ''}`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line}`);
  else if (Math.floor(share * 10) !== draw.last) console.log(line);
  draw.last = Math.floor(share * 10);
}

async function follow(url) {
  for (;;) {
    const state = await call(url, 'GET');
    draw(state);
    if (state.status === 'done' || state.status === 'failed') {
      if (process.stdout.isTTY) process.stdout.write('\n');
      return state;
    }
    await pause(400);
  }
}

try {
  const found = await running(`http://127.0.0.1:${port}`);
  const url = found ?? (await start());
  console.log('Feeding the sample shop: three months of a real gift shop, hour by hour.');
  await call(url, 'POST');
  const end = await follow(url);
  if (end.status === 'failed') throw new Error(end.error ?? 'The sample shop failed.');
  console.log(`The sample shop is ready: look at ${url}${found ? '' : ' (Ctrl-C ends Attune)'}`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
