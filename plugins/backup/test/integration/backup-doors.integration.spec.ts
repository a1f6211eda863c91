import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { BackupTables } from '../../../../generated/tables/backup.js';
import { ROLES, type Role } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { fixedClock } from '../../../../src/values/clock.js';
import { newId } from '../../../../src/values/ids.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { signedIn } from '../../../../test/integration/admin/panel-house.js';
import { openApiHouse, type Api, type ApiHouse } from '../../../../test/integration/api/api-house.js';
import type { Overview, PlacesView, RestorationsView } from '../../contract/doors.js';

const NOW = '2026-03-03T12:00:00.000Z';
const DOORS = '/admin/x/backup';
const hoursAgo = (hours: number): Date => new Date(Date.parse(NOW) - hours * 3_600_000);
const SECRET = 'a-key-that-nobody-reads';

forEachDialect('the doors of backups', (_dialect, open) => {
  let database: TestDatabase;
  let house: ApiHouse;
  let operator: Api;
  const place = newId();
  const other = newId();
  const [older, part, newest] = [newId(), newId(), newId()];
  const proven = newId();
  const drill = newId();
  const request = newId();

  beforeAll(async () => {
    database = await open();
    house = await openApiHouse(database, { clock: fixedClock(NOW) });
    operator = house.api(await house.keyOf('operator'));
    await seed();
  });
  afterAll(() => database.close());

  async function seed(): Promise<void> {
    const tables = queriesOf<BackupTables>(database.port.queries);
    const at = { created_at: hoursAgo(500), updated_at: hoursAgo(500) };
    for (const [id, name] of [
      [place, 'Shelf'],
      [other, 'Attic'],
    ] as const)
      await tables
        .insertInto('backup_destination')
        .values({
          ...{ id, name, kind: 'file', ...at },
          place: JSON.stringify({ folder: `/mnt/${name}` }),
          secrets: SECRET,
        })
        .execute();
    await tables
      .insertInto('backup_plan')
      .values({
        ...{ id: newId(), name: 'Every night', cron: '0 3 * * *', zone: 'UTC', sets: '[]', ...at },
        destinations: JSON.stringify([place]),
        next_run_at: hoursAgo(-15),
      })
      .execute();
    for (const [id, hours, sets] of [
      [older, 50, '[]'],
      [part, 3, '["invoices"]'],
      [newest, 2, '[]'],
    ] as const)
      await tables
        .insertInto('backup_run')
        .values({
          ...{ id, sets, state: 'done', trigger_name: 'plan', file_name: `house-${hours}.tar.gz.age` },
          ...{ records: 7n, bytes: 900n, started_at: hoursAgo(hours), finished_at: hoursAgo(hours) },
          manifest: JSON.stringify({ figures: { secretFigure: '1' } }),
        })
        .execute();
    const copy = { bytes: 900n, attempts: 1, location: 'house.tar.gz.age' };
    await tables
      .insertInto('backup_copy')
      .values([
        {
          ...{ id: proven, run_id: older, destination_id: place, state: 'proven', ...copy },
          ...{ stored_at: hoursAgo(50), proven_at: hoursAgo(49) },
        },
        {
          ...{ id: newId(), run_id: part, destination_id: place, state: 'proven', ...copy },
          ...{ stored_at: hoursAgo(3), proven_at: hoursAgo(3) },
        },
        {
          ...{ id: newId(), run_id: newest, destination_id: other, state: 'failed', ...copy },
          error: JSON.stringify({ code: 'archive-truncated' }),
        },
      ])
      .execute();
    await tables
      .insertInto('backup_drill')
      .values({
        ...{ id: drill, copy_id: proven, file_name: 'house-50.tar.gz.age', state: 'passed' },
        ...{ certificate: Buffer.from('%PDF-1.7 certificate'), started_at: hoursAgo(40) },
        ...{ finished_at: hoursAgo(40), report: '{}' },
      })
      .execute();
    await tables
      .insertInto('restore_request')
      .values({
        ...{ id: request, copy_id: proven, file_name: 'house-50.tar.gz.age', conflicts: 'keep' },
        wanted: JSON.stringify({ representatives: [house.rows.repA, 'GONE-7'], invoices: [] }),
        effect: JSON.stringify([
          { table: 'invoice', model: 'Invoice', added: 2, changed: 0, removed: 0, same: 5, kept: 1 },
        ]),
        ...{ state: 'waiting', requested_by: newId(), requested_at: hoursAgo(1) },
      })
      .execute();
  }

  const read = async <Answer>(path: string, email = 'operator@demo.test'): Promise<Answer> => {
    const person = await signedIn(house, email);
    const { body } = await person.get(`${DOORS}${path}`).set('accept', 'application/json').expect(200);
    return body as Answer;
  };

  it('count as safe what was proven of everything, and say how old it is', async () => {
    const overview = await read<Overview>('/overview');
    expect(overview.newestProven).toMatchObject({
      runId: older,
      minutes: 3_000,
      fileName: 'house-50.tar.gz.age',
    });
    expect(overview.isLate).toBe(true);
    expect(overview.runs.map(({ id }) => id)).toEqual([newest, part, older]);
    expect(overview.drills).toMatchObject([
      { id: drill, state: 'passed', certificate: `${DOORS}/drills/${drill}/certificate` },
    ]);
  });

  it('name the place that did not take the last backup, in words', async () => {
    const { faults } = await read<Overview>('/overview');
    expect(faults).toMatchObject(
      [{ kind: 'copy', title: 'Attic', sentence: /cut short/ }].map((each) => ({
        ...each,
        sentence: expect.stringMatching(each.sentence),
      })),
    );
  });

  it('show places without their secrets, and plans with their next time', async () => {
    const view = await read<PlacesView>('/places');
    expect(view.places.map(({ name, place: said, copies }) => ({ name, said, copies }))).toEqual([
      { name: 'Attic', said: { folder: '/mnt/Attic' }, copies: { proven: 0, stored: 0, bytes: 0 } },
      { name: 'Shelf', said: { folder: '/mnt/Shelf' }, copies: { proven: 2, stored: 0, bytes: 1800 } },
    ]);
    expect(view.plans).toMatchObject([{ name: 'Every night', nextRunAt: '2026-03-04T03:00:00.000Z' }]);
    expect(view.mayConfigure).toBe(false);
    expect(JSON.stringify(view)).not.toContain(SECRET);
    expect((await read<PlacesView>('/places', 'admin@demo.test')).mayConfigure).toBe(true);
  });

  it('name what somebody wants back as the panel does, and what is here no more as it was asked for', async () => {
    const { requests, copies } = await read<RestorationsView>('/restorations');
    expect(requests).toMatchObject([
      {
        ...{ id: request, state: 'waiting', isMine: false, conflicts: 'keep' },
        effect: [{ title: 'Invoices', added: 2, kept: 1 }],
      },
    ]);
    expect(requests[0]?.chosen?.[1]).toBe('GONE-7');
    expect(requests[0]?.chosen?.[0]).not.toBe(house.rows.repA);
    expect(copies.map(({ fileName, isProven, isWhole }) => [fileName, isProven, isWhole])).toEqual([
      ['house-3.tar.gz.age', true, false],
      ['house-50.tar.gz.age', true, true],
    ]);
  });

  it('give the certificate of a drill as a PDF', async () => {
    const person = await signedIn(house, 'operator@demo.test');
    const { headers } = await person.get(`${DOORS}/drills/${drill}/certificate`).expect(200);
    expect(headers['content-type']).toBe('application/pdf');
    await person.get(`${DOORS}/drills/${newId()}/certificate`).expect(404);
  });

  it('tell programs the same page by page, and never what is in a backup or how a place is reached', async () => {
    const first = await operator.get('/backups?limit=2').expect(200);
    expect(first.body.data.map(({ id }: { id: string }) => id)).toEqual([newest, part]);
    const second = await operator.get(first.body.next.replace('/api/v1', '')).expect(200);
    expect(second.body).toMatchObject({ data: [{ id: older, copies: [{ state: 'proven' }] }], next: null });
    const { body: one } = await operator.get(`/backups/${older}`).expect(200);
    expect(one).toEqual(second.body.data[0]);
    await operator.get(`/backups/${newId()}`).expect(404);
    const { body: drills } = await operator.get('/backups/drills').expect(200);
    expect(drills.data).toMatchObject([{ id: drill, state: 'passed' }]);
    const { body: places } = await operator.get('/backups/destinations').expect(200);
    expect(places.data).toMatchObject([{ name: 'Attic' }, { name: 'Shelf' }]);
    const told = JSON.stringify([first.body, second.body, one, drills, places]);
    expect(told).not.toMatch(/secretFigure|a-key-that-nobody-reads|\/mnt\//);
  });

  it('are open to those who have the permission alone', async () => {
    const people = await Promise.all(
      ROLES.map(async (role) => [role, await signedIn(house, `${role}@demo.test`)] as const),
    );
    const whoMay = async (
      method: 'get' | 'post' | 'put' | 'delete',
      path: string,
    ): Promise<readonly Role[]> => {
      const admitted: Role[] = [];
      for (const [role, person] of people) {
        const { status } = await person[method](`${DOORS}${path}`).set('accept', 'application/json');
        if (status !== 403) admitted.push(role);
      }
      return admitted;
    };
    const staff: readonly Role[] = ['admin', 'operator'];
    for (const path of ['/overview', '/places', '/restorations', `/drills/${drill}/certificate`])
      expect(await whoMay('get', path)).toEqual(staff);
    for (const path of ['/runs', '/drills', `/copies/${newId()}/prove`])
      expect(await whoMay('post', path)).toEqual(staff);
    for (const path of [`/copies/${proven}`, `/copies/${newId()}/file`])
      expect(await whoMay('get', path)).toEqual(['admin']);
    for (const path of ['/places', '/places/try', '/places/folders', '/plans', '/restorations'])
      expect(await whoMay('post', path)).toEqual(['admin']);
    for (const path of ['allow', 'decline', 'cancel'].map((verb) => `/restorations/${newId()}/${verb}`))
      expect(await whoMay('post', path)).toEqual(['admin']);
    for (const path of [`/places/${newId()}`, `/plans/${newId()}`]) {
      expect(await whoMay('put', path)).toEqual(['admin']);
      expect(await whoMay('delete', path)).toEqual(['admin']);
    }
  });
});
