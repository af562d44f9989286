import { describe, expect, it } from 'vitest';
import { createStreamReader, type StreamEvent } from './event-stream.ts';

function read(...pieces: string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const take = createStreamReader((event) => events.push(event));
  for (const piece of pieces) take(piece);
  return events;
}

describe('createStreamReader', () => {
  it('reads an event however its text is cut', () => {
    const text = 'event: stats\ndata: {"open":1}\n\nevent: stats\ndata: {"open":2}\n\n';
    const whole = read(text);
    expect(whole).toEqual([{ event: 'stats', data: '{"open":1}' }, { event: 'stats', data: '{"open":2}' }]);
    expect(read(...text)).toEqual(whole);
  });
  it('joins lines of data, and takes every kind of line end', () => {
    expect(read('data: a\r\ndata: b\r\n\r\n')).toEqual([{ event: 'message', data: 'a\nb' }]);
    expect(read('data: a\r', '\ndata: b\r\n', '\r\n')).toEqual([{ event: 'message', data: 'a\nb' }]);
  });
  it('passes over comments and events without data, and forgets the name of an event that is over', () => {
    expect(read(': still here\n\nevent: x\n\ndata: a\n\n')).toEqual([{ event: 'message', data: 'a' }]);
  });
  it('keeps back an event that is not over', () => {
    expect(read('data: half\n')).toEqual([]);
  });
});
