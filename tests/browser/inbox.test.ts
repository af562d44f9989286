import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eventually, startServer, type Server } from '../support/server.ts';
import { open, program } from './workbench.ts';
import { visit } from './visit.ts';

let server: Server;
let browser: Browser;

const rescue = program('rescue', 'Rescue', 'service', 'Complaint Opened', {
  ask: {
    kind: 'task', queue: 'care', title: 'Call {{default customer.firstName "the customer"}} about their parcel', brief: 'They wrote: {{event.properties.text}}', draft: 'Dear {{default customer.firstName "customer"}}, ', due: 'P1D',
    outcomes: [{ id: 'call', label: 'I will call', next: 'done' }, { id: 'leave', label: 'Leave it', next: 'done' }], timeout: 'done',
  },
});
const asking = program('asking', 'How was it?', 'survey', 'Parcel Delivered', {
  ask: { kind: 'survey', survey: 'nps', question: 'Would you recommend us?', channel: 'email', timeout: { after: 'P14D', next: 'done' }, promoter: 'done', passive: 'done', detractor: 'done' },
});
const trial = {
  ...program('trial', 'Trial', 'service', 'Signed Up', {
    which: { kind: 'split', arms: [{ id: 'usual', label: 'The usual', weight: 1, control: true, next: 'done' }, { id: 'warm', label: 'A warm word', weight: 1, next: 'done' }], experiment: { metric: { event: 'Order Completed' }, guardrails: [{ event: 'Unsubscribed' }] } },
  }),
  holdout: 10, goals: [{ id: 'order', event: 'Order Completed', within: 'P7D' }],
};

interface Listed<T> { readonly items: readonly T[] }
const items = async <T>(path: string) => ((await server.call('GET', path)).body as Listed<T>).items;
const identify = (userId: string) => ({ type: 'identify', userId, traits: { email: `${userId}@example.com`, firstName: userId, timezone: 'UTC' } });
const track = (userId: string, event: string, properties: object = {}) => ({ type: 'track', userId, event, properties });
const send = async (...batch: readonly object[]) => expect((await server.call('POST', '/v1/batch', { batch })).status).toBe(200);

/** A complaint, and the task that comes of it. */
async function complain(customer: string): Promise<{ id: string }> {
  await send(identify(customer), track(customer, 'Complaint Opened', { text: 'My parcel never arrived and nobody answers. This is terrible.' }));
  return eventually(`a task about ${customer}`, async () => (await items<{ id: string }>(`/api/tasks?customer=${customer}`))[0] ?? null);
}

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  // a question must not wait for the morning, whatever the clock says
  expect((await server.call('PUT', '/api/settings', { policy: { quietHours: null, caps: [], guardrails: true } })).status).toBe(200);
  for (const journey of [rescue, asking, trial]) {
    expect((await server.call('POST', '/api/journeys/import', journey)).status).toBe(201);
    expect((await server.call('POST', `/api/journeys/${journey.key}/publish`, {})).status).toBe(200);
  }
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it('a task appears by itself, is taken, answered with words to the customer and decided, and the customer goes on', async () => {
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    await page.goto('/inbox');
    await page.getByText('A journey hands a customer to you with the step “Ask a colleague”').waitFor();
    await picture('inbox-empty');
    await complain('Ana');
    await page.getByRole('link', { name: /Call Ana about their parcel/ }).click();
    const pane = page.getByRole('region', { name: 'The task' });
    await pane.getByText('They wrote: My parcel never arrived').waitFor();
    await pane.getByText('Unhappy').first().waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('img', { name: '1 open task' }).waitFor();
    await pane.getByRole('button', { name: 'Take it' }).click();
    await pane.getByRole('textbox', { name: 'Your name' }).fill('Eva');
    await page.keyboard.press('Enter');
    await pane.getByText('With Eva').waitFor();
    const text = pane.getByRole('textbox', { name: 'Answer' });
    expect(await text.inputValue()).toBe('Dear Ana, ');
    await text.fill('Dear Ana, I will call you at noon.');
    await pane.getByRole('textbox', { name: 'Subject' }).fill('Your parcel');
    await pane.getByRole('textbox', { name: 'Note for your colleagues' }).fill('She is at home from twelve on');
    // what is written survives a look elsewhere and a reload
    await page.getByRole('link', { name: 'Messages' }).click();
    await page.goBack();
    await page.reload();
    expect(await pane.getByRole('textbox', { name: 'Answer' }).inputValue()).toBe('Dear Ana, I will call you at noon.');
    await picture('inbox-task');
    expect(await barriers()).toEqual([]);
    await pane.getByRole('tab', { name: 'Why they are here' }).click();
    await pane.getByText('Complaint Opened').first().waitFor();
    await pane.getByRole('button', { name: 'I will call' }).click();
    await pane.getByText('Decided by Eva: I will call').waitFor();
    await pane.getByText('Dear Ana, I will call you at noon.').waitFor();
    await picture('inbox-decided');
    await eventually('the run goes on', async () => (await items<{ status: string }>('/api/customers/Ana/runs'))[0]?.status === 'finished');
    await eventually('the answer is sent', async () => (await items<{ status: string; subject: string }>('/api/messages?customer=Ana')).some(({ status, subject }) => status === 'sent' && subject === 'Your parcel'));
    await page.goto('/customers/Ana');
    await page.getByRole('link', { name: 'Call Ana about their parcel' }).click();
    await page.waitForURL(/\/inbox\?.*task=/);
    await pane.getByText('Decided by Eva: I will call').waitFor();
  });
});

it('on a phone and by keyboard: whoever was slower is told who was first, and keeps every word', async () => {
  const { id } = await complain('Ben');
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    await page.goto('/inbox');
    const line = page.getByRole('link', { name: /Call Ben about their parcel/ });
    await line.waitFor();
    await picture('inbox-phone');
    await line.focus();
    await page.keyboard.press('Enter');
    const pane = page.getByRole('region', { name: 'The task' });
    await pane.getByRole('textbox', { name: 'Answer' }).fill('Dear Ben, I am on my way to you.');
    await picture('inbox-phone-task');
    expect(await barriers()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    // the page is to learn of it by its own press, not by looking again a moment earlier
    let pressed = () => {};
    const press = new Promise<void>((done) => { pressed = done; });
    await page.route((url) => decodeURIComponent(url.pathname) === `/api/tasks/${id}`, async (route) => {
      await press;
      await route.continue();
    });
    expect((await server.call('POST', `/api/tasks/${id}/decide`, { outcome: 'leave', by: 'Max' })).status).toBe(200);
    await pane.getByRole('button', { name: 'I will call' }).focus();
    await Promise.all([page.waitForResponse((answer) => answer.url().endsWith('/decide')), page.keyboard.press('Enter')]);
    pressed();
    await pane.getByRole('alert').getByText('Nothing you wrote was sent').waitFor();
    expect(await pane.getByRole('alert').innerText()).toContain('Max has decided already: Leave it');
    await pane.getByText('Decided by Max: Leave it').waitFor();
    expect(await pane.getByRole('textbox', { name: 'Answer' }).inputValue()).toBe('Dear Ben, I am on my way to you.');
    await picture('inbox-phone-late');
    expect(await barriers()).toEqual([]);
    await pane.getByRole('button', { name: 'All tasks' }).click();
    await line.waitFor({ state: 'detached' });
  }, { width: 390, height: 844, dark: true, provokes: /409/ });
});

it('what customers answer and do shows in figures with how sure they are, and a person takes the better way', async () => {
  const customers = Array.from({ length: 30 }, (_, n) => `c${n}`);
  await send(...customers.flatMap((customer) => [identify(customer), track(customer, 'Parcel Delivered'), track(customer, 'Signed Up')]));
  const pathOf = (customer: string) => eventually(`the question to ${customer}`, async () => /\/s\/[\w.-]+/.exec((await items<{ body: string | null; journey: string }>(`/api/messages?customer=${customer}`)).find(({ journey }) => journey === 'asking')?.body ?? '')?.[0] ?? null);
  for (const [n, customer] of customers.slice(1).entries()) expect((await fetch(`${server.url}${await pathOf(customer)}`, { method: 'POST', body: new URLSearchParams({ score: String(n % 3 === 0 ? 3 : 10), text: '' }) })).status).toBe(200);
  await send(...customers.slice(0, 12).map((customer) => track(customer, 'Order Completed')));
  const path = await pathOf('c0');
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    await page.goto('/inbox?part=surveys');
    await page.getByText('29 scores so far: too few for a figure').waitFor();
    await page.goto(path);
    await page.getByRole('radio', { name: '10' }).check();
    await page.getByRole('textbox').fill('It came a day early!');
    await page.getByRole('button').click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await page.goto('/inbox?part=surveys');
    await page.getByText('“It came a day early!”').waitFor();
    await page.getByText(/^95 % sure: between /).waitFor();
    await page.getByText('30 answers of 30 questions').waitFor();
    await picture('inbox-surveys');
    expect(await barriers()).toEqual([]);
    await open(page, '/journeys/trial?step=which');
    await page.getByRole('button', { name: 'See the figures' }).click();
    const panel = page.getByRole('region', { name: 'Experiments' });
    await panel.getByText(/of the 100 customers it needs/).waitFor();
    await panel.getByText('no difference is clear yet').waitFor();
    await picture('experiment-figures');
    expect(await barriers()).toEqual([]);
    await panel.getByRole('button', { name: 'Take this way: A warm word' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take this way' }).click();
    await panel.getByText('Everybody takes “A warm word”, as somebody at this machine chose').waitFor();
    expect((await server.call('GET', '/api/journeys/trial/experiments')).body).toMatchObject({ experiments: [{ winner: 'warm' }] });
  });
});
