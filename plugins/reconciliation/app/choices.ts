import type { Actor } from '../../../src/kernel/permissions.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { OpenInvoiceView } from '../../billing/contract/settlement.js';
import type { InvoiceChoice, PayerChoice } from '../contract/work.js';
import { seesTheBank } from './access.js';
import type { Needs } from './needs.js';
import { written } from './shown.js';

const MOST = 50;

/**
 * Open invoices of the transaction's currency, for settling by hand: of one representative all of them, by due date; otherwise what
 * the term says of their number or their payer. Refuses `unknown-transaction`.
 */
export async function invoiceChoices(
  { database, transactions, settlement }: Needs,
  actor: Actor,
  transactionId: string,
  { term, representativeId }: { readonly term: string | null; readonly representativeId: string | null },
): Promise<Result<readonly InvoiceChoice[], Refusal>> {
  const { queries } = database;
  const transaction = seesTheBank(actor) && (await transactions.find(queries, transactionId));
  if (!transaction) return err({ code: 'unknown-transaction' });
  const { currency } = transaction;
  const read = async (asked: Parameters<typeof settlement.openInvoices>[2]) => {
    const found: OpenInvoiceView[] = [];
    for await (const page of settlement.openInvoices(queries, actor, { ...asked, currency, limit: MOST }))
      found.push(...page);
    return found;
  };

  const found: OpenInvoiceView[] = [];
  if (representativeId !== null) found.push(...(await read({ representativeIds: [representativeId] })));
  else if (term !== null) {
    const numbers = [term.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')];
    const named = await settlement.payers(queries, actor, { term, limit: MOST });
    found.push(...(await read({ numbers })));
    if (named.length > 0) found.push(...(await read({ representativeIds: named.map(({ id }) => id) })));
  } else found.push(...(await read({ outstanding: transaction.amount - transaction.settled })));

  const distinct = [...new Map(found.map((invoice) => [invoice.id, invoice])).values()];
  const ids = [...new Set(distinct.map((invoice) => invoice.representativeId))];
  const payers = new Map(
    (ids.length > 0 ? await settlement.payers(queries, actor, { ids }) : []).map(({ id, name }) => [
      id,
      name,
    ]),
  );
  return ok(
    distinct
      .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.number < b.number ? -1 : 1))
      .slice(0, MOST)
      .map((invoice) => ({
        id: invoice.id,
        number: invoice.number,
        representative: {
          id: invoice.representativeId,
          name: payers.get(invoice.representativeId) ?? '',
        },
        issuedOn: invoice.issuedOn,
        dueOn: invoice.dueOn,
        outstanding: written(invoice.outstanding, currency),
      })),
  );
}

/** Refuses `unknown-transaction`. */
export async function payerChoices(
  { database, transactions, settlement }: Needs,
  actor: Actor,
  transactionId: string,
  term: string | null,
): Promise<Result<readonly PayerChoice[], Refusal>> {
  const transaction = seesTheBank(actor) && (await transactions.find(database.queries, transactionId));
  if (!transaction) return err({ code: 'unknown-transaction' });
  const asked = { limit: MOST, ...(term === null ? {} : { term }) };
  const found = await settlement.payers(database.queries, actor, asked);
  return ok(found.map(({ id, name, currency }) => ({ id, name, currency })));
}
