import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generate } from 'otplib';
import type { Response } from 'supertest';
import type { HostTables } from '../../../generated/tables/host.js';
import { createFactorKeys, type FactorMeans } from '../../../src/host/two-factor/factor-means.js';
import { findPasskey, noteUse } from '../../../src/host/two-factor/passkey-rows.js';
import { replaceRecoveryCodes, takeRecoveryCode } from '../../../src/host/two-factor/recovery-codes.js';
import { confirmTotp, offerTotp, takeTotpCode } from '../../../src/host/two-factor/totp-factor.js';
import { findUserByEmail } from '../../../src/host/sessions/users.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import { queriesOf } from '../../../src/query/queries.js';
import type { Clock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import { forEachDialect } from '../../harness/database.js';
import {
  browser,
  openPanelHouse,
  PASSWORD,
  SECRET_KEY,
  signedIn,
  system,
  type Browser,
  type PanelHouse,
} from '../admin/panel-house.js';

/** Stands still until a specification lets time go by. */
class StandingClock implements Clock {
  at = new Date('2026-03-01T12:00:00.000Z').getTime();
  now(): Date {
    return new Date(this.at);
  }
  pass(ms: number): void {
    this.at += ms;
  }
}

const MINUTE = 60_000;
const STEP = 30_000;
const STEP_PAGE = '/admin/login/second-factor';
const REAUTHENTICATE = '/admin/x/host/reauthenticate';

forEachDialect('A second factor', (_dialect, open) => {
  let house: PanelHouse;
  let means: FactorMeans;
  const clock = new StandingClock();
  const tables = () => queriesOf<HostTables>(house.database.port.queries);
  const actorFor = async (email: string): Promise<Actor> => {
    const user = await findUserByEmail(house.database.port, email);
    return { ...system, via: 'panel', userId: user!.id, name: email, role: user!.role };
  };
  const codeOf = (secret: string, at = clock.at): Promise<string> =>
    generate({ secret, epoch: Math.floor(at / 1000) });
  /** Sets up an authenticator app as the panel's page does; a fresh step stands before every code. */
  const enrol = async (email: string): Promise<{ secret: string; recoveryCodes: readonly string[] }> => {
    const actor = await actorFor(email);
    const offer = await offerTotp(means, actor, 'House');
    if (!offer.ok) throw new Error(offer.error.code);
    const { secret } = offer.value;
    const outcome = await confirmTotp(means, actor, await codeOf(secret));
    if (!outcome.ok) throw new Error(outcome.error.code);
    clock.pass(STEP);
    return { secret, recoveryCodes: outcome.value.recoveryCodes };
  };
  const login = (agent: Browser, email: string) =>
    agent.post('/admin/login').type('form').send({ email, password: PASSWORD });
  const halfWay = async (email: string): Promise<Browser> => {
    const agent = browser(house);
    const answer = await login(agent, email).expect(303);
    expect(answer.headers['location']).toBe(STEP_PAGE);
    return agent;
  };
  const prove = (agent: Browser, form: object) => agent.post(STEP_PAGE).type('form').send(form);
  const setPolicy = async (name: string, value: boolean): Promise<void> => {
    await tables().deleteFrom('setting').where('name', '=', name).execute();
    await tables()
      .insertInto('setting')
      .values({
        plugin: 'host',
        name,
        value: String(value),
        secret: false,
        updated_at: clock.now(),
        updated_by: null,
      })
      .execute();
    // Settings are answered from memory for a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    clock.pass(1100);
  };
  const audited = async (action: string): Promise<number> =>
    (await tables().selectFrom('audit_entry').select('id').where('action', '=', action).execute()).length;

  beforeAll(async () => {
    house = await openPanelHouse(await open({ clock }), { clock });
    means = { database: house.database.port, clock, keys: createFactorKeys({ secretKey: SECRET_KEY }) };
  });
  afterAll(() => house.database.close());
  beforeEach(async () => {
    for (const table of ['totp_factor', 'recovery_code', 'passkey', 'rate_limit'] as const)
      await tables().deleteFrom(table).execute();
    clock.pass(STEP);
  });

  describe('between the password and the session', () => {
    it('asks for a code, and opens the session with a token of its own', async () => {
      const { secret } = await enrol('operator@demo.test');
      const agent = await halfWay('operator@demo.test');
      const page = await agent.get(STEP_PAGE).expect(200);
      expect(page.text).toContain('autocomplete="one-time-code"');
      const done = await prove(agent, { code: await codeOf(secret) }).expect(303);
      expect(done.headers['location']).toBe('/admin');
      expect(cookiesOf(done)).toMatch(/countinghouse-session=[\w-]{43}/);
      await agent.get('/admin/x/host/home').expect(200);
    });

    it('is no session: every door stays shut, pages lead to the second step', async () => {
      await enrol('operator@demo.test');
      const agent = await halfWay('operator@demo.test');
      for (const door of [
        '/admin/x/host/home',
        '/admin/x/host/my-sign-in',
        REAUTHENTICATE,
        '/admin/api/resources/Invoice/actions/list',
        '/admin/x/host/settings',
      ]) {
        const answer = await agent.get(door).set('accept', 'application/json').expect(403);
        expect(answer.body).toMatchObject({ code: 'second-factor-required' });
      }
      await agent.post('/admin/x/host/my-sign-in/totp').send({}).expect(403);
      const page = await agent.get('/admin').set('accept', 'text/html').expect(303);
      expect(page.headers['location']).toBe(STEP_PAGE);
    });

    it('ends whatever session the browser had', async () => {
      const agent = await signedIn(house, 'operator@demo.test');
      await enrol('operator@demo.test');
      await login(agent, 'operator@demo.test').expect(303);
      await agent.get('/admin/x/host/home').expect(403);
    });

    it('is over after ten minutes', async () => {
      const { secret } = await enrol('operator@demo.test');
      const slow = await halfWay('operator@demo.test');
      clock.pass(10 * MINUTE);
      const late = await prove(slow, { code: await codeOf(secret) }).expect(303);
      expect(late.headers['location']).toBe('/admin/login');
      await slow.get('/admin/x/host/home').expect(401);
    });

    it('opens one session, however often its ticket is shown', async () => {
      const { secret } = await enrol('operator@demo.test');
      const agent = await halfWay('operator@demo.test');
      const ticket = cookiesOf(await login(browser(house), 'operator@demo.test'));
      await prove(agent, { code: await codeOf(secret) }).expect(303);
      const thief = browser(house);
      clock.pass(STEP);
      await thief
        .post(STEP_PAGE)
        .set('cookie', ticket)
        .type('form')
        .send({ code: await codeOf(secret) });
      clock.pass(STEP);
      const again = await browser(house)
        .post(STEP_PAGE)
        .set('cookie', ticket)
        .type('form')
        .send({ code: await codeOf(secret) });
      expect(again.headers['location']).toBe('/admin/login');
      expect(cookiesOf(again)).not.toMatch(/countinghouse-session=[\w-]{43}/);
    });

    it('takes no ticket that was changed or made up', async () => {
      const answer = await browser(house)
        .post(STEP_PAGE)
        .set('cookie', 'countinghouse-pending=v1.bm90IGEgdGlja2V0')
        .type('form')
        .send({ code: '000000' });
      expect(answer.headers['location']).toBe('/admin/login');
    });

    it('lets nobody guess: five wrong codes, then a wait, and one entry in the audit trail', async () => {
      const { secret } = await enrol('manager@demo.test');
      const before = await audited('host.fail-second-factor');
      const agent = await halfWay('manager@demo.test');
      const right = await codeOf(secret);
      const wrong = right === '000000' ? '111111' : '000000';
      for (let guess = 0; guess < 5; guess += 1) await prove(agent, { code: wrong }).expect(401);
      const answer = await prove(agent, { code: right }).expect(429);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      // Another browser with the same password guesses no further.
      await prove(await halfWay('manager@demo.test'), { code: right }).expect(429);
      expect((await audited('host.fail-second-factor')) - before).toBe(1);
    });
  });

  describe('a code', () => {
    it.each([
      ['of the step before', -STEP, true],
      ['of the step after', STEP, true],
      ['of two steps ago', -2 * STEP, false],
      ['of two steps on', 2 * STEP, false],
    ])('%s', async (_which, shift, isTaken) => {
      const { secret } = await enrol('operator@demo.test');
      clock.pass(4 * STEP);
      const { userId } = await actorFor('operator@demo.test');
      expect(await takeTotpCode(means, userId!, await codeOf(secret, clock.at + shift))).toBe(isTaken);
    });

    it('is taken once, and none before it afterwards', async () => {
      const { secret } = await enrol('operator@demo.test');
      const { userId } = await actorFor('operator@demo.test');
      clock.pass(2 * STEP);
      const [older, now] = [await codeOf(secret, clock.at - STEP), await codeOf(secret)];
      expect(await takeTotpCode(means, userId!, now)).toBe(true);
      expect(await takeTotpCode(means, userId!, now)).toBe(false);
      expect(await takeTotpCode(means, userId!, older)).toBe(false);
    });

    it('is taken once by however many at the same moment', async () => {
      const { secret } = await enrol('operator@demo.test');
      const { userId } = await actorFor('operator@demo.test');
      const code = await codeOf(secret);
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => takeTotpCode(means, userId!, code)));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });

    it('of a secret that was never confirmed opens nothing', async () => {
      const actor = await actorFor('operator@demo.test');
      const offer = await offerTotp(means, actor, 'House');
      if (!offer.ok) throw new Error(offer.error.code);
      expect(await takeTotpCode(means, actor.userId!, await codeOf(offer.value.secret))).toBe(false);
      expect((await login(browser(house), 'operator@demo.test')).headers['location']).toBe('/admin');
    });

    it('the one that confirmed the app does not also sign in', async () => {
      const actor = await actorFor('operator@demo.test');
      const offer = await offerTotp(means, actor, 'House');
      if (!offer.ok) throw new Error(offer.error.code);
      const code = await codeOf(offer.value.secret);
      expect((await confirmTotp(means, actor, code)).ok).toBe(true);
      expect(await takeTotpCode(means, actor.userId!, code)).toBe(false);
    });

    it('lies encrypted in the table', async () => {
      const { secret } = await enrol('operator@demo.test');
      const stored = tables().withoutPlugins().selectFrom('totp_factor').select('secret');
      const row = await stored.executeTakeFirstOrThrow();
      expect(row.secret).not.toContain(secret);
      expect(row.secret).toMatch(/^~s1\.[0-9a-f]{8}\.secret\./);
    });
  });

  describe('a recovery code', () => {
    it('comes with nine others, lets in once, and its owner is told', async () => {
      const { recoveryCodes } = await enrol('operator@demo.test');
      expect(new Set(recoveryCodes).size).toBe(10);
      const kept = await tables().selectFrom('recovery_code').select('digest').execute();
      expect(JSON.stringify(kept)).not.toContain(recoveryCodes[0]);
      const before = await audited('host.use-recovery-code');
      const code = recoveryCodes[0]!;
      await prove(await halfWay('operator@demo.test'), { recoveryCode: ` ${code.toUpperCase()} ` }).expect(
        303,
      );
      await prove(await halfWay('operator@demo.test'), { recoveryCode: code }).expect(401);
      expect((await audited('host.use-recovery-code')) - before).toBe(1);
      const notice = await tables()
        .selectFrom('notice')
        .select(['kind', 'facts', 'link'])
        .where('kind', '=', 'host.recovery-code-used')
        .executeTakeFirstOrThrow();
      expect([JSON.parse(notice.facts), notice.link]).toEqual([{ count: 9 }, '/admin/pages/my-sign-in']);
    });

    it('is taken once by however many at the same moment', async () => {
      const { recoveryCodes } = await enrol('operator@demo.test');
      const actor = await actorFor('operator@demo.test');
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, () => takeRecoveryCode(means, actor, recoveryCodes[3]!)),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });

    it('is of nobody else, and nothing once there are new ones', async () => {
      const { recoveryCodes } = await enrol('operator@demo.test');
      expect(await takeRecoveryCode(means, await actorFor('manager@demo.test'), recoveryCodes[0]!)).toBe(
        false,
      );
      const actor = await actorFor('operator@demo.test');
      await house.database.port.transaction((tx) => replaceRecoveryCodes(means, tx, actor.userId!));
      expect(await takeRecoveryCode(means, actor, recoveryCodes[0]!)).toBe(false);
    });
  });

  describe('a passkey', () => {
    const add = async (counter: bigint): Promise<void> => {
      const { userId } = await actorFor('operator@demo.test');
      await tables()
        .insertInto('passkey')
        .values({
          id: newId(),
          user_id: userId!,
          credential_id: 'Q3JlZGVudGlhbA',
          public_key: 'a2V5',
          counter,
          transports: 'internal,hybrid',
          device_type: 'singleDevice',
          backed_up: false,
          name: 'Laptop',
          created_at: clock.now(),
          last_used_at: null,
        })
        .execute();
    };
    const known = async () => (await findPasskey(house.database.port, 'Q3JlZGVudGlhbA'))!;

    it('that counts is used once at each count: a copy is noticed', async () => {
      await add(5n);
      const use = (counter: number) => ({ counter, backedUp: false, at: clock.now() });
      const passkey = await known();
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, () => noteUse(house.database.port, passkey, use(6))),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(await noteUse(house.database.port, passkey, use(4))).toBe(false);
      expect((await known()).counter).toBe(6);
    });

    it('that does not count may be used again', async () => {
      await add(0n);
      const use = { counter: 0, backedUp: true, at: clock.now() };
      expect(await noteUse(house.database.port, await known(), use)).toBe(true);
      expect(await noteUse(house.database.port, await known(), use)).toBe(true);
    });

    it('is its exact bytes, whatever a database holds for equal', async () => {
      await add(0n);
      expect(await findPasskey(house.database.port, 'q3JLZGVUDGLHBA')).toBeNull();
    });

    it('makes the second step necessary, and opens nothing without the browser’s own challenge', async () => {
      await add(0n);
      const agent = await halfWay('operator@demo.test');
      const options = await agent.post(`${STEP_PAGE}/passkey/options`).expect(200);
      expect(options.body).toMatchObject({
        rpId: 'house.test',
        userVerification: 'required',
        allowCredentials: [{ id: 'Q3JlZGVudGlhbA' }],
      });
      const sent = { response: JSON.stringify({ id: 'Q3JlZGVudGlhbA', response: {} }) };
      await agent.post(`${STEP_PAGE}/passkey`).type('form').send(sent).expect(401);
      // The challenge was spent with the first try; without one it ends the same.
      await agent.post(`${STEP_PAGE}/passkey`).type('form').send(sent).expect(401);
      await browser(house).post('/admin/login/passkey').type('form').send(sent).expect(401);
      await agent.get('/admin/x/host/home').expect(403);
    });

    it('is offered to a stranger without naming anybody’s', async () => {
      await add(0n);
      const options = await browser(house).post('/admin/login/passkey/options').expect(200);
      expect(options.body).toMatchObject({ userVerification: 'required' });
      expect(JSON.stringify(options.body)).not.toContain('Q3JlZGVudGlhbA');
    });

    it('needs a fresh sign-in to be added, and a registration that the house has begun', async () => {
      const agent = await signedIn(house, 'operator@demo.test');
      const begun = await agent.post('/admin/x/host/my-sign-in/passkeys/options').send({}).expect(200);
      const { ticket } = begun.body as { ticket: string };
      const add = (body: object) => agent.post('/admin/x/host/my-sign-in/passkeys').send(body).expect(422);
      const forged = { id: 'x', rawId: 'x', type: 'public-key', response: {} };
      expect((await add({ ticket: 'made up', response: forged, name: 'x' })).body).toMatchObject({
        code: 'passkey-wrong',
      });
      expect((await add({ ticket, response: forged, name: ' ' })).body).toMatchObject({
        code: 'passkey-name',
      });
      // A ticket is taken once.
      expect((await add({ ticket, response: forged, name: 'x' })).body).toMatchObject({
        code: 'passkey-wrong',
      });
      clock.pass(11 * MINUTE);
      await agent.post('/admin/x/host/my-sign-in/passkeys/options').send({}).expect(403);
    });
  });

  describe('where a role must have one', () => {
    it('nothing opens before it is set up, then everything does', async () => {
      await setPolicy('secondFactorOperator', true);
      try {
        const agent = browser(house);
        const sent = await login(agent, 'operator@demo.test').expect(303);
        expect(sent.headers['location']).toBe('/admin/login/enrol');
        const shut = await agent.get('/admin/x/host/home').expect(403);
        expect(shut.body).toMatchObject({ code: 'second-factor-required' });
        const page = await agent.get('/admin/login/enrol').expect(200);
        const secret = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(page.text)![1]!.replaceAll(' ', '');
        const wrong = await agent.post('/admin/login/enrol').type('form').send({ code: '12' }).expect(422);
        expect(wrong.text).toContain(secret.slice(0, 4));
        const done = await agent
          .post('/admin/login/enrol')
          .type('form')
          .send({ code: await codeOf(secret) })
          .expect(200);
        expect(done.text.match(/<li>[0-9a-z-]{27}<\/li>/g)).toHaveLength(10);
        await agent.get('/admin/x/host/home').expect(200);
        // The last factor stays.
        const kept = await agent.post('/admin/x/host/my-sign-in/totp/remove').send({}).expect(422);
        expect(kept.body).toMatchObject({ code: 'factor-required' });
        // Other roles go on as before.
        expect((await login(browser(house), 'manager@demo.test')).headers['location']).toBe('/admin');
      } finally {
        await setPolicy('secondFactorOperator', false);
      }
    });

    it('a session from before is shut at once, and one that never showed the factor is ended', async () => {
      const without = await signedIn(house, 'manager@demo.test');
      const weak = await signedIn(house, 'representative@demo.test');
      await enrol('representative@demo.test');
      await setPolicy('secondFactorManager', true);
      await setPolicy('secondFactorRepresentative', true);
      try {
        const shut = await without.get('/admin/x/host/home').expect(403);
        expect(shut.body).toMatchObject({ code: 'second-factor-required' });
        const page = await without.get('/admin').set('accept', 'text/html').expect(303);
        expect(page.headers['location']).toBe('/admin/login/enrol');
        await weak.get('/admin/x/host/home').expect(401);
      } finally {
        await setPolicy('secondFactorManager', false);
        await setPolicy('secondFactorRepresentative', false);
      }
    });
  });

  describe('showing again who it is', () => {
    it('is asked for after ten minutes, to the moment', async () => {
      const agent = await signedIn(house, 'operator@demo.test');
      clock.pass(10 * MINUTE);
      await agent.post('/admin/x/host/my-sign-in/totp').send({}).expect(200);
      clock.pass(1);
      const refused = await agent.post('/admin/x/host/my-sign-in/totp').send({}).expect(403);
      expect(refused.body).toMatchObject({ code: 'reauthentication-required' });
      await agent.post(REAUTHENTICATE).send({ password: 'not it' }).expect(422);
      await agent.post('/admin/x/host/my-sign-in/totp').send({}).expect(403);
      await agent.post(REAUTHENTICATE).send({ password: PASSWORD }).expect(204);
      await agent.post('/admin/x/host/my-sign-in/totp').send({}).expect(200);
    });

    it('takes a code too, once, and is of one session alone', async () => {
      const elsewhere = await signedIn(house, 'operator@demo.test');
      const agent = await signedIn(house, 'operator@demo.test');
      const { secret } = await enrol('operator@demo.test');
      clock.pass(11 * MINUTE);
      expect((await agent.get(REAUTHENTICATE).expect(200)).body).toEqual({ code: true, passkeyOrigin: null });
      const code = await codeOf(secret);
      await agent.post(REAUTHENTICATE).send({ code }).expect(204);
      await agent.post('/admin/x/host/my-sign-in/recovery-codes').send({}).expect(200);
      await elsewhere.post(REAUTHENTICATE).send({ code }).expect(422);
      await elsewhere.post('/admin/x/host/my-sign-in/recovery-codes').send({}).expect(403);
    });

    it('lets nobody guess', async () => {
      const agent = await signedIn(house, 'operator@demo.test');
      for (let guess = 0; guess < 5; guess += 1)
        await agent
          .post(REAUTHENTICATE)
          .send({ password: `guess ${guess}` })
          .expect(422);
      await agent.post(REAUTHENTICATE).send({ password: PASSWORD }).expect(429);
    });

    it('stands before a change of role, a secret setting and who needs a factor; not before a name', async () => {
      const admin = await signedIn(house, 'admin@demo.test');
      const target = await findUserByEmail(house.database.port, 'operator@demo.test');
      const edit = async (form: object) =>
        admin
          .post(`/admin/api/resources/User/records/${target!.id}/edit`)
          .send({ ...form, version: await versionOf(target!.id) });
      clock.pass(11 * MINUTE);
      const role = await edit({ role: 'admin' });
      expect([role.status, (role.body as { code: string }).code]).toEqual([403, 'reauthentication-required']);
      expect((await edit({ name: 'Another name' })).status).toBe(200);
      expect((await findUserByEmail(house.database.port, 'operator@demo.test'))?.role).toBe('operator');
      const save = (values: object) =>
        admin.post('/admin/x/host/settings').send({ plugin: 'host', values, version: '' });
      await save({ secondFactorAdmin: true }).expect(403);
      // Unchanged: it comes as far as the stale version.
      await save({ secondFactorAdmin: false }).expect(422);
    });

    it('is nothing that a stranger can do', async () => {
      await browser(house).post(REAUTHENTICATE).send({ password: PASSWORD }).expect(401);
    });
  });

  const versionOf = async (id: string): Promise<number> =>
    (await tables().selectFrom('app_user').select('version').where('id', '=', id).executeTakeFirstOrThrow())
      .version;

  it('is taken from somebody who has lost it by an administrator, who is named and whom it is told', async () => {
    const { secret } = await enrol('manager@demo.test');
    const target = await findUserByEmail(house.database.port, 'manager@demo.test');
    const admin = await signedIn(house, 'admin@demo.test');
    const door = '/admin/x/host/actions/User/reset-factors';
    const operator = await signedIn(house, 'operator@demo.test');
    await operator
      .post(door)
      .send({ ids: [target!.id], input: {} })
      .expect(403);
    clock.pass(11 * MINUTE);
    await admin
      .post(door)
      .send({ ids: [target!.id], input: {} })
      .expect(403);
    await admin.post(REAUTHENTICATE).send({ password: PASSWORD }).expect(204);
    await admin
      .post(door)
      .send({ ids: [target!.id], input: {} })
      .expect(200);
    await admin
      .post(door)
      .send({ ids: [target!.id], input: {} })
      .expect(422);
    expect(await takeTotpCode(means, target!.id, await codeOf(secret))).toBe(false);
    expect(await audited('host.reset-factors')).toBe(1);
    expect((await login(browser(house), 'manager@demo.test')).headers['location']).toBe('/admin');
    const told = await tables()
      .selectFrom('notice')
      .select('user_id')
      .where('kind', '=', 'host.factors-reset')
      .execute();
    expect(told.map(({ user_id }) => user_id)).toEqual([target!.id]);
  });
});

function cookiesOf(response: Response): string {
  return [response.headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
