import type { DemoPeople, DemoSeed } from '../../src/kernel/contributions.js';
import { theHouse } from '../../src/kernel/permissions.js';
import { hasDemoRates, writeDemoFigures } from './adapters/database/demo-figures.js';
import { demoRates, demoTargets } from './app/demo-figures.js';
import { analytics } from './contract/query.js';
import { firstDayOf, monthOf } from '../../src/values/local-date.js';
import { monthsLater } from './domain/dashboard-filters.js';

const seeder = theHouse('system');

/** Rates of two years, and plans for the last twelve months and this one: a little more than was sold a year before. */
export const demoSeed: DemoSeed = {
  name: 'rates and plans',
  async run(context): Promise<DemoPeople> {
    const today = await context.use(analytics).today();
    if (await hasDemoRates(context.database.queries)) return {};
    const first = monthsLater(firstDayOf(monthOf(today)), -24);
    const found = await context
      .use(analytics)
      .query(seeder, { measures: ['sales'], by: ['month'], from: first, to: today });
    if (!found.ok) throw new Error(`the demo's sales were refused: ${JSON.stringify(found.error)}`);
    const figures = { rates: demoRates(first), targets: demoTargets(found.value.rows) };
    await context.database.transaction((tx) => writeDemoFigures(tx.queries, figures, context.clock.now()));
    return {};
  },
};
