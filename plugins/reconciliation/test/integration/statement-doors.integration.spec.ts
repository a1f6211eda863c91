import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ROLES, type Role } from '../../../../src/kernel/permissions.js';
import { fixedClock } from '../../../../src/values/clock.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { signedIn } from '../../../../test/integration/admin/panel-house.js';
import {
  keptJobs,
  openApiHouse,
  type Api,
  type ApiHouse,
} from '../../../../test/integration/api/api-house.js';
import { IBAN, openBankBook } from './some-statements.js';

const STATEMENTS = '/reconciliation/statements';
const given = (change: object = {}) => ({
  ...{ account: 'de89 3704 0044 0532 0130 00', currency: 'EUR', from: '2026-03-02', to: '2026-03-02' },
  ...{ opening: '100.00', closing: '110.00' },
  lines: [{ bookedOn: '2026-03-02', amount: '10.00', counterparty: 'Harbour Telecom' }],
  ...change,
});

forEachDialect('the doors of bank accounts and statements', (_dialect, open) => {
  const scheduled: { readonly name: string; readonly data: unknown }[] = [];
  let database: TestDatabase;
  let house: ApiHouse;
  let operator: Api;
  let accountId: string;

  beforeAll(async () => {
    database = await open();
    const jobs = {
      ...keptJobs,
      schedule: (name: string, data: unknown) => Promise.resolve(`job ${scheduled.push({ name, data })}`),
    };
    house = await openApiHouse(database, { clock: fixedClock('2026-03-03T12:00:00Z'), jobs });
    operator = house.api(await house.keyOf('operator'));
    accountId = await openBankBook(database).account(IBAN);
  });
  afterAll(() => database.close());

  it('take a statement over the API, say where it is, and have it settled', async () => {
    const { body, headers } = await operator.post(STATEMENTS, given()).expect(201);
    expect(body).toMatchObject({
      ...{ account: { id: accountId }, format: 'api', from: '2026-03-02', to: '2026-03-02' },
      ...{ opening: '100.00', closing: '110.00', difference: '0.00', lines: 1, added: 1, settled: 0 },
    });
    expect(headers['location']).toBe(`/api/v1${STATEMENTS}/${body.id}`);
    const { body: again } = await operator.get(`${STATEMENTS}/${body.id}`).expect(200);
    expect(again).toEqual(body);
    expect(scheduled).toMatchObject([
      { name: 'reconciliation.run', data: { trigger: 'import', statementId: body.id } },
    ]);
  });

  it('add nothing for a statement that comes again, and have nothing settled', async () => {
    const before = scheduled.length;
    await operator.post(STATEMENTS, given()).expect(201);
    const { body } = await operator.get(STATEMENTS).expect(200);
    expect(body).toMatchObject({ data: [{ lines: 1, added: 1 }], next: null });
    expect(scheduled).toHaveLength(before);
  });

  it('refuse in words what names no account of ours, or does not add up', async () => {
    const stranger = await operator
      .post(STATEMENTS, given({ account: 'GB33BUKB20201555555555' }))
      .set('Accept-Language', 'uk')
      .expect(422);
    expect(stranger.body).toMatchObject({ code: 'unknown-bank-account' });
    expect(stranger.body.detail).toMatch(/GB33BUKB20201555555555/);
    expect(stranger.body.detail).toMatch(/[а-яі]/);
    const odd = given({ reference: 'odd', closing: '117.00' });
    expect((await operator.post(STATEMENTS, odd).expect(422)).body).toMatchObject({
      code: 'statement-does-not-add-up',
    });
    const { body } = await operator
      .post(STATEMENTS, { ...odd, overrideReason: 'The bank has confirmed it' })
      .expect(201);
    expect(body).toMatchObject({ difference: '7.00', overrideReason: 'The bank has confirmed it' });
  });

  it('list statements page by page, of one account if asked, and accounts with what is late', async () => {
    const first = await operator.get(`${STATEMENTS}?limit=1&accountId=${accountId}`).expect(200);
    expect(first.body.data).toMatchObject([{ overrideReason: 'The bank has confirmed it' }]);
    const second = await operator.get(first.body.next.replace('/api/v1', '')).expect(200);
    expect(second.body).toMatchObject({ data: [{ overrideReason: null }], next: null });
    const nobodys = await operator.get(`${STATEMENTS}?accountId=${house.rows.repA}`).expect(200);
    expect(nobodys.body).toEqual({ data: [], next: null });
    await operator.get(`${STATEMENTS}/${house.rows.repA}`).expect(404);
    const { body } = await operator.get('/reconciliation/accounts').expect(200);
    expect(body.data).toMatchObject([
      { id: accountId, identifier: IBAN, lastStatementOn: '2026-03-02', dueOn: null, isLate: false, open: 1 },
    ]);
  });

  it('are shut to keys that may not', async () => {
    const reader = house.api(await house.keyOf('operator', ['reconciliation.read']));
    await reader.get(STATEMENTS).expect(200);
    await reader.post(STATEMENTS, given()).expect(403);
    const taker = house.api(await house.keyOf('operator', ['reconciliation.import']));
    await taker.get('/reconciliation/accounts').expect(403);
  });

  it('show accounts, statements and transactions to operators; accounts are changed by those who configure', async () => {
    const lists = ['BankAccount', 'BankStatement', 'BankTransaction'].map(
      (model) => ['get', `/admin/api/resources/${model}/actions/list`] as const,
    );
    const edit = `/admin/api/resources/BankAccount/records/${accountId}/edit`;
    const writes = [
      ['post', '/admin/api/resources/BankAccount/actions/new'],
      ['post', edit],
    ] as const;
    const nobodys = [['post', '/admin/api/resources/BankStatement/actions/new']] as const;
    const people = await Promise.all(
      ROLES.map(async (role) => [role, await signedIn(house, `${role}@demo.test`)] as const),
    );
    const whoMay = async (method: 'get' | 'post', path: string): Promise<readonly Role[]> => {
      const admitted: Role[] = [];
      for (const [role, person] of people) {
        const { status } = await person[method](path).set('accept', 'application/json');
        if (status !== 403) admitted.push(role);
      }
      return admitted;
    };
    for (const [method, path] of lists) expect(await whoMay(method, path)).toEqual(['admin', 'operator']);
    for (const [method, path] of writes) expect(await whoMay(method, path)).toEqual(['admin']);
    for (const [method, path] of nobodys) expect(await whoMay(method, path)).toEqual([]);
  });

  it('have what the panel takes settled as well', async () => {
    const person = await signedIn(house, 'operator@demo.test');
    const next = [
      ...[':20:STARTUMS', `:25:${IBAN}`, ':28C:2/1', ':60F:C260302EUR117,00'],
      ...[':61:2603030303C5,00NTRFNONREF', ':86:Polar Media', ':62F:C260303EUR122,00', '-', ''],
    ].join('\r\n');
    const before = scheduled.length;
    const { body } = await person
      .post('/admin/x/reconciliation/statements')
      .set('accept', 'application/json')
      .field('take', 'true')
      .attach('file', Buffer.from(next), 'march.sta')
      .expect(201);
    expect(body).toMatchObject({ kind: 'taken', statements: [{ added: 1 }], jobId: expect.any(String) });
    expect(scheduled.slice(before)).toMatchObject([
      {
        name: 'reconciliation.run',
        data: { trigger: 'import', statementId: body.statements[0].id },
      },
    ]);
  });
});
