import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { HostTables } from '../../../generated/tables/host.js';
import { sendLink } from '../../../src/host/sessions/send-link.js';
import { useLink } from '../../../src/host/sessions/one-time-links.js';
import { digestOf } from '../../../src/host/sessions/tokens.js';
import { findUserByEmail } from '../../../src/host/sessions/users.js';
import { queriesOf } from '../../../src/query/queries.js';
import type { Clock } from '../../../src/values/clock.js';
import { auditEntries } from '../../harness/audit.js';
import { forEachDialect } from '../../harness/database.js';
import { browser, openPanelHouse, signedIn, system, type PanelHouse } from '../admin/panel-house.js';

const NEW = 'seven grey herons at dusk';
const HOUR_MS = 60 * 60 * 1000;

class ShiftedClock implements Clock {
  shiftMs = 0;
  now(): Date {
    return new Date(Date.now() + this.shiftMs);
  }
}

forEachDialect('A one-time link', (_dialect, open) => {
  let house: PanelHouse;
  const clock = new ShiftedClock();
  const tables = () => queriesOf<HostTables>(house.database.port.queries);
  const context = () => house.house.context('host');

  beforeAll(async () => {
    house = await openPanelHouse(await open({ clock }), { clock });
  });
  afterAll(() => house.database.close());

  const linkFor = async (email: string, purpose: 'invite' | 'reset' = 'reset'): Promise<string> => {
    const user = await findUserByEmail(house.database.port, email);
    const sent = await sendLink(house.access, context(), system, { purpose, userId: user?.id ?? '' });
    if (!sent.ok) throw new Error(sent.error.code);
    return sent.value.link;
  };
  const pathOf = (link: string): string => new URL(link).pathname;
  const tokenOf = (link: string): string => pathOf(link).replace('/admin/link/', '');
  const submit = (path: string, password = NEW, again = password) =>
    browser(house).post(path).type('form').send({ password, again });
  const login = (email: string, password: string) =>
    browser(house).post('/admin/login').type('form').send({ email, password });

  it('begins with the address that the house was told, whatever a request says', async () => {
    const admin = await signedIn(house, 'admin@demo.test');
    const { body } = await admin
      .post('/admin/x/host/actions/User/invite')
      .set('host', 'evil.example')
      .set('x-forwarded-host', 'evil.example')
      .send({
        ids: [],
        input: { email: 'nova@demo.test', name: 'Nova', role: 'operator', language: 'en' },
      })
      .expect(200);
    expect(body.reveal.value).toMatch(/^http:\/\/house\.test\/admin\/link\/[\w-]{22}\.[\w-]{22}\.[\w-]{43}$/);
    const kept = await tables().selectFrom('one_time_link').selectAll().execute();
    expect(kept.map(({ digest }) => digest)).toEqual([digestOf(tokenOf(body.reveal.value as string))]);
    const audited = await auditEntries(house.database.port)
      .where('action', '=', 'host.invite-user')
      .execute();
    expect(audited.map(({ after }) => after).join()).toContain('nova@demo.test');
    expect(audited.map(({ after }) => after).join()).not.toContain('link');
  });

  it('lets an invited person in who could not sign in before, and is looked at without being used', async () => {
    const link = await linkFor('nova@demo.test', 'invite');
    await login('nova@demo.test', NEW).expect(401);
    for (let look = 0; look < 2; look += 1) {
      const page = await browser(house).get(pathOf(link)).expect(200);
      expect(page.text).toContain('value="nova@demo.test"');
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
      expect(page.headers['cache-control']).toBe('no-store');
    }
    expect((await submit(pathOf(link)).expect(303)).headers['location']).toBe('/admin/link/done');
    await login('nova@demo.test', NEW).expect(303);
    await browser(house).get(pathOf(link)).expect(404);
    await submit(pathOf(link), 'another long sentence').expect(404);
    const [entry] = await auditEntries(house.database.port)
      .where('action', '=', 'host.accept-invite')
      .execute();
    expect(entry).toMatchObject({ actor: 'nova@demo.test' });
  });

  it.each([
    ['too short', 'elevenchars', 'elevenchars', 'between 12 and 128'],
    ['common', 'Password-123456', 'Password-123456', 'most common'],
    ['the address', 'operator is my name', 'operator is my name', 'name in the e-mail'],
    ['mistyped', NEW, `${NEW}!`, 'not the same'],
  ])('is still good after a password that is %s', async (_what, password, again, sentence) => {
    const link = await linkFor('operator@demo.test');
    expect((await submit(pathOf(link), password, again).expect(422)).text).toContain(sentence);
    await browser(house).get(pathOf(link)).expect(200);
  });

  it('ends every session of whose password it sets', async () => {
    const before = await signedIn(house, 'manager@demo.test');
    await submit(pathOf(await linkFor('manager@demo.test'))).expect(303);
    clock.shiftMs += 1100;
    await before.get('/admin/x/host/home').expect(401);
    const user = await findUserByEmail(house.database.port, 'manager@demo.test');
    expect(await house.access.sessions.of(user?.id ?? '', clock.now().getTime())).toEqual([]);
  });

  it('is good once, however many come at the same moment', async () => {
    const token = tokenOf(await linkFor('manager@demo.test'));
    const passwords = Array.from({ length: 8 }, (_, index) => `${NEW} number ${index}`);
    const outcomes = await Promise.all(
      passwords.map((password) => useLink(house.access, context(), token, password)),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.error.code === 'link-spent')).toHaveLength(7);
    const winner = passwords[outcomes.findIndex(({ ok }) => ok)] ?? '';
    await login('manager@demo.test', winner).expect(303);
  });

  it('leads nowhere once there is a newer one', async () => {
    const old = await linkFor('representative@demo.test');
    const fresh = await linkFor('representative@demo.test');
    await browser(house).get(pathOf(old)).expect(404);
    await submit(pathOf(old)).expect(404);
    await browser(house).get(pathOf(fresh)).expect(200);
  });

  it('leads nowhere for somebody who was shut out in the meantime', async () => {
    const link = await linkFor('representative@demo.test');
    const active = (value: boolean) =>
      tables()
        .updateTable('app_user')
        .set({ active: value })
        .where('email', '=', 'representative@demo.test')
        .execute();
    await active(false);
    await submit(pathOf(link)).expect(404);
    await active(true);
  });

  it('that this house did not sign is not looked up, and one with another end is not either', async () => {
    const link = await linkFor('representative@demo.test');
    const token = tokenOf(link);
    const other = token.at(-2) === 'A' ? 'B' : 'A';
    for (const forged of [`${token.slice(0, -2)}${other}${token.at(-1)}`, 'a.b.c', '%00', 'x'.repeat(3000)])
      await browser(house).get(`/admin/link/${forged}`).expect(404);
    await browser(house).get(pathOf(link)).expect(200);
  });

  it('lasts an hour for a new password, and seven days for an invitation', async () => {
    const reset = await linkFor('representative@demo.test');
    const invite = await linkFor('representative@demo.test', 'invite');
    clock.shiftMs += HOUR_MS;
    await browser(house).get(pathOf(reset)).expect(404);
    await submit(pathOf(reset)).expect(404);
    clock.shiftMs += 7 * 24 * HOUR_MS - HOUR_MS - 60_000;
    await browser(house).get(pathOf(invite)).expect(200);
    clock.shiftMs += 60_000;
    await browser(house).get(pathOf(invite)).expect(404);
  });

  it('is asked for at the door with one answer for everybody, and never too often', async () => {
    const ask = (email: string) => browser(house).post('/admin/forgot').type('form').send({ email });
    const plain = (text: string): string => text.replaceAll(/nonce="[^"]*"/g, '');
    const known = await ask('admin@demo.test').expect(200);
    const unknown = await ask('nobody@demo.test').expect(200);
    expect(plain(unknown.text)).toBe(plain(known.text));
    expect(known.text).toContain('If somebody signs in with this address');
    for (let attempt = 0; attempt < 4; attempt += 1)
      expect(plain((await ask(' Admin@demo.test').expect(200)).text)).toBe(plain(known.text));
    expect(house.asked).toEqual([
      'admin@demo.test',
      'nobody@demo.test',
      'admin@demo.test',
      'admin@demo.test',
    ]);
    for (let attempt = 6; attempt < 20; attempt += 1) await ask(`a${attempt}@demo.test`).expect(200);
    expect(Number((await ask('one-more@demo.test').expect(429)).headers['retry-after'])).toBeGreaterThan(60);
  });

  it('changes language without losing the way', async () => {
    const path = pathOf(await linkFor('representative@demo.test'));
    const agent = browser(house);
    const done = await agent
      .post('/admin/login/language')
      .type('form')
      .send({ language: 'uk', next: path })
      .expect(303);
    expect(done.headers['location']).toBe(path);
    expect((await agent.get(path)).text).toContain('<html lang="uk">');
  });
});
