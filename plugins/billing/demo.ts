import type { DemoPeople, DemoSeed } from '../../src/kernel/contributions.js';
import { theHouse } from '../../src/kernel/permissions.js';
import type { Database, Transaction } from '../../src/kernel/ports.js';
import { localDateIn } from '../../src/values/local-date.js';
import { demoPeople, hasDemoDirectory, writeDemoDirectory } from './adapters/database/demo-directory.js';
import { writeDemoHistory } from './adapters/database/demo-history.js';
import { demoHistory } from './app/demo-history.js';
import { lockSeries } from './app/give-number.js';
import { seedDemoLedger } from './app/seed-demo.js';
import { makeUseCases, type BillingSurroundings } from './use-cases.js';

const seeder = theHouse('system');

/** The whole demo is one transaction: it is there or it is not, and a second run finds it there. */
export const demoSeed: DemoSeed = {
  name: 'ledger',
  run: (context): Promise<DemoPeople> =>
    context.database.transaction(async (tx) => {
      if (await hasDemoDirectory(tx)) return demoPeople(tx);
      const at = context.clock.now();
      const surroundings = { ...context, database: within(tx) } as unknown as BillingSurroundings;
      const { ledger, ...billing } = makeUseCases(surroundings);
      const { invoiceSeries } = await surroundings.settings();
      const cast = {
        ...(await writeDemoDirectory(tx, at)),
        today: localDateIn(at, (await context.organisation()).zone),
        series: await lockSeries(tx, ledger.series, { code: invoiceSeries, purpose: 'invoice', at }),
      };
      const history = demoHistory(cast);
      await writeDemoHistory(tx, history, at);
      await ledger.series.advance(tx.queries, history.series, at);
      await seedDemoLedger(
        { ...billing, actor: seeder, queries: tx.queries, invoices: ledger.invoices },
        cast,
      );
      return demoPeople(tx);
    }),
};

/** A database in which everything happens inside a transaction that is open already. */
function within(tx: Transaction): Database {
  return {
    dialect: tx.dialect,
    queries: tx.queries,
    transaction: (work) => work(tx),
    now: () => Promise.reject(new Error('the demo asks the house for the time')),
  };
}
