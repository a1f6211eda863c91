import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AnalyticsTables } from '../../../../generated/tables/analytics.js';
import type { HostTables } from '../../../../generated/tables/host.js';
import { createUser } from '../../../../src/host/sessions/users.js';
import type { JobRun } from '../../../../src/kernel/contributions.js';
import type { Actor, Language, Role } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { fixedClock } from '../../../../src/values/clock.js';
import { newId } from '../../../../src/values/ids.js';
import { addDays } from '../../../../src/values/local-date.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import {
  day,
  openBilling,
  operator,
  value,
  type BillingHouse,
} from '../../../billing/test/integration/billing-house.js';
import { tellAlerts } from '../../adapters/jobs/tell-alerts.js';
import { alerts, type Alert, type Alerts } from '../../contract/alerts.js';

const NOW = '2026-11-27T10:00:00Z';

forEachDialect('what deserves a look', (_dialect, open) => {
  let database: TestDatabase;
  let billing: BillingHouse;
  let house: TestHouse;
  let service: Alerts;
  let offices: string[];
  let people: string[];

  beforeAll(async () => {
    database = await open();
    billing = openBilling(database, { now: NOW });
    house = await assembleTestHouse(database, { clock: fixedClock(NOW) });
    service = house.house.context('analytics').use(alerts);
    offices = [await billing.office(), await billing.office()];
    people = [
      await billing.representative({ officeId: offices[0]! }),
      await billing.representative({ officeId: offices[1]! }),
    ];
    const [falling, steady] = people as [string, string];
    // Nine complete weeks up to Sunday 22 November: the last one of the first office is half of its usual.
    for (let week = 0; week < 9; week += 1) {
      const on = addDays(day('2026-11-18'), -7 * week);
      const half = week === 0 ? 5_000n : 10_000n;
      await billing.issued({ representativeId: falling, total: half, on, termDays: 200 });
      await billing.issued({ representativeId: steady, total: 10_000n, on, termDays: 200 });
    }
    await billing.issued({
      representativeId: steady,
      total: 900_000n,
      on: day('2026-01-01'),
      termDays: 10,
    });
    await queriesOf<AnalyticsTables>(database.port.queries)
      .insertInto('target')
      .values({
        ...{ id: newId(), measure: 'sales', month: '2026-10', office_id: offices[0]!, currency: 'EUR' },
        ...{ amount: 50_000n, created_at: new Date(NOW), updated_at: new Date(NOW), version: 1 },
      })
      .execute();
  }, 120_000);
  afterAll(async () => {
    house.close();
    await database.close();
  });

  const of = async (actor: Actor): Promise<readonly Alert[]> => value(await service.alerts(actor, 'en'));
  const manager = (office: string): Actor => ({
    ...operator,
    role: 'manager',
    managerId: newId(),
    officeIds: [office],
  });

  it('is found and told with its figures, the serious first', async () => {
    const found = await of(operator);
    expect(
      found.map(({ kind, severity, subject, period, facts }) => [kind, severity, subject.id, period, facts]),
    ).toEqual([
      [
        'overdue-share',
        'serious',
        people[1],
        '2026-11',
        { currency: 'EUR', overdue: '9000.00', outstanding: '9900.00', percent: '90.9' },
      ],
      ['overdue-old', 'serious', people[1], '2026-11', { currency: 'EUR', overdue: '9000.00', days: '60' }],
      [
        'sales-fell',
        'serious',
        offices[0],
        '2026-W47',
        { currency: 'EUR', now: '50.00', usual: '100.00', percent: '50.0' },
      ],
      [
        'behind-plan',
        'warning',
        offices[0],
        '2026-10',
        { currency: 'EUR', measure: 'sales', planned: '500.00', actual: '400.00', percent: '80.0' },
      ],
    ]);
    expect(found.map(({ text }) => text.replaceAll('\u00a0', ' '))).toContain(
      'Quay: sales in week 47 of 2026 came to EUR 50.00, 50.0% below the usual EUR 100.00.',
    );
    expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
  });

  it('is told to a manager of its own offices, and to a representative not at all', async () => {
    expect((await of(manager(offices[0]!))).map(({ kind }) => kind)).toEqual(['sales-fell', 'behind-plan']);
    expect((await of(manager(offices[1]!))).map(({ kind }) => kind)).toEqual([
      'overdue-share',
      'overdue-old',
    ]);
    const representative: Actor = { ...operator, role: 'representative', representativeId: people[1]! };
    expect(await of(representative)).toEqual([]);
  });

  it('reaches the inbox of staff and of the managers of the offices, once each', async () => {
    const { port } = database;
    const managerId = newId();
    const stamps = { active: true, created_at: new Date(NOW), updated_at: new Date(NOW), version: 1 };
    await billing.tables
      .insertInto('manager')
      .values({ id: managerId, code: 'M1', name: 'Mara', ...stamps })
      .execute();
    await billing.tables
      .insertInto('office_manager')
      .values({ id: newId(), office_id: offices[0]!, manager_id: managerId })
      .execute();
    const means = { database: port, clock: fixedClock(NOW) };
    const person = (role: Role, language: Language, more: object = {}) =>
      createUser(means, admin, {
        ...{ email: `${role}@house.test`, name: role, password: 'correct horse battery', role, language },
        ...more,
      });
    await person('operator', 'uk');
    await person('manager', 'en', { managerId });
    await person('representative', 'en', { representativeId: people[1] });
    const run: JobRun<null> = {
      ...{ id: newId(), data: null, attempt: 1, lastAttempt: true },
      context: house.house.context('analytics'),
      signal: new AbortController().signal,
      progress: () => Promise.resolve(),
      effectOnce: () => Promise.reject(new Error('the inbox has keys of its own')),
    };
    await tellAlerts.run(run);
    await tellAlerts.run(run);
    const told = await queriesOf<HostTables>(port.queries)
      .selectFrom('notice')
      .innerJoin('app_user', 'app_user.id', 'notice.user_id')
      .select(['app_user.role', 'notice.facts', 'notice.kind'])
      .execute();
    const count = (role: Role): number => told.filter((notice) => notice.role === role).length;
    expect([count('operator'), count('manager'), count('representative')]).toEqual([4, 2, 0]);
    expect(told.every(({ kind }) => kind === 'analytics.alert')).toBe(true);
    const words = told.filter(({ role }) => role === 'operator').map(({ facts }) => facts);
    expect(words.join()).toContain('прострочено');
  });
});
