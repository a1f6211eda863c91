import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import { addDays, type LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { InvoicesAsked } from '../../billing/contract/settlement.js';
import type { Candidate, Decision, OpenInvoice, Payer, Policy, ToDecide } from '../domain/decision.js';
import { likenessOfSounds, normaliseAccount, normaliseNumber, soundsOfName } from '../domain/normalise.js';
import { seesTheBank } from './access.js';
import type { Needs } from './needs.js';
import { policyOf } from './policy-of.js';
import { leftOf, type TransactionRecord } from './records.js';
import type { LookAgain } from './show-transaction.js';
import { openState } from './state-of.js';
import { invoiceOf, movementOf, payersOf, unclaimed, type DecisionSources } from './to-decide.js';
import type { LineRecord } from './work.js';

export interface CounterSources {
  /** waiting transactions of the amount, booked on one of these days, both included */
  opposite(
    queries: QueryHandle,
    asked: { readonly amount: bigint; readonly from: LocalDate; readonly to: LocalDate },
  ): Promise<readonly LineRecord[]>;
}

interface Parts extends Needs {
  readonly sources: DecisionSources & CounterSources;
  readonly decide: (asked: ToDecide) => Decision;
}

/** Enough to tell one from several; a person who needs more of them asks for them by name. */
const INVOICES_MOST = 500;
const NUMBERS_MOST = 60;
/** An invoice number is written in so many pieces at most: INV, 2026, 00042. */
const PIECES_MOST = 4;
const DIGITS_LEAST = 4;

/**
 * Decides anew about one transaction, out of what it names alone: the numbers in its text, what its payer owes, what has exactly its
 * amount. A part of the books shows no answer to be the only one, so that nothing is linked: what a run would link is suggested.
 */
export function makeLookAgain(parts: Parts): LookAgain {
  const { database, transactions, clock } = parts;
  return async (actor: Actor, seen: TransactionRecord): Promise<TransactionRecord | null> => {
    const decision = parts.decide(await readAround(parts, actor, seen));
    const candidates = candidatesFor(decision, seen.id);
    const leftover =
      decision.leftovers.find(({ transactionId }) => transactionId === seen.id)?.reason ?? null;
    return database.transaction(async (tx) => {
      const transaction = (await transactions.lock(tx.queries, [seen.id])).get(seen.id);
      if (transaction?.version !== seen.version) return null;
      const state = openState(transaction, transaction.settled, candidates);
      const change = { ...state, candidates, leftover: candidates.length > 0 ? null : leftover };
      await transactions.change(tx.queries, transaction, change, clock.now());
      return { ...transaction, ...change, version: transaction.version + 1 };
    });
  };
}

/** Decides anew about a transaction that waits. Refuses `unknown-transaction`. */
export function makeLookAtTransaction({ database, transactions }: Needs, lookAgain: LookAgain) {
  return async (actor: Actor, transactionId: string): Promise<Result<true, Refusal>> => {
    const transaction = seesTheBank(actor) && (await transactions.find(database.queries, transactionId));
    if (!transaction) return err({ code: 'unknown-transaction' });
    if (transaction.state === 'open' || transaction.state === 'suggested')
      await lookAgain(actor, transaction);
    return ok(true);
  };
}

function candidatesFor({ links, suggestions }: Decision, id: string): readonly Candidate[] {
  const linked = links.find(({ transactionId }) => transactionId === id);
  if (linked) return [linked];
  return suggestions.find(({ transactionId }) => transactionId === id)?.candidates ?? [];
}

async function readAround(parts: Parts, actor: Actor, transaction: TransactionRecord): Promise<ToDecide> {
  const { settlement, sources } = parts;
  const { queries } = parts.database;
  const policy = policyOf(await parts.settings());
  const learned = await sources.learned(queries);
  const payers = payersOf(await settlement.payers(queries, actor), learned);
  const { bookedOn, currency } = transaction;
  const left = leftOf(transaction);
  const invoices = left > 0n ? await invoicesAround(parts, actor, transaction, policy, payers) : [];
  const days = {
    from: addDays(bookedOn, -Math.max(policy.daysApart, left < 0n ? policy.daysLate : 0)),
    to: addDays(bookedOn, policy.daysApart),
  };
  const opposite = await sources.opposite(queries, { amount: -left, ...days });
  return {
    policy,
    payers,
    invoices,
    payments: await unclaimed(parts, queries, actor, {
      from: addDays(bookedOn, -policy.daysApart),
      to: days.to,
      currency,
      amount: left < 0n ? -left : left,
    }),
    movements: [transaction, ...opposite].map(movementOf),
    treatments: learned.treatments,
    ownAccounts: await sources.ownAccounts(queries),
  };
}

async function invoicesAround(
  { settlement, database }: Parts,
  actor: Actor,
  transaction: TransactionRecord,
  policy: Policy,
  payers: readonly Payer[],
): Promise<readonly OpenInvoice[]> {
  const { currency } = transaction;
  const found = new Map<string, OpenInvoice>();
  const read = async (asked: InvoicesAsked): Promise<void> => {
    const narrowed = { ...asked, currency, limit: INVOICES_MOST };
    for await (const page of settlement.openInvoices(database.queries, actor, narrowed))
      for (const invoice of page) found.set(invoice.id, invoiceOf(invoice));
  };
  const numbers = numbersIn(transaction);
  if (numbers.length > 0) await read({ numbers });
  await read({ outstanding: leftOf(transaction) });
  const owing = new Set([...found.values()].map(({ representativeId }) => representativeId));
  for (const { id } of payersLike(transaction, payers, policy.nameLikeness)) owing.add(id);
  if (owing.size > 0) await read({ representativeIds: [...owing] });
  return [...found.values()];
}

/** Whatever in the text may be an invoice's number: neighbouring pieces with digits enough. */
function numbersIn({ text, endToEndId, bankReference }: TransactionRecord): readonly string[] {
  const numbers = new Set<string>();
  for (const said of [text, endToEndId, bankReference]) {
    const pieces = (said ?? '').split(/[^\p{L}\p{N}]+/u).filter((piece) => piece !== '');
    for (let at = 0; at < pieces.length; at += 1)
      for (let many = 1; many <= PIECES_MOST && at + many <= pieces.length; many += 1) {
        const number = normaliseNumber(pieces.slice(at, at + many).join(''));
        if (number.replace(/\D/g, '').length >= DIGITS_LEAST) numbers.add(number);
      }
  }
  return [...numbers].slice(0, NUMBERS_MOST);
}

function payersLike(
  { counterparty, counterpartyAccount }: TransactionRecord,
  payers: readonly Payer[],
  least: number,
): readonly Payer[] {
  const account = counterpartyAccount === null ? null : normaliseAccount(counterpartyAccount);
  const heard = counterparty === null ? null : soundsOfName(counterparty);
  return payers.filter(({ name, aliases, accounts }) => {
    if (account !== null && accounts.includes(account)) return true;
    if (heard === null) return false;
    return [name, ...aliases].some((known) => likenessOfSounds(heard, soundsOfKnown(known)) >= least);
  });
}

const KNOWN_MOST = 100_000;
const known = new Map<string, readonly string[]>();

/** Payers keep their names, and spelling one out takes longer than comparing it. */
function soundsOfKnown(name: string): readonly string[] {
  const before = known.get(name);
  if (before) return before;
  if (known.size >= KNOWN_MOST) known.clear();
  const sounds = soundsOfName(name);
  known.set(name, sounds);
  return sounds;
}
