import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AnalyticsTables } from '../../../../generated/tables/analytics.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { fixedClock } from '../../../../src/values/clock.js';
import { newId } from '../../../../src/values/ids.js';
import type { LocalMonth } from '../../../../src/values/local-date.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import {
  codeOf,
  day,
  openBilling,
  operator,
  value,
  type BillingHouse,
} from '../../../billing/test/integration/billing-house.js';
import { reviews, type Review, type Reviews } from '../../contract/reviews.js';

const NOW = '2026-11-27T10:00:00Z';

forEachDialect('reviews over a ledger', (_dialect, open) => {
  let database: TestDatabase;
  let billing: BillingHouse;
  let house: TestHouse;
  let service: Reviews;
  let offices: string[];
  let people: string[];

  beforeAll(async () => {
    database = await open();
    billing = openBilling(database, { now: NOW });
    house = await assembleTestHouse(database, { clock: fixedClock(NOW) });
    service = house.house.context('analytics').use(reviews);
    offices = [await billing.office(), await billing.office()];
    const [first, second] = offices as [string, string];
    people = [
      await billing.representative({ officeId: first }),
      await billing.representative({ officeId: first }),
      await billing.representative({ officeId: second }),
    ];
    const [regular, newcomer, gone] = people as [string, string, string];
    const sold = (representativeId: string, total: bigint, on: string) =>
      billing.issued({ representativeId, total, on: day(on), termDays: 10 });
    for (const [month, total] of [
      ['06', 5_000n],
      ['07', 10_000n],
      ['08', 20_000n],
      ['09', 40_000n],
    ] as const) {
      await sold(regular, total, `2026-${month}-10`);
      await sold(gone, 10_000n, `2026-${month}-20`);
    }
    await sold(regular, 60_000n, '2026-10-05');
    await sold(newcomer, 6_000n, '2026-10-31');
    await billing.paid({ representativeId: gone, amount: 40_000n, on: day('2026-10-20'), allocate: true });
    const plan = (month: string, officeId: string | null, amount: bigint) => ({
      ...{ id: newId(), measure: 'sales', month, office_id: officeId, currency: 'EUR', amount },
      ...{ created_at: new Date(NOW), updated_at: new Date(NOW), version: 1 },
    });
    await queriesOf<AnalyticsTables>(database.port.queries)
      .insertInto('target')
      .values([
        plan('2026-09', null, 40_000n),
        plan('2026-10', null, 88_000n),
        plan('2026-10', first, 60_000n),
      ])
      .execute();
  }, 120_000);
  afterAll(async () => {
    house.close();
    await database.close();
  });

  const manager = (): Actor => ({
    ...operator,
    role: 'manager',
    managerId: newId(),
    officeIds: [offices[0]!],
  });
  const review = async (period: string, actor: Actor = operator, office?: string): Promise<Review> =>
    value(await service.review(actor, { period, language: 'en', ...(office ? { office } : {}) }));

  it('find what changed, by whom, who came, who stayed away, and what of the plan was reached', async () => {
    const { facts, paragraphs, title } = await review('2026-10');
    expect(title).toBe('Review of October 2026');
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      currency: 'EUR',
      sales: { now: '660.00', before: '500.00', change: '160.00', percent: '32.0' },
      invoices: { now: '2', before: '2' },
      collected: { now: '400.00', before: '0.00', percent: null },
      offices: [
        { id: offices[0], change: '260.00', points: '52.0' },
        { id: offices[1], change: '-100.00', points: '-20.0' },
      ],
      newRepresentatives: [{ id: people[1] }],
      lostRepresentatives: [{ id: people[2] }],
      plan: { planned: '880.00', actual: '660.00', difference: '-220.00', percent: '75.0' },
    });
    expect(paragraphs.join('\n').replaceAll('\u00a0', ' ')).toContain(
      'Sales came to EUR 660.00, 32.0% more than in September 2026 (EUR 500.00).',
    );
  });

  it('are of one office where one is asked for, and of a week and a quarter likewise', async () => {
    const [office] = (await review('2026-10', operator, offices[1])).facts;
    expect(office?.sales).toMatchObject({ now: '0.00', before: '100.00' });
    const [week] = (await review('2026-W41')).facts;
    expect([week?.sales.now, week?.plan]).toEqual(['600.00', null]);
    const [quarter] = (await review('2026-Q3')).facts;
    expect(quarter?.sales).toMatchObject({ now: '1000.00', before: '150.00' });
    expect(quarter?.plan).toBeNull();
  });

  it('are held against as many days while a span is not over', async () => {
    const { isOver, span, compared } = await review('2026-11');
    expect([isOver, span.to, compared.from, compared.to]).toEqual([
      false,
      '2026-11-27',
      '2026-10-01',
      '2026-10-27',
    ]);
  });

  it('tell a manager of its offices alone, and a representative of itself', async () => {
    const [ofManager] = (await review('2026-10', manager())).facts;
    expect(ofManager?.sales).toMatchObject({ now: '660.00', before: '400.00' });
    expect(ofManager?.offices.map(({ id }) => id)).toEqual([offices[0]]);
    expect(ofManager?.plan).toBeNull();
    const [planned] = (await review('2026-10', manager(), offices[0])).facts;
    expect(planned?.plan).toMatchObject({ planned: '600.00', actual: '660.00' });
    const others = await service.review(manager(), {
      period: '2026-10',
      language: 'en',
      office: offices[1]!,
    });
    expect(codeOf(others)).toBe('unknown-office');
    const representative: Actor = { ...operator, role: 'representative', representativeId: people[1]! };
    const [own] = (await review('2026-10', representative)).facts;
    expect([own?.sales.now, own?.offices, own?.representatives]).toEqual(['60.00', [], []]);
  });

  it('see at once what was written, though they are remembered', async () => {
    const before = (await review('2026-10')).facts[0]?.sales.now;
    await billing.issued({ representativeId: people[0]!, total: 100n, on: day('2026-10-30') });
    expect([before, (await review('2026-10')).facts[0]?.sales.now]).toEqual(['660.00', '661.00']);
  });

  it('refuse what is no period, and one that has not begun', async () => {
    const code = async (period: string) => codeOf(await service.review(operator, { period, language: 'en' }));
    expect([await code('2026-W60'), await code('2026-12'), await code('2026-Q4')]).toEqual([
      'not-a-period',
      'period-not-begun',
      'done',
    ]);
  });

  it('hold each month and office against its plan', async () => {
    const asked = { measure: 'sales', from: '2026-09' as LocalMonth, to: '2026-10' as LocalMonth } as const;
    const rows = value(await service.planAgainstFact(operator, asked));
    expect(
      rows.map(({ month, office, planned, actual, percent }) => [
        month,
        office?.id,
        planned,
        actual,
        percent,
      ]),
    ).toEqual([
      ['2026-09', undefined, '400.00', '500.00', '125.0'],
      ['2026-10', undefined, '880.00', '661.00', '75.1'],
      ['2026-10', offices[0], '600.00', '661.00', '110.2'],
    ]);
    const own = value(await service.planAgainstFact(manager(), asked));
    expect(own.map(({ office }) => office?.id)).toEqual([offices[0]]);
    expect(codeOf(await service.planAgainstFact(operator, { ...asked, to: '2026-08' as LocalMonth }))).toBe(
      'dates-reversed',
    );
  });
});
