import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { HostTables } from '../../../generated/tables/host.js';
import { overridePermissions } from '../../../src/host/sessions/permission-overrides.js';
import { deactivateUser } from '../../../src/host/sessions/user-standing.js';
import { createUser, findUserByEmail } from '../../../src/host/sessions/users.js';
import { userCommands } from '../../../src/host/sessions/user-commands.js';
import type { CliCall } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import { queriesOf } from '../../../src/query/queries.js';
import { systemClock, type Clock } from '../../../src/values/clock.js';
import { auditEntries } from '../../harness/audit.js';
import { forEachDialect } from '../../harness/database.js';
import {
  browser,
  openPanelHouse,
  PASSWORD,
  signedIn,
  system,
  type Browser,
  type PanelHouse,
} from '../admin/panel-house.js';

const NEW = 'seven grey herons at dusk';
const HOME = '/admin/x/host/home';
const SESSIONS = '/admin/x/host/my-sessions';

class ShiftedClock implements Clock {
  shiftMs = 0;
  now(): Date {
    return new Date(Date.now() + this.shiftMs);
  }
}

interface SessionLine {
  readonly id: string;
  readonly current: boolean;
  readonly browser: string;
  readonly address: string;
}

forEachDialect('Who may come in, and how they go', (_dialect, open) => {
  let house: PanelHouse;
  let admin: Browser;
  const clock = new ShiftedClock();
  const tables = () => queriesOf<HostTables>(house.database.port.queries);
  const context = () => house.house.context('host');
  const aSecondLater = (): void => void (clock.shiftMs += 1100);

  beforeAll(async () => {
    house = await openPanelHouse(await open({ clock }), { clock });
    admin = await signedIn(house, 'admin@demo.test');
  });
  afterAll(() => house.database.close());

  const idOf = async (email: string): Promise<string> =>
    (await findUserByEmail(house.database.port, email))?.id ?? '';
  const actorOf = async (email: string): Promise<Actor> => ({ ...system, userId: await idOf(email) });
  const anAdministrator = async (email: string): Promise<string> => {
    const person = { email, name: email, password: PASSWORD, role: 'admin' } as const;
    const created = await createUser({ database: house.database.port, clock: systemClock }, system, person);
    return created.ok ? created.value.id : '';
  };
  const linesOf = async (agent: Browser): Promise<readonly SessionLine[]> =>
    ((await agent.get(SESSIONS).expect(200)).body as { sessions: SessionLine[] }).sessions;
  const signInAs = async (email: string, userAgent: string, password = PASSWORD): Promise<Browser> => {
    const agent = browser(house);
    agent.set('user-agent', userAgent);
    await agent.post('/admin/login').type('form').send({ email, password }).expect(303);
    return agent;
  };

  it('lists one’s own sessions, names this one, and nobody else’s', async () => {
    const phone = await signInAs('operator@demo.test', 'Mozilla/5.0 (Android 14) Firefox/140.0');
    await signInAs(
      'operator@demo.test',
      'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0',
    );
    const lines = await linesOf(phone);
    expect(lines.map((line) => line.browser).sort()).toEqual(['Edge, Windows', 'Firefox, Android']);
    expect(lines.filter(({ current }) => current).map((line) => line.browser)).toEqual(['Firefox, Android']);
    expect(lines[0]?.address).toMatch(/127\.0\.0\.1|::1/);
    const [foreign] = await linesOf(admin);
    await phone.post(`${SESSIONS}/end`).send({ id: foreign?.id }).expect(404);
    await admin.get(HOME).expect(200);
  });

  it('shows no session to a stranger', async () => {
    await browser(house).get(SESSIONS).expect(401);
    await browser(house).post(`${SESSIONS}/end-others`).send({}).expect(401);
  });

  it('ends one session, then all others, within a second', async () => {
    const one = await signInAs('manager@demo.test', 'curl/8');
    const two = await signInAs('manager@demo.test', 'Wget/1');
    const three = await signInAs('manager@demo.test', 'Lynx/2');
    for (const agent of [one, two, three]) await agent.get(HOME).expect(200);
    const curl = (await linesOf(two)).find((line) => line.browser === 'curl');
    expect((await two.post(`${SESSIONS}/end`).send({ id: curl?.id }).expect(200)).body).toEqual({ ended: 1 });
    aSecondLater();
    await one.get(HOME).expect(401);
    await three.get(HOME).expect(200);
    expect((await two.post(`${SESSIONS}/end-others`).send({}).expect(200)).body).toEqual({ ended: 1 });
    aSecondLater();
    await three.get(HOME).expect(401);
    await two.get(HOME).expect(200);
    expect(await linesOf(two)).toHaveLength(1);
  });

  it('lets an administrator end all sessions of a user, by the panel and by the command', async () => {
    const [end] = userCommands(house.access).filter(({ name }) => name === 'user sessions end');
    const agents = [
      await signedIn(house, 'representative@demo.test'),
      await signedIn(house, 'representative@demo.test'),
    ];
    const id = await idOf('representative@demo.test');
    const { body } = await admin
      .post('/admin/x/host/actions/User/end-sessions')
      .send({ ids: [id], input: {} })
      .expect(200);
    expect(body.message).toBe('2 sessions are ended.');
    aSecondLater();
    for (const agent of agents) await agent.get(HOME).expect(401);
    const again = await signedIn(house, 'representative@demo.test');
    const call = { context: context(), actor: system, arguments: ['Representative@demo.test'], options: {} };
    expect(await end?.run(call as unknown as CliCall)).toMatchObject({
      ok: true,
      value: { json: { ended: 1 } },
    });
    await again.get(HOME).expect(401);
  });

  it('changes one’s own password: this session goes on, the others end, the old one opens nothing', async () => {
    const here = await signedIn(house, 'operator@demo.test');
    const there = await signedIn(house, 'operator@demo.test');
    const change = (current: string, password: string) =>
      here.post('/admin/x/host/my-password').send({ current, password });
    expect((await change('not the password', NEW).expect(422)).body.code).toBe('password-wrong');
    expect((await change(PASSWORD, 'my-operator-name').expect(422)).body.code).toBe('user-password-address');
    expect((await change(PASSWORD, 'qwertyuiop123').expect(422)).body.code).toBe('user-password-common');
    await change(PASSWORD, NEW).expect(200);
    aSecondLater();
    await here.get(HOME).expect(200);
    await there.get(HOME).expect(401);
    expect(await linesOf(here)).toHaveLength(1);
    const login = (password: string) =>
      browser(house).post('/admin/login').type('form').send({ email: 'operator@demo.test', password });
    await login(PASSWORD).expect(401);
    await login(NEW).expect(303);
    await change(NEW, PASSWORD).expect(200);
  });

  it('lets nobody guess the current password at an open browser', async () => {
    const here = await signedIn(house, 'operator@demo.test');
    const guess = (current: string) =>
      here.post('/admin/x/host/my-password').send({ current, password: NEW });
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect((await guess(`guess ${attempt}`).expect(422)).body.code).toBe('password-wrong');
    expect((await guess(PASSWORD).expect(422)).body.code).toBe('password-throttled');
  });

  it('counts an exception from the role within a second, at every door', async () => {
    const operator = await signedIn(house, 'operator@demo.test');
    const door = `/admin/x/host/user-permissions/${await idOf('operator@demo.test')}`;
    const audit = () => operator.get('/admin/api/resources/AuditEntry/actions/list');
    const health = () => operator.get('/admin/x/host/health');
    await audit().expect(403);
    await health().expect(200);
    await admin
      .post(door)
      .send({ choices: { 'host.audit.read': 'allow', 'host.health.read': 'refuse' } })
      .expect(200);
    aSecondLater();
    await audit().expect(200);
    await health().expect(403);
    const page = (await operator.get('/admin').set('accept', 'text/html')).text;
    expect(page).toContain('/admin/resources/AuditEntry');
    expect(page).not.toContain('/admin/pages/health');
    const { body } = await admin.get(door).expect(200);
    const choices = (body.groups as { permissions: { name: string; byRole: boolean; choice: string }[] }[])
      .flatMap(({ permissions }) => permissions)
      .filter(({ choice }) => choice !== 'default');
    expect(choices).toMatchObject([
      { name: 'host.health.read', byRole: true, choice: 'refuse' },
      { name: 'host.audit.read', byRole: false, choice: 'allow' },
    ]);
    await admin
      .post(door)
      .send({ choices: { 'host.audit.read': 'default', 'host.health.read': 'default' } })
      .expect(200);
    aSecondLater();
    await audit().expect(403);
    await health().expect(200);
    const entries = await auditEntries(house.database.port)
      .where('action', '=', 'host.override-permissions')
      .execute();
    expect(entries.map(({ after }) => JSON.parse(after ?? '{}') as unknown)).toEqual([
      { allowed: ['host.audit.read'], refused: ['host.health.read'] },
      {},
    ]);
  });

  it('asks who it is before it changes what somebody may do', async () => {
    const late = await signedIn(house, 'admin@demo.test');
    clock.shiftMs += 11 * 60 * 1000;
    const door = `/admin/x/host/user-permissions/${await idOf('operator@demo.test')}`;
    await late.get(door).expect(200);
    const refused = await late.post(door).send({ choices: { 'host.audit.read': 'allow' } });
    expect([refused.status, refused.body.code]).toEqual([403, 'reauthentication-required']);
    admin = await signedIn(house, 'admin@demo.test');
  });

  it.each([
    [{ 'host.no-such-thing': 'allow' }],
    [{ 'host.audit.read': 'maybe' }],
    [['host.audit.read']],
    [null],
    ['text'],
  ])('takes no exceptions like %j', async (choices) => {
    const door = `/admin/x/host/user-permissions/${await idOf('operator@demo.test')}`;
    await admin.post(door).send({ choices }).expect(400);
  });

  it('shows permissions to whoever manages users, and to nobody else', async () => {
    const operator = await signedIn(house, 'operator@demo.test');
    await operator.get(`/admin/x/host/user-permissions/${await idOf('admin@demo.test')}`).expect(403);
    await admin.get('/admin/x/host/user-permissions/nobody').expect(404);
    await admin.post('/admin/x/host/user-permissions/nobody').send({ choices: {} }).expect(422);
  });

  it('lets nobody take their own way in', async () => {
    const id = await idOf('admin@demo.test');
    const refused = await admin
      .post(`/admin/x/host/user-permissions/${id}`)
      .send({ choices: { 'host.users.manage': 'refuse' } })
      .expect(422);
    expect(refused.body.code).toBe('user-own-access');
    const deactivated = await admin
      .post('/admin/x/host/actions/User/deactivate')
      .send({ ids: [id], input: {} })
      .expect(422);
    expect(deactivated.body.code).toBe('user-own-access');
  });

  it('keeps the last administrator, whoever asks', async () => {
    const id = await idOf('admin@demo.test');
    expect(await deactivateUser(house.access, context(), system, id)).toMatchObject({
      error: { code: 'user-last-admin' },
    });
    const refuse = new Map([['host.users.manage', 'refuse']] as const);
    expect(await overridePermissions(context(), system, id, refuse)).toMatchObject({
      error: { code: 'user-last-admin' },
    });
    const second = await anAdministrator('second@demo.test');
    expect(await overridePermissions(context(), system, second, refuse)).toEqual({ ok: true, value: null });
    expect(await deactivateUser(house.access, context(), system, id)).toMatchObject({
      error: { code: 'user-last-admin' },
    });
    await overridePermissions(context(), system, second, new Map([['host.users.manage', 'default']]));
    const edit = { name: 'Demoted', role: 'operator', language: 'en', active: true };
    const byForm = await (
      await signedIn(house, 'second@demo.test')
    )
      .post(`/admin/api/resources/User/records/${id}/edit`)
      .send({ ...edit, version: await versionOf(id) })
      .expect(200);
    expect(byForm.body.notice.type).toBe('success');
    const last = await signedIn(house, 'second@demo.test');
    expect(await deactivateUser(house.access, context(), system, second)).toMatchObject({
      error: { code: 'user-last-admin' },
    });
    await last.get(HOME).expect(200);
    await tables().updateTable('app_user').set({ role: 'admin' }).where('id', '=', id).execute();
    aSecondLater();
  });

  it('keeps one of two administrators who shut each other out at the same moment', async () => {
    const ids = [await idOf('admin@demo.test'), await idOf('second@demo.test')] as const;
    const outcomes = await Promise.all([
      deactivateUser(house.access, context(), await actorOf('admin@demo.test'), ids[1]),
      deactivateUser(house.access, context(), await actorOf('second@demo.test'), ids[0]),
    ]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.error.code)).sort()).toEqual([
      'done',
      'user-last-admin',
    ]);
    await tables().updateTable('app_user').set({ active: true }).where('id', 'in', ids).execute();
    aSecondLater();
    admin = await signedIn(house, 'admin@demo.test');
  });

  it('shuts a user out and lets them in again', async () => {
    const manager = await signedIn(house, 'manager@demo.test');
    const id = await idOf('manager@demo.test');
    const act = (action: string) =>
      admin.post(`/admin/x/host/actions/User/${action}`).send({ ids: [id], input: {} });
    await act('activate').expect(422);
    await act('deactivate').expect(200);
    aSecondLater();
    await manager.get(HOME).expect(401);
    await act('send-reset').expect(422);
    await act('activate').expect(200);
    await signedIn(house, 'manager@demo.test');
  });

  it('lets people in and out by commands', async () => {
    const command = (name: string, words: readonly string[] = [], options = {}) => {
      const found = userCommands(house.access).find((known) => known.name === name);
      const call = { context: context(), actor: system, arguments: words, options, json: true };
      return found?.run(call as unknown as CliCall);
    };
    const invited = await command('user invite', ['cleo@demo.test'], { role: 'operator', name: 'Cleo' });
    expect(invited).toMatchObject({ ok: true, value: { json: { email: 'cleo@demo.test', mailed: false } } });
    const { link } = (invited as { value: { json: { link: string } } }).value.json;
    await browser(house).get(new URL(link).pathname).expect(200);
    const reset = await command('user reset-link', ['Cleo@demo.test']);
    expect((reset as { value: { text: string } }).value.text).toMatch(/http:\/\/house\.test\/admin\/link\//);
    expect(await command('user deactivate', ['cleo@demo.test'])).toMatchObject({ ok: true });
    await browser(house).get(new URL(link).pathname).expect(404);
    expect(await command('user reset-link', ['cleo@demo.test'])).toMatchObject({
      error: { code: 'user-not-active' },
    });
    expect(await command('user activate', ['cleo@demo.test'])).toMatchObject({ ok: true });
    expect(await command('user list')).toMatchObject({
      value: {
        json: { users: expect.arrayContaining([expect.objectContaining({ email: 'cleo@demo.test' })]) },
      },
    });
    expect(JSON.stringify(await command('user list'))).not.toContain('argon2');
    expect(await command('user reset-link', ['nobody@demo.test'])).toMatchObject({
      error: { code: 'user-unknown' },
    });
    expect(await command('user invite', ['cleo@demo.test'], { role: 'owner' })).toMatchObject({
      error: { code: 'user-role-unknown' },
    });
    expect(await command('user invite', ['cleo@demo.test'], { role: 'operator' })).toMatchObject({
      error: { code: 'user-email-taken' },
    });
  });

  it('opens the page of a user’s permissions instead of a form', async () => {
    const id = await idOf('manager@demo.test');
    const { body } = await admin.get(`/admin/x/host/actions/User/permissions?ids=${id}`).expect(200);
    expect(body.opens).toBe(`/admin/pages/user-permissions?id=${id}`);
  });

  async function versionOf(id: string): Promise<number> {
    const row = await tables()
      .selectFrom('app_user')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return row.version;
  }
});
