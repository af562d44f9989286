import { expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { describeEachDatabase } from '../store/testing.ts';
import { createLinks, linkSecret } from './token.ts';

const message = { lane: 3, id: '01J-a.b' };
const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);

describeEachDatabase('links in messages', (open) => {
  it('lead back to their message, and only for the purpose they were made for', async () => {
    const links = createLinks(await linkSecret(await open()), 'https://shop.example');
    const [off, why] = [links.unsubscribe(message), links.why(message)];
    expect(off).toMatch(/^https:\/\/shop\.example\/u\/[\w-]+\.[\w-]+$/);
    expect(why).toMatch(/^https:\/\/shop\.example\/w\/[\w-]+\.[\w-]+$/);
    expect(links.read(tokenOf(off), 'unsubscribe')).toEqual(message);
    expect(links.read(tokenOf(why), 'why')).toEqual(message);
    expect(links.read(tokenOf(off), 'why')).toBeNull();
    expect(links.read(tokenOf(why), 'unsubscribe')).toBeNull();
  });

  it('are refused when anything of them was changed, cut, lengthened, or taken from another message', async () => {
    const links = createLinks(await linkSecret(await open()), '');
    const token = tokenOf(links.unsubscribe(message));
    const [body = '', signature = ''] = token.split('.');
    const [, foreign = ''] = tokenOf(links.unsubscribe({ lane: 3, id: '01J-a.c' })).split('.');
    const other = Buffer.from('3.01J-a.c').toString('base64url');
    const bad = [
      `${body}.${foreign}`, `${other}.${signature}`, body, `${body}.`, `.${signature}`, '', '.', '..', `${token}.`, `${token}.x`, `x${token}`, `${token}AAAA`,
      `${body}.${signature.slice(0, -4)}`, `${body}.${signature.slice(0, 1)}`, token.replace('.', '/'), `${Buffer.from('2.01J-a.b').toString('base64url')}.${signature}`, 'é.ü', `${token}!`, `${body}!.${signature}`, `${body}.${'A'.repeat(22)}`,
    ];
    for (const text of bad) expect(links.read(text, 'unsubscribe'), text).toBeNull();
    // every single letter counts
    for (let i = 0; i < token.length; i++) {
      const changed = `${token.slice(0, i)}${token[i] === 'A' ? 'B' : 'A'}${token.slice(i + 1)}`;
      const read = links.read(changed, 'unsubscribe');
      expect(read, changed).toBeNull();
    }
  });

  it('are signed with a secret that is made once and kept, so that links of another installation lead nowhere', async () => {
    const database = await open();
    const secret = await linkSecret(database);
    expect(await linkSecret(database)).toBe(secret);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    const made = createLinks(secret, '').why(message);
    await database.query(sql`delete from settings where key = 'linkSecret'`);
    const elsewhere = createLinks(await linkSecret(database), '');
    expect(elsewhere.read(tokenOf(made), 'why')).toBeNull();
  });

  it('hold nothing about a person', async () => {
    const links = createLinks(await linkSecret(await open()), '');
    const [body = ''] = tokenOf(links.why(message)).split('.');
    expect(Buffer.from(body, 'base64url').toString()).toBe('3.01J-a.b');
  });

  it('name a message towards providers in few letters that survive a change of case, and nobody else can make such a name', async () => {
    const links = createLinks(await linkSecret(await open()), '');
    const [one, other] = [{ lane: 3, id: '0mphyc7k3a1b2c3d4e5f6:write:1:0' }, { lane: 4095, id: '0mphyc7k3a1b2c3d4e5f7:a step of a long name:12:3' }];
    for (const message of [one, other]) {
      expect(links.ref(message)).toMatch(/^[0-9a-z-]{1,42}$/);
      for (const ref of [links.ref(message), links.ref(message).toUpperCase()]) {
        const found = links.readRef(ref);
        expect(found).toMatchObject({ lane: message.lane, run: message.id.slice(0, 21) });
        expect([found?.names(message.id), found?.names(one.id === message.id ? other.id : one.id), found?.names(`${message.id}1`)]).toEqual([true, false, false]);
      }
    }
    const ref = links.ref(one);
    for (let i = 0; i < ref.length; i++) expect(links.readRef(`${ref.slice(0, i)}${ref[i] === '1' ? '2' : '1'}${ref.slice(i + 1)}`)?.names(one.id) ?? false).toBe(false);
    for (const text of ['', '-', '--', `${ref}x`, ref.slice(1), ref.slice(0, -1), `${other.id.slice(0, 21)}-3-${ref.slice(-16)}`, 'constructor', tokenOf(links.why(one))]) expect(links.readRef(text)?.names(one.id) ?? false, text).toBe(false);
  });

  it('lead on to the address they were made with, and to no other', async () => {
    const links = createLinks(await linkSecret(await open()), 'https://shop.example');
    const url = 'https://elsewhere.example/p?q=ä b&x=1.2#top';
    const token = tokenOf(links.click(message, url));
    expect(links.readClick(token)).toEqual({ ...message, url });
    expect(links.readClick(tokenOf(links.click({ ...message, id: 'a b' }, url)))).not.toEqual({ ...message, url });
    const [, signature = ''] = token.split('.');
    expect(links.readClick(`${Buffer.from('3.01J-a.b https://evil.example').toString('base64url')}.${signature}`)).toBeNull();
    for (const purpose of ['unsubscribe', 'why', 'preferences', 'open'] as const) expect(links.read(token, purpose)).toBeNull();
    expect(links.readClick(tokenOf(links.open(message)))).toBeNull();
  });
});
