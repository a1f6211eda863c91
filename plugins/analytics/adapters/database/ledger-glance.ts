import { applyScope } from '../../../../src/query/row-scope.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { scopeOfRepresentatives, scopeOfRepresentativesRows } from '../../../billing/contract/row-scope.js';
import type { LedgerGlance } from '../../app/dashboard/load-dashboard.js';
import { analyticsTables } from './tables.js';

export const ledgerGlance: LedgerGlance = {
  async currencies(queries, actor) {
    const all = analyticsTables(queries)
      .selectFrom('representative')
      .select('currency')
      .distinct()
      .orderBy('currency');
    const rows = await applyScope(all, scopeOfRepresentatives(actor), 'representative').execute();
    return rows.map(({ currency }) => currency as CurrencyCode);
  },

  async hasInvoices(queries, actor) {
    const all = analyticsTables(queries)
      .selectFrom('invoice')
      .select('invoice.id')
      .where('invoice.status', '!=', 'draft')
      .limit(1);
    const found = await applyScope(all, scopeOfRepresentativesRows(actor), 'invoice').executeTakeFirst();
    return found !== undefined;
  },
};
