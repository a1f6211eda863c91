// What the decision is given of the books: everything that waits, a page at a time.
import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import { addDays, type LocalDate } from '../../../src/values/local-date.js';
import type { RecordedPaymentView } from '../../billing/contract/settlement.js';
import type { BankMovement, OpenInvoice, Payer, RecordedPayment, ToDecide } from '../domain/decision.js';
import type { Needs } from './needs.js';
import { policyOf } from './policy-of.js';
import type { Learned } from './learned.js';
import { leftOf } from './records.js';
import type { LineRecord } from './work.js';

/** A movement, and how it stood when it was read. */
export interface Waiting {
  readonly line: LineRecord;
  /** as the last run left it: what a run finds again is not written again */
  readonly suggestions: string | null;
}

export interface DecisionSources {
  /** open and suggested transactions of active accounts, or of one statement, by id, a page after `after` */
  waiting(
    queries: QueryHandle,
    asked: { readonly statementId: string | null; readonly after: string; readonly limit: number },
  ): Promise<readonly Waiting[]>;
  /** what statements call the accounts of ours */
  ownAccounts(queries: QueryHandle): Promise<readonly string[]>;
  /** rules that a person has confirmed */
  learned(queries: QueryHandle): Promise<Learned>;
}

const PAGE = 2_000;

export async function readWaiting(
  { database }: Needs,
  sources: DecisionSources,
  statementId: string | null,
): Promise<readonly Waiting[]> {
  const found: Waiting[] = [];
  for (let after = ''; ;) {
    const page = await sources.waiting(database.queries, { statementId, after, limit: PAGE });
    found.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return found;
    after = last.line.id;
  }
}

export async function readToDecide(
  needs: Needs,
  sources: DecisionSources,
  actor: Actor,
  waiting: readonly Waiting[],
): Promise<ToDecide> {
  const { settlement } = needs;
  const { queries } = needs.database;
  const policy = policyOf(await needs.settings());
  const learned = await sources.learned(queries);
  const invoices: OpenInvoice[] = [];
  for await (const page of settlement.openInvoices(queries, actor, {})) invoices.push(...page.map(invoiceOf));
  const days = waiting.map(({ line }) => line.bookedOn).sort();
  const [first, last] = [days[0], days.at(-1)];
  return {
    policy,
    payers: payersOf(await settlement.payers(queries, actor), learned),
    invoices,
    payments:
      first === undefined || last === undefined
        ? []
        : await unclaimed(needs, queries, actor, {
            from: addDays(first, -policy.daysApart),
            to: addDays(last, policy.daysApart),
          }),
    movements: waiting.map(({ line }) => movementOf(line)),
    treatments: learned.treatments,
    ownAccounts: await sources.ownAccounts(queries),
  };
}

export function payersOf(
  views: readonly { readonly id: string; readonly name: string }[],
  { aliases, accounts }: Learned,
): readonly Payer[] {
  return views.map(({ id, name }) => ({
    ...{ id, name },
    aliases: aliases.get(id) ?? [],
    accounts: accounts.get(id) ?? [],
  }));
}

/** Recorded payments as far as no bank transaction stands for them. */
export async function unclaimed(
  { settlement, settlements }: Needs,
  queries: QueryHandle,
  actor: Actor,
  asked: Parameters<typeof settlement.recordedPayments>[2] & {
    readonly from: LocalDate;
    readonly to: LocalDate;
  },
): Promise<readonly RecordedPayment[]> {
  const found = await settlement.recordedPayments(queries, actor, asked);
  const claimed = await settlements.claimedOf(
    queries,
    found.map(({ id }) => id),
  );
  return found
    .map((payment) => paymentOf(payment, claimed.get(payment.id) ?? 0n))
    .filter(({ amount }) => amount > 0n);
}

const paymentOf = (
  { id, representativeId, receivedOn, currency, amount, reference }: RecordedPaymentView,
  claimed: bigint,
): RecordedPayment => ({ id, representativeId, receivedOn, currency, amount: amount - claimed, reference });

export const invoiceOf = (invoice: OpenInvoice): OpenInvoice => ({
  id: invoice.id,
  number: invoice.number,
  representativeId: invoice.representativeId,
  issuedOn: invoice.issuedOn,
  dueOn: invoice.dueOn,
  currency: invoice.currency,
  outstanding: invoice.outstanding,
});

export function movementOf(line: LineRecord): BankMovement {
  const said = [line.text, line.bankReference].filter((text) => text !== null);
  return {
    id: line.id,
    ownAccount: line.account.identifier,
    bookedOn: line.bookedOn,
    amount: leftOf(line),
    hasFraction: line.fraction !== 0,
    currency: line.currency,
    counterparty: line.counterparty,
    account: line.counterpartyAccount,
    reference: said.length > 0 ? said.join(' ') : null,
    endToEndId: line.endToEndId,
  };
}
