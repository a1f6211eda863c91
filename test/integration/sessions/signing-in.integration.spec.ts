import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest, { type Response } from 'supertest';
import type { HostTables } from '../../../generated/tables/host.js';
import { changePassword, findUserByEmail } from '../../../src/host/sessions/users.js';
import { digestOf } from '../../../src/host/sessions/tokens.js';
import { queriesOf } from '../../../src/query/queries.js';
import { systemClock, type Clock } from '../../../src/values/clock.js';
import { forEachDialect, openTestDatabase } from '../../harness/database.js';
import {
  browser,
  openPanelHouse,
  PASSWORD,
  signedIn,
  system,
  type PanelHouse,
} from '../admin/panel-house.js';

const HOUR_MS = 60 * 60 * 1000;

/** Runs with the machine, until a specification lets hours go by. */
class ShiftedClock implements Clock {
  shiftMs = 0;
  now(): Date {
    return new Date(Date.now() + this.shiftMs);
  }
}

const login = (agent: ReturnType<typeof browser>, email: string, password = PASSWORD) =>
  agent.post('/admin/login').type('form').send({ email, password });
const cookieOf = (response: Response): string =>
  [response.headers['set-cookie'] ?? []].flat().find((cookie) => cookie.includes('session')) ?? '';

forEachDialect('Signing in', (_dialect, open) => {
  let house: PanelHouse;
  const clock = new ShiftedClock();
  const tables = () => queriesOf<HostTables>(house.database.port.queries);

  beforeAll(async () => {
    house = await openPanelHouse(await open(), { clock });
  });
  afterAll(() => house.database.close());

  it('sends a stranger to the login and back to where they wanted to go', async () => {
    const agent = browser(house);
    const sent = await agent.get('/admin/resources/Invoice?page=2').set('accept', 'text/html').expect(303);
    expect(sent.headers['location']).toBe('/admin/login?next=%2Fadmin%2Fresources%2FInvoice%3Fpage%3D2');
    const page = await agent.get(String(sent.headers['location'])).expect(200);
    expect(page.text).toContain('value="/admin/resources/Invoice?page&#x3D;2"');
    const done = await agent
      .post('/admin/login')
      .type('form')
      .send({ email: 'admin@demo.test', password: PASSWORD, next: '/admin/resources/Invoice?page=2' });
    expect([done.status, done.headers['location']]).toEqual([303, '/admin/resources/Invoice?page=2']);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/elsewhere',
    'javascript:alert(1)',
    '/admin/../elsewhere',
  ])('does not go on to %s', async (next) => {
    const done = await browser(house)
      .post('/admin/login')
      .type('form')
      .send({ email: 'admin@demo.test', password: PASSWORD, next });
    expect(done.headers['location']).toBe('/admin');
  });

  it('answers programs without a session in JSON', async () => {
    const answer = await browser(house).get('/admin/api/resources/Invoice/actions/list').expect(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status: 401,
      code: 'not-signed-in',
      detail: 'Please sign in first.',
    });
  });

  it('says the same of a wrong password and of an account that does not exist', async () => {
    const wrong = await login(browser(house), 'operator@demo.test', 'not the password').expect(401);
    const unknown = await login(browser(house), 'operator@nowhere.test').expect(401);
    expect(unknown.text.replace('nowhere', 'demo').replaceAll(/nonce="[^"]*"/g, '')).toBe(
      wrong.text.replaceAll(/nonce="[^"]*"/g, ''),
    );
    expect(wrong.text).toContain('role="alert"');
  });

  it('gives every sign-in a token of its own and keeps only its digest', async () => {
    const agent = browser(house);
    const planted = 'countinghouse-session=planted-by-somebody-else';
    const first = await agent
      .post('/admin/login')
      .set('cookie', planted)
      .type('form')
      .send({ email: 'admin@demo.test', password: PASSWORD });
    const token = /countinghouse-session=([^;]+)/.exec(cookieOf(first))?.[1] ?? '';
    expect(token).toHaveLength(43);
    const again = await login(agent, 'admin@demo.test');
    expect(cookieOf(again)).not.toContain(token);
    const kept = (await tables().selectFrom('session').select('id').execute()).map(({ id }) => id);
    expect(kept).not.toContain(digestOf(token));
    expect(kept).not.toContain(token);
    await browser(house)
      .get('/admin/api/resources/Invoice/actions/list')
      .set('cookie', `countinghouse-session=${token}`)
      .expect(401);
    await browser(house).get('/admin/api/resources/Invoice/actions/list').set('cookie', planted).expect(401);
  });

  it('keeps the cookie from scripts and from other sites', async () => {
    expect(cookieOf(await login(browser(house), 'admin@demo.test'))).toMatch(/HttpOnly; SameSite=Lax$/);
  });

  it('is left by POST only', async () => {
    const agent = await signedIn(house, 'operator@demo.test');
    await agent.get('/admin/logout').set('accept', 'application/json').expect(404);
    await agent.get('/admin/x/host/home').expect(200);
    await agent.post('/admin/logout').expect(303);
    await agent.get('/admin/x/host/home').expect(401);
  });

  it('shuts out a user who was deactivated, within a second', async () => {
    const agent = await signedIn(house, 'manager@demo.test');
    await agent.get('/admin/x/host/home').expect(200);
    await tables()
      .updateTable('app_user')
      .set({ active: false })
      .where('email', '=', 'manager@demo.test')
      .execute();
    clock.shiftMs += 1100;
    await agent.get('/admin/x/host/home').expect(401);
    await login(browser(house), 'manager@demo.test').expect(401);
    await tables()
      .updateTable('app_user')
      .set({ active: true })
      .where('email', '=', 'manager@demo.test')
      .execute();
  });

  it('ends the sessions that were opened with an old password', async () => {
    const agent = await signedIn(house, 'operator@demo.test');
    await agent.get('/admin/x/host/home').expect(200);
    const user = await findUserByEmail(house.database.port, 'OPERATOR@demo.test');
    const changed = await changePassword(
      { database: house.database.port, clock: systemClock },
      system,
      user?.id ?? '',
      `${PASSWORD}!`,
    );
    expect(changed).toEqual({ ok: true, value: null });
    clock.shiftMs += 1100;
    await agent.get('/admin/x/host/home').expect(401);
    await changePassword(
      { database: house.database.port, clock: systemClock },
      system,
      user?.id ?? '',
      PASSWORD,
    );
  });

  it('ends after twelve idle hours, and after seven days of use', async () => {
    const idle = await signedIn(house, 'admin@demo.test');
    const busy = await signedIn(house, 'admin@demo.test');
    for (let hour = 0; hour < 7 * 24; hour += 11) {
      await busy.get('/admin/x/host/home').expect(200);
      clock.shiftMs += 11 * HOUR_MS;
    }
    await busy.get('/admin/x/host/home').expect(401);
    await idle.get('/admin/x/host/home').expect(401);
  });

  it('speaks the language of the switch before anybody is known, and of the user after', async () => {
    const agent = browser(house);
    await agent.post('/admin/login/language').type('form').send({ language: 'uk' }).expect(303);
    expect((await agent.get('/admin/login')).text).toContain('<html lang="uk">');
    await login(agent, 'representative@demo.test').expect(303);
    expect((await agent.get('/admin').set('accept', 'text/html')).text).toContain('<html lang="en">');
    await agent.post('/admin/x/host/language').send({ language: 'ru' }).expect(204);
    expect((await agent.get('/admin').set('accept', 'text/html')).text).toContain('<html lang="ru">');
    await agent.post('/admin/x/host/language').send({ language: 'tlh' }).expect(400);
  });

  it('makes an eleventh attempt wait, whoever makes it, and lets it in again afterwards', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1)
      await login(browser(house), 'representative@demo.test', 'a guess').expect(401);
    const refused = await login(browser(house), 'Representative@demo.test').expect(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(600);
    expect(refused.text).toContain('Too many attempts. Please try again in 15 minutes.');
    clock.shiftMs += HOUR_MS / 4 + 1000;
    await login(browser(house), 'representative@demo.test').expect(303);
  });
});

describe('A request from somebody else’s page', () => {
  let house: PanelHouse;
  beforeAll(async () => {
    house = await openPanelHouse(await openTestDatabase('sqlite'), {
      publicUrl: 'https://house.example',
      demoLogins: true,
    });
  });
  afterAll(() => house.database.close());

  it.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://other.house.example' }, 403],
    [{ origin: 'https://house.example' }, 303],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, 303],
  ])('with %j is answered %i', async (headers, status) => {
    const answer = await supertest(house.app)
      .post('/admin/login')
      .set(headers)
      .type('form')
      .send({ email: 'admin@demo.test', password: PASSWORD });
    expect(answer.status).toBe(status);
  });

  it('finds no cookie that a subdomain could plant or a plain connection could carry', async () => {
    const answer = await login(browser(house), 'admin@demo.test').expect(303);
    expect(cookieOf(answer)).toMatch(
      /^__Host-countinghouse-session=[\w-]{43}; Max-Age=604800; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});

describe('The demo’s logins', () => {
  it('do not open a house in production', async () => {
    const house = await openPanelHouse(await openTestDatabase('sqlite'), { demoLogins: false });
    await login(browser(house), 'admin@demo.test').expect(401);
    await house.database.close();
  });
});
