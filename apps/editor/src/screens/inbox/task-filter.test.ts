import { expect, it } from 'vitest';
import { taskQuery } from './task-filter.ts';

it('an address without filters asks for what the runtime lists first: open tasks as they are due', () => {
  expect(taskQuery({}, 'Eva')).toEqual({});
});

it('late tasks are open ones; any other state is asked for by its name', () => {
  expect(taskQuery({ state: 'late', queue: 'care' }, null)).toEqual({ late: 'true', queue: 'care' });
  expect(taskQuery({ state: 'done' }, null)).toEqual({ status: 'done' });
});

it('"mine" needs a name, and "nobody\'s" does not', () => {
  expect(taskQuery({ who: 'me' }, 'Eva')).toEqual({ assignee: 'Eva' });
  expect(taskQuery({ who: 'me' }, null)).toEqual({});
  expect(taskQuery({ who: 'nobody' }, null)).toEqual({ unassigned: 'true' });
});
