// Movements that pay no invoice: transfers between accounts of ours, money that went back, and what a person has confirmed.
import { normaliseAccount, normaliseName, normaliseNumber, normaliseText } from '../normalise.js';
import type { BankMovement, Candidate, Policy, RuleName, TraceStep, TreatmentRule } from '../decision.js';
import { dayOf, plainAmount } from './book.js';

export interface Pairing {
  readonly rule: RuleName;
  /** what goes out and what comes in, by index */
  readonly out: number;
  readonly in: number;
  readonly doubts: readonly TraceStep[];
  readonly reasons: readonly TraceStep[];
}

/** Every movement's pairings. A pairing links by itself only where it is the only one of both its sides. */
export function pairingsOf(
  policy: Policy,
  movements: readonly BankMovement[],
  ownAccounts: readonly string[],
): ReadonlyMap<number, readonly Pairing[]> {
  const own = new Set(ownAccounts.map(normaliseAccount));
  const incoming = new Map<string, number[]>();
  movements.forEach(({ amount, currency }, index) => {
    if (amount > 0n) push(incoming, `${currency} ${amount}`, index);
  });
  const pairings = new Map<number, Pairing[]>();
  movements.forEach((out, index) => {
    if (out.amount >= 0n) return;
    for (const other of incoming.get(`${out.currency} ${-out.amount}`) ?? []) {
      const pairing = pairUp(policy, own, movements, index, other);
      if (!pairing) continue;
      push(pairings, index, pairing);
      push(pairings, other, pairing);
    }
  });
  return pairings;
}

function pairUp(
  policy: Policy,
  own: ReadonlySet<string>,
  movements: readonly BankMovement[],
  out: number,
  into: number,
): Pairing | null {
  const [from, to] = [movements[out]!, movements[into]!];
  const days = dayOf(from.bookedOn) - dayOf(to.bookedOn);
  const facts = { amount: plainAmount(to.amount, to.currency), currency: to.currency, days: Math.abs(days) };
  const base = { out, in: into };
  if (isTransfer(own, from, to) && Math.abs(days) <= policy.daysApart) {
    if (policy.rules['internal-transfer'] === 'off') return null;
    const reasons: TraceStep[] = [{ code: 'between-own-accounts', speaks: 'for', ...facts }];
    return { ...base, rule: 'internal-transfer', reasons, doubts: onlySuggests(policy, 'internal-transfer') };
  }
  if (policy.rules.reversal === 'off' || days < 0 || days > policy.daysLate) return null;
  const sameBy = sameCounterparty(from, to);
  if (!sameBy) return null;
  const reasons: TraceStep[] = [
    { code: `returned-to-same-${sameBy}`, speaks: 'for', ...facts, bookedOn: to.bookedOn },
  ];
  return { ...base, rule: 'reversal', reasons, doubts: onlySuggests(policy, 'reversal') };
}

function isTransfer(own: ReadonlySet<string>, from: BankMovement, to: BankMovement): boolean {
  const [fromOwn, toOwn] = [accountOf(from.ownAccount), accountOf(to.ownAccount)];
  if (fromOwn !== null && fromOwn === toOwn) return false;
  const [fromOther, toOther] = [accountOf(from.account), accountOf(to.account)];
  const namesIt = (other: string | null, side: string | null) =>
    other !== null && (side === null ? own.has(other) : other === side);
  // One side names the other's account, and the other side says nothing else.
  return (
    (namesIt(fromOther, toOwn) && (toOther === null || namesIt(toOther, fromOwn))) ||
    (namesIt(toOther, fromOwn) && (fromOther === null || namesIt(fromOther, toOwn)))
  );
}

function accountOf(account: string | null): string | null {
  return account === null ? null : normaliseAccount(account);
}

function sameCounterparty(from: BankMovement, to: BankMovement): 'account' | 'name' | 'reference' | null {
  if (from.ownAccount !== to.ownAccount) return null;
  if (from.account !== null && to.account !== null)
    return normaliseAccount(from.account) === normaliseAccount(to.account) ? 'account' : null;
  if (from.counterparty !== null && to.counterparty !== null)
    return normaliseName(from.counterparty) === normaliseName(to.counterparty) ? 'name' : null;
  const [sent, came] = [from.endToEndId, to.endToEndId];
  return sent !== null && came !== null && normaliseNumber(sent) === normaliseNumber(came)
    ? 'reference'
    : null;
}

function onlySuggests(policy: Policy, rule: RuleName): readonly TraceStep[] {
  return policy.rules[rule] === 'suggest' ? [{ code: 'rule-only-suggests', speaks: 'against' }] : [];
}

export function isOwnAccount(movement: BankMovement, ownAccounts: ReadonlySet<string>): boolean {
  const account = accountOf(movement.account);
  return account !== null && ownAccounts.has(account);
}

/** What a confirmed rule says, by account, name or text. */
export class Treatments {
  readonly #byValue = new Map<string, TreatmentRule[]>();
  readonly #texts: TreatmentRule[] = [];

  constructor(rules: readonly TreatmentRule[]) {
    for (const rule of [...rules].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
      if (rule.matches === 'text') this.#texts.push(rule);
      else push(this.#byValue, `${rule.matches} ${rule.value}`, rule);
    }
  }

  of(movement: BankMovement): readonly TreatmentRule[] {
    if (this.#byValue.size === 0 && this.#texts.length === 0) return [];
    const { account, counterparty, reference } = movement;
    return [
      ...(account === null ? [] : (this.#byValue.get(`account ${normaliseAccount(account)}`) ?? [])),
      ...(counterparty === null ? [] : (this.#byValue.get(`name ${normaliseName(counterparty)}`) ?? [])),
      ...this.#ofText(reference),
    ];
  }

  #ofText(text: string | null): readonly TreatmentRule[] {
    if (text === null || this.#texts.length === 0) return [];
    const words = ` ${normaliseText(text)} `;
    return this.#texts.filter(({ value }) => words.includes(` ${value} `));
  }
}

export function treatmentCandidate(rule: TreatmentRule, trace: readonly TraceStep[]): Candidate {
  return { ...WITHOUT_INVOICES, rule: 'treatment', treatment: rule.treat, trace };
}

export function pairCandidate(
  pairing: Pairing,
  counterMovementId: string,
  trace: readonly TraceStep[],
): Candidate {
  return { ...WITHOUT_INVOICES, rule: pairing.rule, counterMovementId, trace };
}

const WITHOUT_INVOICES = {
  representativeId: null,
  allocations: [],
  paymentId: null,
  credit: 0n,
  writeOff: null,
  counterMovementId: null,
  treatment: null,
} as const;

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
