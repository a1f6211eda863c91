import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { HostTables } from '../../../../generated/tables/host.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { theHouse } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { LocalMonth } from '../../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import { openBilling } from '../../../billing/test/integration/billing-house.js';
import { network } from '../../../billing/contract/network.js';
import { dailyEntryResource } from '../../adapters/admin/resource.js';
import { anEntry, day, operator, openNetwork, type Network, type Place } from './a-network.js';

const TODAY = day('2026-11-27');
const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? 'done' : result.error.code);

forEachDialect('daily entries', (_dialect, open) => {
  let database: TestDatabase;
  let house: Network;
  let riga: Place;
  let kyiv: Place;

  beforeEach(async () => {
    database = await open();
    house = await openNetwork(database, '2026-11-27T09:00:00Z');
    riga = await house.office('RIGA');
    kyiv = await house.office('KYIV');
  });
  afterEach(async () => {
    house.close();
    await database.close();
  });

  const rows = () => house.tables.selectFrom('daily_entry').selectAll().execute();
  const recorded = async (place: Place, written = TODAY) => {
    const result = await house.entries.record(place.manager, anEntry(place, written));
    if (!result.ok) throw new Error(result.error.code);
    return result.value;
  };
  const auditOf = async (entityId: string) => {
    const found = await queriesOf<HostTables>(database.port.queries)
      .selectFrom('audit_entry')
      .select('action')
      .where('entity_id', '=', entityId)
      .orderBy('seq')
      .execute();
    return found.map(({ action }) => action);
  };

  it('are written with their profit, once, and audited', async () => {
    const first = await recorded(riga);
    expect(first).toMatchObject({ profit: 4_000n, version: 1 });
    expect(await recorded(riga)).toEqual(first);
    expect(await rows()).toMatchObject([{ id: first.id, profit: 4_000n }]);
    expect(await auditOf(first.id)).toEqual(['daily-entries.record-entry']);
  });

  it('written again with other figures are an edit of the version that was read', async () => {
    const first = await recorded(riga);
    const other = anEntry(riga, TODAY, { cost: 7_000n });
    expect(await house.entries.record(riga.manager, other)).toEqual({
      ok: false,
      error: { code: 'entry-exists', entryId: first.id, version: 1 },
    });
    const change = { entryId: first.id, revenue: 10_000n, cost: 12_000n, note: 'rent' };
    const edited = await house.entries.edit(riga.manager, { ...change, version: 1 });
    expect(edited).toMatchObject({ ok: true, value: { profit: -2_000n, version: 2, note: 'rent' } });
    const late = await house.entries.edit(riga.manager, { ...change, cost: 1n, version: 1 });
    expect(codeOf(late)).toBe('entry-changed');
    expect(await auditOf(first.id)).toEqual(['daily-entries.record-entry', 'daily-entries.edit-entry']);
  });

  it('are a manager’s own: its offices, itself, its days until the cut-off', async () => {
    const write = async (change: Parameters<typeof anEntry>[2], written = TODAY) =>
      codeOf(await house.entries.record(riga.manager, anEntry(riga, written, change)));
    expect(await write({ officeId: kyiv.officeId })).toBe('office-of-others');
    expect(await write({ managerId: kyiv.managerId })).toBe('manager-of-others');
    expect(await write({ geoId: 'nowhere' })).toBe('geo-not-found');
    expect(await write({ revenue: -1n })).toBe('negative-amount');
    expect(await write({ revenue: 1n << 63n })).toBe('amount-too-large');
    expect(await write({ note: 'x'.repeat(501) })).toBe('note-too-long');
    expect(await write({}, day('2026-11-28'))).toBe('day-in-future');
    expect(await write({}, day('2026-11-25'))).toBe('cut-off-passed');
    expect(await write({}, day('2026-11-26'))).toBe('done');
    house.setNow('2026-11-27T12:00:00Z');
    const [entry] = await rows();
    const change = { entryId: entry!.id, revenue: 1n, cost: 0n, note: null, version: 1 };
    expect(codeOf(await house.entries.edit(riga.manager, change))).toBe('cut-off-passed');
    expect(codeOf(await house.entries.edit(kyiv.manager, change))).toBe('entry-not-found');
    expect(codeOf(await house.entries.edit(operator, change))).toBe('done');
    const representative = { ...operator, role: 'representative' as const };
    expect(codeOf(await house.entries.record(representative, anEntry(riga, TODAY)))).toBe('not-permitted');
  });

  it('go nowhere that is not active, and into no closed month', async () => {
    const places = house.house.house.context('billing').use(network);
    await places.setActive(admin, { kind: 'manager', id: riga.managerId, active: false });
    expect(codeOf(await house.entries.record(operator, anEntry(riga, TODAY)))).toBe('manager-inactive');
    await places.setActive(admin, { kind: 'office', id: kyiv.officeId, active: false });
    expect(codeOf(await house.entries.record(operator, anEntry(kyiv, TODAY)))).toBe('office-inactive');
    await places.setActive(admin, { kind: 'office', id: kyiv.officeId, active: true });
    const { billing } = openBilling(database, { now: '2026-11-27T09:00:00Z' });
    await billing.closePeriod(admin, { month: '2026-10' as LocalMonth });
    const old = anEntry(kyiv, day('2026-10-30'));
    expect(codeOf(await house.entries.record(operator, old))).toBe('period-closed');
    expect(await rows()).toEqual([]);
  });

  it('keep one row and every change under many hands', async () => {
    const hands = Array.from({ length: 8 }, (_, index) => BigInt(index));
    const made = await Promise.all(
      hands.map((cost) => house.entries.record(riga.manager, anEntry(riga, TODAY, { cost }))),
    );
    expect(made.map(codeOf).sort()).toEqual(['done', ...Array<string>(7).fill('entry-exists')]);
    const [entry] = await rows();
    expect(await rows()).toHaveLength(1);
    const edited = await Promise.all(
      hands.map((cost) =>
        house.entries.edit(riga.manager, {
          ...{ entryId: entry!.id, revenue: 77n, cost, note: null, version: 1 },
        }),
      ),
    );
    expect(edited.filter((result) => result.ok)).toHaveLength(1);
    expect(await rows()).toMatchObject([{ version: 2, revenue: 77n }]);
  });

  it('come many at once, all or none, each with its own outcome', async () => {
    const good = anEntry(riga, TODAY);
    const bad = anEntry(kyiv, day('2026-12-24'));
    const refused = await house.entries.recordMany(operator, [bad, good]);
    expect(refused.map(codeOf)).toEqual(['day-in-future', 'done']);
    expect(await rows()).toEqual([]);
    const written = await house.entries.recordMany(operator, [anEntry(kyiv, TODAY), good, good]);
    expect(written.map(codeOf)).toEqual(['done', 'done', 'done']);
    expect(await rows()).toHaveLength(2);
  });

  it('that are missing are told by office and manager, on working days', async () => {
    const missing = async (written: string) =>
      (await house.entries.missing(database.port.queries, day(written))).map(({ office }) => office.name);
    expect(await missing('2026-11-27')).toEqual(['Office KYIV', 'Office RIGA']);
    await recorded(riga);
    expect(await missing('2026-11-27')).toEqual(['Office KYIV']);
    const places = house.house.house.context('billing').use(network);
    await places.setActive(admin, { kind: 'manager', id: kyiv.managerId, active: false });
    expect(await missing('2026-11-27')).toEqual([]);
    expect(await missing('2026-11-28')).toEqual([]);
  });

  it('are summed by month within the reader’s sight, and found by key and day', async () => {
    await recorded(riga);
    await recorded(riga, day('2026-11-26'));
    await recorded(kyiv);
    const month = '2026-11' as LocalMonth;
    const totals = { currency: 'EUR', revenue: 20_000n, cost: 12_000n, profit: 8_000n, days: 2 };
    expect(await house.entries.monthOf(riga.manager, { month })).toEqual([totals]);
    expect(await house.entries.monthOf(operator, { month })).toMatchObject([{ profit: 12_000n }]);
    expect(await house.entries.monthOf(operator, { month, officeId: kyiv.officeId })).toMatchObject([
      { profit: 4_000n, days: 1 },
    ]);
    expect(await house.entries.find(kyiv.manager, anEntry(riga, TODAY))).toBeNull();
    expect(await house.entries.find(riga.manager, anEntry(riga, TODAY))).toMatchObject({ profit: 4_000n });
    expect(await house.entries.ofDay(operator, { day: TODAY })).toHaveLength(2);
    expect(await house.entries.ofDay(riga.manager, { day: TODAY })).toHaveLength(1);
  });

  it('are offered where the actor may write, with the geos and the currency that the office is used to', async () => {
    expect(await house.entries.offices(riga.manager)).toEqual([
      {
        ...{ id: riga.officeId, name: 'Office RIGA', currency: 'EUR' },
        geos: [{ id: riga.geoId, name: 'Geo RIGA' }],
      },
    ]);
    await house.entries.record(
      operator,
      anEntry(riga, TODAY, { geoId: kyiv.geoId, currency: 'UAH' as never }),
    );
    const [own] = await house.entries.offices(riga.manager);
    expect(own).toMatchObject({ currency: 'UAH', geos: [{ name: 'Geo RIGA' }, { name: 'Geo KYIV' }] });
    expect(await house.entries.offices(theHouse('job'))).toHaveLength(2);
  });

  it('keep the same rules in the panel’s form', async () => {
    const context = house.house.house.context('daily-entries');
    const { day: written, ...entry } = anEntry(riga, TODAY);
    const check = (values: object, actor = riga.manager) =>
      database.port.transaction((tx) =>
        dailyEntryResource.check!({ context, actor, tx, before: null, values: { ...entry, ...values } }),
      );
    expect(await check({ day: written })).toMatchObject({
      ok: true,
      value: { profit: 4_000n, importDigest: null },
    });
    expect(codeOf(await check({ day: '2026-11-20' }))).toBe('cut-off-passed');
    expect(codeOf(await check({ day: '2026-11-20' }, operator))).toBe('done');
    expect(codeOf(await check({ day: written, managerId: kyiv.managerId }))).toBe('manager-of-others');
  });
});
