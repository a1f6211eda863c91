import { createHash } from 'node:crypto';
import type { DemoSeed } from '../../src/kernel/contributions.js';
import { theHouse } from '../../src/kernel/permissions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { localDateIn } from '../../src/values/local-date.js';
import { settlement, type OpenInvoiceView } from '../billing/contract/settlement.js';
import { demoStatements } from './app/demo-statements.js';
import { intake } from './intake.js';

const seeder = theHouse('system');

/** A week of bank statements over the demo's ledger. An account that is here has had its statement. */
export const demoSeed: DemoSeed = {
  name: 'bank-statements',
  async run(context) {
    const { queries } = context.database;
    const { accounts, takeStatements } = context.use(intake);
    for (const { account, statement, fileName } of demoStatements(await castOf(context))) {
      if (await accounts.find(queries, { identifier: account.identifier })) continue;
      const taken = await takeStatements(seeder, {
        ...{ file: { format: 'camt', statements: [statement] }, fileName },
        fileDigest: createHash('sha256').update(JSON.stringify(statement)).digest('hex'),
        ...{ account: null, open: [account], overrideReason: null },
      });
      if (!taken.ok) throw new Error(`the demo was refused: ${JSON.stringify(taken.error)}`);
    }
    return {};
  },
};

async function castOf(context: PluginContext) {
  const { queries } = context.database;
  const ledger = context.use(settlement);
  const invoices: OpenInvoiceView[] = [];
  for await (const page of ledger.openInvoices(queries, seeder, {})) invoices.push(...page);
  const { zone } = await context.organisation();
  return {
    ...{ invoices, today: localDateIn(context.clock.now(), zone) },
    payers: await ledger.payers(queries, seeder),
  };
}
