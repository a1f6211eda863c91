import type { Actor } from '../../src/kernel/permissions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { err, ok } from '../../src/values/result.js';
import { invoiceInFull, invoicePage, openByDueDay } from './adapters/database/invoices-view.js';
import { mayActFor } from './app/access.js';
import { businessDay } from './app/posting.js';
import type { InvoicesView } from './contract/invoices-view.js';
import { standingOf } from './domain/standing.js';
import type { BillingUseCases } from './use-cases.js';

/** The books as a chat shows them. */
export function provideInvoicesView(
  context: Pick<PluginContext, 'clock' | 'database' | 'may' | 'organisation'>,
  { ledger }: BillingUseCases,
): InvoicesView {
  const { queries } = context.database;
  const today = () => businessDay(context.clock, () => context.organisation());
  const mayRead = (actor: Actor): boolean => context.may(actor, 'billing.invoice.read');
  const mayReadOf = async (actor: Actor, representativeId: string): Promise<boolean> =>
    mayActFor(actor, await ledger.representatives.find(queries, representativeId));

  return {
    async page(actor, asked) {
      if (!mayRead(actor)) return err({ code: 'forbidden' });
      if (!(await mayReadOf(actor, asked.representativeId))) return err({ code: 'representative-not-found' });
      const wanted = { ...asked, limit: asked.limit + 1, today: await today() };
      const found = await invoicePage(queries, actor, wanted);
      return ok({ invoices: found.slice(0, asked.limit), more: found.length > asked.limit });
    },

    async one(actor, invoiceId) {
      if (!mayRead(actor)) return err({ code: 'forbidden' });
      const found = await invoiceInFull(queries, actor, { invoiceId, today: await today() });
      return found ? ok(found) : err({ code: 'unknown-invoice' });
    },

    async standing(actor, representativeId) {
      if (!mayRead(actor)) return err({ code: 'forbidden' });
      if (!(await mayReadOf(actor, representativeId))) return err({ code: 'representative-not-found' });
      const balances = await ledger.receivables.balances(queries, representativeId);
      const due = await openByDueDay(queries, representativeId);
      return ok(standingOf(balances, due, await today()));
    },
  };
}
