/** One server-sent event. */
export interface StreamEvent { readonly event: string; readonly data: string }

/**
 * Takes the text of an event stream as it comes, in pieces cut anywhere, and hands on each whole event
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html, without `id` and `retry`, which are not sent here).
 */
export function createStreamReader(onEvent: (event: StreamEvent) => void): (piece: string) => void {
  let rest = '';
  let event = 'message';
  let data: string[] = [];
  const line = (text: string): void => {
    if (text === '') {
      if (data.length > 0) onEvent({ event, data: data.join('\n') });
      event = 'message';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    const field = colon === -1 ? text : text.slice(0, colon);
    const value = colon === -1 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  };
  return (piece) => {
    rest += piece;
    // A carriage return at the very end may be half of a line end that is still to come.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const each of lines) line(each);
  };
}
