import type { SearchProvider } from '../../../../src/kernel/contributions.js';
import { scopeOfInvoices, scopeOfRepresentatives } from '../../scopes.js';
import { invoicesByNumber, representativesByName } from '../database/search.js';
import { recordPage } from './action-form.js';

export const searchProviders: readonly SearchProvider[] = [
  {
    name: 'invoices',
    permission: 'billing.invoice.read',
    async search({ context, actor, term, limit }) {
      const scope = scopeOfInvoices(actor);
      const found = await invoicesByNumber(context.database.queries, { term, limit, scope });
      return found.map(({ id, number, status }) => ({
        title: number ?? id,
        note: context.translator.text(actor.language, `billing:statuses.${status}`),
        link: recordPage('Invoice', id),
      }));
    },
  },
  {
    name: 'representatives',
    permission: 'billing.representative.read',
    async search({ context, actor, term, limit }) {
      const scope = scopeOfRepresentatives(actor);
      const found = await representativesByName(context.database.queries, { term, limit, scope });
      return found.map(({ id, code, name }) => ({
        title: name,
        note: code,
        link: recordPage('Representative', id),
      }));
    },
  },
];
