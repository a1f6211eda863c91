import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ArchiveTables } from '../../../../generated/tables/archive.js';
import { ROLES, type Role } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { fixedClock } from '../../../../src/values/clock.js';
import type { LocalDate, LocalMonth } from '../../../../src/values/local-date.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { signedIn, type Browser } from '../../../../test/integration/admin/panel-house.js';
import { openApiHouse, type ApiHouse } from '../../../../test/integration/api/api-house.js';
import { openBilling, operator, value } from '../../../billing/test/integration/billing-house.js';
import type { YearPreview, YearsView } from '../../contract/doors.js';
import { useCases } from '../../use-cases.js';

const DOORS = '/admin/x/archive/years';
const run = { signal: new AbortController().signal, progress: () => Promise.resolve() };

forEachDialect('the doors of closed years', (_dialect, open) => {
  let database: TestDatabase;
  let house: ApiHouse;
  let person: Browser;
  beforeAll(async () => {
    database = await open();
    house = await openApiHouse(database, { clock: fixedClock('2026-03-03T12:00:00.000Z') });
    const billing = openBilling(database, { now: '2023-03-01T12:00:00Z' });
    const representativeId = await billing.representative();
    const on = '2023-03-01' as LocalDate;
    await billing.issued({ representativeId, total: 500n, on });
    await billing.issued({ representativeId, total: 700n, on });
    await billing.paid({ representativeId, amount: 500n, on, allocate: true });
    billing.setNow('2024-02-01T12:00:00Z');
    value(await billing.billing.closePeriod(operator, { month: '2023-12' as LocalMonth }));
    person = await signedIn(house, 'admin@demo.test');
  }, 120_000);
  afterAll(() => database.close());

  const years = async (): Promise<YearsView> =>
    (await person.get(DOORS).set('accept', 'application/json').expect(200)).body as YearsView;
  const post = (path: string, body: object) =>
    person.post(`${DOORS}${path}`).set('accept', 'application/json').send(body);
  const archive = () => house.house.context('archive').use(useCases);

  it('list closed years, and say of one what would go with how much money, and what stays', async () => {
    expect(await years()).toMatchObject({
      years: [{ year: 2023, state: 'closed', progress: null, file: null, error: null }],
      mayMove: true,
    });
    const { body } = await person.get(`${DOORS}/2023/preview`).expect(200);
    const preview = body as YearPreview;
    expect(preview).toMatchObject({
      ...{ invoices: 1, payments: 1, amounts: [{ currency: 'EUR', invoiced: '5.00', paid: '5.00' }] },
      stays: [{ reason: 'open', count: 1 }],
    });
    expect(preview.tables).toContainEqual({ table: 'invoice', title: 'Invoices', rows: 1 });
    await person.get(`${DOORS}/2022/preview`).expect(200);
    await person.get(`${DOORS}/2024/preview`).expect(422);
    await person.get(`${DOORS}/soon/preview`).expect(404);
  });

  it('ask for a move when the year was typed, and say in words what is refused', async () => {
    const refused = await post('/2023/move', { typed: '2032', places: [] }).expect(422);
    expect(refused.body.detail).toContain('That is not the year');
    await post('/2024/move', { typed: '2024', places: [] }).expect(422);
    await post('/2023/move', { typed: 2023 }).expect(400);
    await post('/2023/return', { typed: '2023' }).expect(409);
    await post('/2023/prove', {}).expect(409);
    expect((await years()).years).toMatchObject([{ year: 2023, state: 'closed' }]);

    await post('/2023/move', { typed: ' 2023 ', places: [] }).expect(202);
    const [asked] = await queriesOf<ArchiveTables>(database.port.queries)
      .selectFrom('archived_year')
      .selectAll()
      .execute();
    expect(asked).toMatchObject({ year: 2023, state: 'moving', job_id: expect.any(String) });
  });

  it('note at the year what a job was refused, unless the year is another job’s by now', async () => {
    const [{ jobId } = { jobId: null }] = await archive().archivedYears();
    await archive().noteRefusal(2023, 'another job', { code: 'year-nothing', year: 2023 });
    expect((await archive().archivedYears())[0]).toMatchObject({ state: 'moving', error: null });
    await archive().noteRefusal(2023, jobId ?? '', { code: 'year-nothing', year: 2023 });
    const [shown] = (await years()).years;
    expect(shown).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('Nothing of 2023 may go'),
    });
  });

  it('show where the file of a moved year lies, and programs learn the same', async () => {
    const admin = { ...operator, role: 'admin' as const };
    const moved = value(await archive().moveYear(admin, { year: 2023, to: [], jobId: null }, run));
    const [shown] = (await years()).years;
    expect(shown).toMatchObject({
      ...{ year: 2023, state: 'moved', error: null, progress: null },
      file: { name: moved.file, sha256: moved.sha256, bytes: moved.bytes, copies: [] },
    });
    expect(shown?.file?.provenAt).not.toBeNull();
    const { body } = await house
      .api(await house.keyOf('operator'))
      .get('/archive/years')
      .expect(200);
    expect(body.data).toMatchObject([{ year: 2023, state: 'moved', file: { sha256: moved.sha256 } }]);

    await post('/2023/move', { typed: '2023', places: [] }).expect(409);
    await post('/2023/prove', {}).expect(202);
    await post('/2023/return', { typed: '2023' }).expect(202);
    expect((await archive().archivedYears())[0]).toMatchObject({ state: 'returning' });
    value(await archive().returnYear(admin, { year: 2023, path: null }, run));
    expect((await years()).years).toMatchObject([{ state: 'returned', file: null }]);
  });

  it('are open to those who have the permission alone', async () => {
    const people = await Promise.all(
      ROLES.map(async (role) => [role, await signedIn(house, `${role}@demo.test`)] as const),
    );
    const whoMay = async (method: 'get' | 'post', path: string): Promise<readonly Role[]> => {
      const admitted: Role[] = [];
      for (const [role, each] of people) {
        const { status } = await each[method](`${DOORS}${path}`).set('accept', 'application/json');
        if (status !== 403) admitted.push(role);
      }
      return admitted;
    };
    expect(await whoMay('get', '')).toEqual(['admin', 'operator']);
    expect(await whoMay('get', '/2023/preview')).toEqual(['admin']);
    for (const deed of ['move', 'return', 'prove'])
      expect(await whoMay('post', `/2023/${deed}`)).toEqual(['admin']);
  });
});
