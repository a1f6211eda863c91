// What holds for whatever is decided, of whatever.
import { expect } from '@jest/globals';
import type { Candidate, Decision, ToDecide } from '../../domain/decision.js';

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, amount) => all + amount, 0n);

/** Every movement is linked, or has suggestions, or is left over: one of the three, once. */
export function expectWhole(asked: ToDecide, { links, suggestions, leftovers }: Decision): void {
  const told = [...links, ...suggestions, ...leftovers].map(({ transactionId }) => transactionId);
  expect([...told].sort()).toEqual(asked.movements.map(({ id }) => id).sort());
}

export function expectRulesFollowed({ policy }: ToDecide, { links, suggestions, leftovers }: Decision): void {
  for (const { rule } of links) expect(policy.rules[rule]).toBe('link');
  for (const { candidates } of suggestions) {
    expect(candidates.length).toBeGreaterThan(0);
    expect(candidates.length).toBeLessThanOrEqual(policy.mostSuggested);
    for (const { rule } of candidates) expect(policy.rules[rule]).not.toBe('off');
  }
  for (const { reason } of leftovers) expect(reason).not.toBe('');
}

export function expectExplained({ links, suggestions }: Decision): void {
  for (const { trace } of [...links, ...suggestions.flatMap(({ candidates }) => candidates)]) {
    expect(trace.length).toBeGreaterThan(0);
    for (const { code } of trace) expect(code).not.toBe('');
  }
}

/** Each candidate alone gives out no more than came, puts no more against an invoice than it owes, and keeps to one payer and currency. */
export function expectCandidatesSound(asked: ToDecide, decision: Decision): void {
  const invoices = byId(asked.invoices);
  const movements = byId(asked.movements);
  const payments = byId(asked.payments);
  for (const [id, candidate] of candidatesOf(decision)) {
    const movement = movements.get(id)!;
    const { allocations, writeOff, credit, representativeId, paymentId, counterMovementId } = candidate;
    expect(credit).toBeGreaterThanOrEqual(0n);
    const given = sum(allocations.map(({ amount }) => amount)) + credit;
    expect(given).toBeLessThanOrEqual(movement.amount > 0n ? movement.amount : 0n);
    for (const { invoiceId, amount } of [...allocations, ...(writeOff?.shares ?? [])]) {
      expect(amount).toBeGreaterThan(0n);
      expect(invoices.get(invoiceId)).toMatchObject({ representativeId, currency: movement.currency });
    }
    for (const [invoiceId, amount] of putAgainst([candidate]))
      expect(amount).toBeLessThanOrEqual(invoices.get(invoiceId)!.outstanding);
    if (paymentId !== null)
      expect(payments.get(paymentId)).toMatchObject({ representativeId, currency: movement.currency });
    if (counterMovementId !== null)
      expect(movements.get(counterMovementId)).toMatchObject({
        currency: movement.currency,
        amount: -movement.amount,
      });
  }
}

/** All links together put no more against an invoice than it owes, and take no payment and no movement twice. */
export function expectConserved(asked: ToDecide, { links }: Pick<Decision, 'links'>): void {
  const owed = new Map(asked.invoices.map(({ id, outstanding }) => [id, outstanding]));
  for (const [invoiceId, amount] of putAgainst(links))
    expect(amount).toBeLessThanOrEqual(owed.get(invoiceId)!);
  expectOnce(links.map(({ transactionId }) => transactionId));
  expectOnce(links.flatMap(({ paymentId }) => paymentId ?? []));
  expectOnce(links.flatMap(({ counterMovementId }) => counterMovementId ?? []));
}

/** A movement of which the bank gives a fraction of a minor unit is for a person to look at. */
export function expectFractionsUnlinked(asked: ToDecide, { links }: Decision): void {
  const movements = byId(asked.movements);
  for (const { transactionId } of links) expect(movements.get(transactionId)?.hasFraction).toBe(false);
}

/** What stands open when the links are carried out. */
export function afterLinks(asked: ToDecide, { links }: Decision): ToDecide {
  const put = putAgainst(links);
  const settled = new Set(links.map(({ transactionId }) => transactionId));
  const taken = new Set(links.map(({ paymentId }) => paymentId));
  return {
    ...asked,
    invoices: asked.invoices
      .map((invoice) => ({ ...invoice, outstanding: invoice.outstanding - (put.get(invoice.id) ?? 0n) }))
      .filter(({ outstanding }) => outstanding > 0n),
    payments: asked.payments.filter(({ id }) => !taken.has(id)),
    movements: asked.movements.filter(({ id }) => !settled.has(id)),
  };
}

/** The answer without the order that it is written in. */
export function inOneOrder({ links, suggestions, leftovers }: Decision): Decision {
  const sorted = <Row extends { readonly transactionId: string }>(rows: readonly Row[]): readonly Row[] =>
    [...rows].sort((a, b) => (a.transactionId < b.transactionId ? -1 : 1));
  return { links: sorted(links), suggestions: sorted(suggestions), leftovers: sorted(leftovers) };
}

function candidatesOf({ links, suggestions }: Decision): readonly (readonly [string, Candidate])[] {
  return [
    ...links.map((link) => [link.transactionId, link] as const),
    ...suggestions.flatMap(({ transactionId, candidates }) =>
      candidates.map((candidate) => [transactionId, candidate] as const),
    ),
  ];
}

/** by invoice: money and what is written off with it */
function putAgainst(candidates: readonly Candidate[]): ReadonlyMap<string, bigint> {
  const put = new Map<string, bigint>();
  for (const { allocations, writeOff } of candidates)
    for (const { invoiceId, amount } of [...allocations, ...(writeOff?.shares ?? [])])
      put.set(invoiceId, (put.get(invoiceId) ?? 0n) + amount);
  return put;
}

function expectOnce(ids: readonly string[]): void {
  expect(new Set(ids).size).toBe(ids.length);
}
