import { afterAll, beforeAll, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { ROLES, type Role } from '../../../../src/kernel/permissions.js';
import { newId } from '../../../../src/values/ids.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { signedIn } from '../../../../test/integration/admin/panel-house.js';
import { openApiHouse, type Api, type ApiHouse } from '../../../../test/integration/api/api-house.js';
import type { RetentionClass, RetentionRunView, RetentionView } from '../../contract/doors.js';

const DOORS = '/admin/x/privacy';
const STAFF: readonly Role[] = ['admin', 'operator'];

forEachDialect('the doors of retention and the register', (_dialect, open) => {
  let database: TestDatabase;
  let house: ApiHouse;
  let admin: Api;

  beforeAll(async () => {
    database = await open();
    house = await openApiHouse(database);
    admin = house.api(await house.keyOf('admin'));
  }, 60_000);
  afterAll(() => database.close());

  const classNamed = async (name: string): Promise<RetentionClass> => {
    const { body } = await admin.get('/privacy/retention').expect(200);
    return (body as { data: RetentionClass[] }).data.find(({ dataClass }) => dataClass === name)!;
  };

  it('are open in the panel to those who have the permission alone', async () => {
    const people = await Promise.all(
      ROLES.map(async (role) => [role, await signedIn(house, `${role}@demo.test`)] as const),
    );
    const whoMay = async (method: 'get' | 'post' | 'put', path: string): Promise<readonly Role[]> => {
      const admitted: Role[] = [];
      for (const [role, person] of people) {
        const { status } = await person[method](`${DOORS}${path}`).set('accept', 'application/json');
        if (status !== 403) admitted.push(role);
      }
      return admitted;
    };
    for (const path of ['/retention', '/retention.csv', `/retention/runs/${newId()}/csv`, '/register'])
      expect(await whoMay('get', path)).toEqual(STAFF);
    for (const path of ['/register.csv', '/register.xlsx']) expect(await whoMay('get', path)).toEqual(STAFF);
    expect(await whoMay('put', '/retention')).toEqual(['admin']);
    for (const path of ['/retention/try', '/retention/apply'])
      expect(await whoMay('post', path)).toEqual(['admin']);
  });

  it('are open in the API to the same', async () => {
    const keys = await Promise.all(
      ROLES.map(async (role) => [role, house.api(await house.keyOf(role))] as const),
    );
    const whoMay = async (ask: (api: Api) => ReturnType<Api['get']>): Promise<readonly Role[]> => {
      const admitted: Role[] = [];
      for (const [role, api] of keys) if ((await ask(api)).status !== 403) admitted.push(role);
      return admitted;
    };
    for (const path of ['retention', 'retention/host.work', 'retention/runs', `retention/runs/${newId()}`])
      expect(await whoMay((api) => api.get(`/privacy/${path}`))).toEqual(STAFF);
    expect(await whoMay((api) => api.get('/privacy/register'))).toEqual(STAFF);
    for (const path of ['trials', 'runs'])
      expect(await whoMay((api) => api.post(`/privacy/retention/${path}`, {}))).toEqual(['admin']);
    expect(await whoMay((api) => api.patch('/privacy/retention/host.work', { days: 90 }))).toEqual(['admin']);
  });

  it('say who may do what, and what each class may not be shorter than, and why', async () => {
    const view = async (role: Role): Promise<RetentionView> => {
      const person = await signedIn(house, `${role}@demo.test`);
      return (await person.get(`${DOORS}/retention`).set('accept', 'application/json').expect(200))
        .body as RetentionView;
    };
    expect(await view('operator')).toMatchObject({ mayConfigure: false, mayApply: false });
    const { classes, mayConfigure, mayApply } = await view('admin');
    expect([mayConfigure, mayApply]).toEqual([true, true]);
    expect(classes.find(({ dataClass }) => dataClass === 'billing.invoices')).toMatchObject({
      ...{ days: 3653, leastDays: 3653, leastBy: expect.stringContaining('GDPR'), expires: true },
    });
    expect(classes.find(({ dataClass }) => dataClass === 'notifications.messages')).toMatchObject({
      ...{ days: 365, leastDays: 1, leastBy: null },
    });
  });

  it('change a rule from the version that was seen, and no other; never below what the law asks', async () => {
    const path = '/privacy/retention/notifications.messages';
    const { version } = await classNamed('notifications.messages');
    const change = (days: number | null, seen: number) =>
      admin.patch(path, { days }).set('If-Match', `"${seen}"`);
    const changed = await change(100, version).expect(200);
    expect(changed.body).toMatchObject({ days: 100, version: version + 1 });
    expect(changed.headers['etag']).toBe(`"${version + 1}"`);
    expect((await change(50, version).expect(412)).body).toMatchObject({ version: version + 1 });
    await admin.patch(path, { days: 50 }).expect(428);
    await change(0, version + 1).expect(400);
    const law = admin.patch('/privacy/retention/billing.invoices', { days: 30 }).set('If-Match', '"0"');
    expect((await law.expect(422)).body).toMatchObject({ code: 'days-too-few' });
    await admin.patch('/privacy/retention/none.such', { days: 30 }).set('If-Match', '"0"').expect(404);
    await admin.get('/privacy/retention/none.such').expect(404);
  });

  it('count what is past its time, keep the run, and page through runs', async () => {
    const tried = (await admin.post('/privacy/retention/trials', {}).expect(201)).body as RetentionRunView;
    expect(tried).toMatchObject({ isTrial: true, state: 'done' });
    expect((await admin.get(`/privacy/retention/runs/${tried.id}`).expect(200)).body).toEqual(tried);
    await admin.post('/privacy/retention/trials', {}).expect(201);
    const first = (await admin.get('/privacy/retention/runs?limit=1').expect(200)).body as {
      data: RetentionRunView[];
      next: string;
    };
    expect(first.data).toHaveLength(1);
    const rest = await admin.get(first.next.replace('/api/v1', '')).expect(200);
    expect((rest.body as { data: RetentionRunView[] }).data[0]!.id).not.toBe(first.data[0]!.id);
    const person = await signedIn(house, 'operator@demo.test');
    const csv = await person.get(`${DOORS}/retention/runs/${tried.id}/csv`).expect(200);
    expect(csv.text).toContain('Class,What it is,Days kept,Records,Oldest');
  });

  it('give the register as a table and as a workbook, in the language that is asked for', async () => {
    const person = await signedIn(house, 'operator@demo.test');
    const csv = await person.get(`${DOORS}/register.csv?language=uk`).expect(200);
    expect(csv.text).toContain('Клас,Дані,Чиї дані,Мета,Правова підстава,Строк зберігання,У панелі бачать');
    const { body } = await person
      .get(`${DOORS}/register.xlsx?language=ru`)
      .buffer(true)
      .parse((answer, done) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => done(null, Buffer.concat(parts)));
      })
      .expect(200);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(body as never);
    const [sheet] = workbook.worksheets;
    expect(sheet!.name).toBe('Реестр обработки данных');
    expect(sheet!.rowCount).toBe(csv.text.trim().split('\r\n').length);
    const { data } = (await admin.get('/privacy/register').expect(200)).body as {
      data: { dataClass: string; subjects: string[] }[];
    };
    expect(data.find(({ dataClass }) => dataClass === 'billing.invoices')!.subjects).toEqual([
      'representative',
    ]);
    expect(data).toHaveLength(sheet!.rowCount - 1);
  });
});
