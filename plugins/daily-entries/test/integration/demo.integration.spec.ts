import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { queriesOf } from '../../../../src/query/queries.js';
import { fixedClock } from '../../../../src/values/clock.js';
import type { DailyEntriesTables } from '../../../../generated/tables/daily-entries.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';

forEachDialect('the demo of daily entries', (_dialect, open) => {
  let database: TestDatabase;
  let assembled: TestHouse;

  beforeAll(async () => {
    database = await open();
    assembled = await assembleTestHouse(database, { clock: fixedClock('2026-11-27T10:00:00Z') });
  });
  afterAll(async () => {
    assembled.close();
    await database.close();
  });

  const sow = async (...plugins: string[]): Promise<void> => {
    for (const { plugin, value } of assembled.house.seeds) {
      if (plugins.includes(plugin)) await value.run(assembled.house.context(plugin));
    }
  };
  const entries = () =>
    queriesOf<DailyEntriesTables>(database.port.queries)
      .selectFrom('daily_entry')
      .selectAll()
      .orderBy('id')
      .execute();

  it('has nothing to say of offices that are not there', async () => {
    await sow('daily-entries');
    expect(await entries()).toEqual([]);
  });

  it('knows two years of working days of four offices, up to yesterday, and is sown once', async () => {
    await sow('billing', 'daily-entries');
    const sown = await entries();
    expect(new Set(sown.map(({ office_id }) => office_id)).size).toBe(4);
    const days = sown.map(({ entry_day }) => entry_day).sort();
    expect([days[0]! < '2024-11-01', days.at(-1)]).toEqual([true, '2026-11-26']);
    expect(sown.filter(({ revenue, cost, profit }) => profit !== revenue - cost)).toEqual([]);
    await sow('daily-entries');
    expect(await entries()).toEqual(sown);
  });
});
