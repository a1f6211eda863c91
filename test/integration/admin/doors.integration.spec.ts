import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Role } from '../../../src/kernel/permissions.js';
import { openTestDatabase } from '../../harness/database.js';
import {
  browser,
  openPanelHouse,
  signedIn,
  type Browser,
  type PanelHouse,
  type PanelRows,
} from './panel-house.js';

type Door = readonly [method: 'get' | 'post', path: (rows: PanelRows) => string];

const get = (path: string | ((rows: PanelRows) => string)): Door => [
  'get',
  typeof path === 'string' ? () => path : path,
];
const post = (path: string | ((rows: PanelRows) => string)): Door => [
  'post',
  typeof path === 'string' ? () => path : path,
];
const api = (resource: string, action: string): string =>
  `/admin/api/resources/${resource}/actions/${action}`;

// Who gets in; everybody else is told 403, and a stranger 401.
const DOORS: readonly (readonly [title: string, door: Door, who: readonly Role[]])[] = [
  ['list offices', get(api('Office', 'list')), ['admin', 'operator', 'manager']],
  ['search offices', get(`${api('Office', 'search')}/a`), ['admin', 'operator', 'manager']],
  ['create an office', post(api('Office', 'new')), ['admin', 'operator']],
  [
    'edit an office',
    post((rows) => `/admin/api/resources/Office/records/${rows.officeA}/edit`),
    ['admin', 'operator'],
  ],
  [
    'delete an office',
    post((rows) => `/admin/api/resources/Office/records/${rows.officeA}/delete`),
    ['admin', 'operator'],
  ],
  [
    'delete offices',
    post((rows) => `/admin/api/resources/Office/bulk/bulkDelete?recordIds=${rows.officeA}`),
    ['admin', 'operator'],
  ],
  [
    'list representatives',
    get(api('Representative', 'list')),
    ['admin', 'operator', 'manager', 'representative'],
  ],
  ['create a representative', post(api('Representative', 'new')), ['admin', 'operator', 'manager']],
  [
    'delete a representative',
    post((rows) => `/admin/api/resources/Representative/records/${rows.repA}/delete`),
    [],
  ],
  [
    'delete representatives',
    post((rows) => `/admin/api/resources/Representative/bulk/bulkDelete?recordIds=${rows.repA}`),
    [],
  ],
  ['list invoices', get(api('Invoice', 'list')), ['admin', 'operator', 'manager', 'representative']],
  ['create an invoice by hand', post(api('Invoice', 'new')), []],
  [
    'edit an invoice by hand',
    post((rows) => `/admin/api/resources/Invoice/records/${rows.invoicesA[0]}/edit`),
    [],
  ],
  [
    'see the form of an action',
    get((rows) => `/admin/x/host/actions/Invoice/stamp?ids=${rows.invoicesA[0]}`),
    ['admin', 'operator', 'manager'],
  ],
  [
    'open an action',
    get((rows) => `/admin/api/resources/Invoice/records/${rows.invoicesA[0]}/stamp`),
    ['admin', 'operator', 'manager'],
  ],
  ['list users', get(api('User', 'list')), ['admin']],
  ['list the audit trail', get(api('AuditEntry', 'list')), ['admin']],
  ['create a user', get('/admin/x/host/actions/User/create-user'), ['admin']],
  ['choose an office', get('/admin/x/host/choices/Office'), ['admin', 'operator', 'manager']],
  ['choose a user', get('/admin/x/host/choices/User'), ['admin']],
  ['read the settings', get('/admin/x/host/settings'), ['admin']],
  ['write the settings', post('/admin/x/host/settings'), ['admin']],
  ['read the health', get('/admin/x/host/health'), ['admin', 'operator']],
  ['see the home page', get('/admin/x/host/home'), ['admin', 'operator', 'manager', 'representative']],
  ['open the page of a model', get('/admin/resources/Office'), ['admin', 'operator', 'manager']],
  ['open the page of users', get('/admin/resources/User'), ['admin']],
  ['open a plugin’s page', get('/admin/pages/counter-till'), ['admin', 'operator']],
  ['open the settings', get('/admin/pages/settings'), ['admin']],
];

describe('Every door', () => {
  let house: PanelHouse;
  const people = new Map<Role, Browser>();

  beforeAll(async () => {
    house = await openPanelHouse(await openTestDatabase('sqlite'));
    for (const role of ROLES) people.set(role, await signedIn(house, `${role}@demo.test`));
  });
  afterAll(() => house.database.close());

  const knock = async (agent: Browser, [method, path]: Door): Promise<number> => {
    const { status } = await agent[method](path(house.rows)).set('accept', 'application/json');
    return status;
  };

  it.each(DOORS)('%s', async (_title, door, who) => {
    const refused: Role[] = [];
    for (const role of ROLES) {
      const status = await knock(people.get(role)!, door);
      if (status === 403) refused.push(role);
      else expect([200, 400, 404, 422]).toContain(status);
    }
    expect(refused).toEqual(ROLES.filter((role) => !who.includes(role)));
    expect(await knock(browser(house), door)).toBe(401);
  });

  it.each([
    '/admin/api/resources/Session/actions/list',
    '/admin/api/resources/Invoice/actions/constructor',
    '/admin/api/resources/Invoice/actions/toString',
    '/admin/api/resources/__proto__/actions/list',
    '/admin/api/resources/Invoice/actions/stamp',
    '/admin/x/host/actions/Invoice/nothing',
    '/admin/x/host/nothing',
    '/admin/pages/nothing',
    '/admin/resources/Nothing',
  ])('there is none at %s', async (path) => {
    expect((await people.get('admin')!.get(path)).status).toBe(404);
  });

  it('an action of a plugin is not carried out at AdminJS’s own address', async () => {
    await people
      .get('admin')!
      .post(`/admin/api/resources/Invoice/records/${house.rows.invoicesA[0]}/stamp`)
      .send({ text: 'x' })
      .expect(404);
  });

  it('reads no body before the permission is known', async () => {
    const answer = await people
      .get('representative')!
      .post('/admin/api/resources/Office/actions/new')
      .set('content-type', 'application/json')
      .send('{ not JSON');
    expect(answer.status).toBe(403);
    const boundary = 'x'.repeat(20);
    const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--${boundary}--\r\n`;
    const withFile = await people
      .get('operator')!
      .post('/admin/api/resources/Office/actions/new')
      .set('content-type', `multipart/form-data; boundary=${boundary}`)
      .send(file);
    expect(withFile.status).toBe(400);
    await people
      .get('operator')!
      .post('/admin/api/resources/Office/actions/new')
      .send({ name: 'x'.repeat(2_000_000) })
      .expect(413);
  });

  it('is refused to another site', async () => {
    const answer = await people
      .get('operator')!
      .post('/admin/api/resources/Office/actions/new')
      .set({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
      .type('form')
      .send({ code: 'E', name: 'Evil', geoId: house.rows.geo });
    expect(answer.status).toBe(403);
  });

  it('shows in a page only what opens for the reader, in a script that a name cannot end', async () => {
    await people
      .get('admin')!
      .post('/admin/x/host/settings')
      .send({ plugin: 'host', values: { name: '</script><script>alert(1)</script>' } })
      .expect(422);
    const { plugins } = (await people.get('admin')!.get('/admin/x/host/settings')).body as {
      plugins: { plugin: string; version: string }[];
    };
    await people
      .get('admin')!
      .post('/admin/x/host/settings')
      .send({
        plugin: 'host',
        version: plugins[0]?.version,
        values: { name: '</script><script>alert(1)</script>' },
      })
      .expect(200);
    const page = await people.get('representative')!.get('/admin').set('accept', 'text/html').expect(200);
    expect(page.text).not.toContain('<script>alert');
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-[^']+';/);
    const state = JSON.parse(/window\.REDUX_STATE = (.*?); window\./.exec(page.text)?.[1] ?? '') as {
      resources: { id: string; actions: { name: string }[]; listProperties: { name: string }[] }[];
      session: { house: { navigation: unknown } };
    };
    expect(state.resources.map(({ id }) => id)).toEqual(['Representative', 'Invoice']);
    expect(state.resources[0]?.actions.map(({ name }) => name).sort()).toEqual(['list', 'search', 'show']);
    expect(state.resources[0]?.listProperties.map(({ name }) => name)).toEqual([
      'code',
      'name',
      'currency',
      'creditLimit',
    ]);
    expect(page.text).not.toMatch(/passwordHash|"email":\s*\{|AuditEntry/);
  });
});
