import { parseAmount } from '../../../../../src/values/money.js';
import type { CurrencyCode } from '../../../../../src/values/currency.js';
import type { LocalDate } from '../../../../../src/values/local-date.js';
import type {
  BankMovement,
  Decision,
  OpenInvoice,
  Payer,
  Policy,
  RecordedPayment,
  ToDecide,
} from '../../../domain/decision.js';
import { decide } from '../../../domain/decide/decide.js';
import { defaultPolicy } from '../../../domain/decide/policy.js';

// Only what matters is said; the rest is one invoice of May to one payer, and its payment.

export const day = (text: string) => text as LocalDate;

export function minor(amount: string, currency = 'EUR'): bigint {
  const parsed = parseAmount(amount, currency as CurrencyCode);
  if (!parsed.ok) throw new Error(`${amount} is no amount of ${currency}`);
  return parsed.value.minor;
}

export function payer(id: string, name: string, more: Partial<Payer> = {}): Payer {
  return { id, name, aliases: [], accounts: [], ...more };
}

interface InvoiceSaid extends Partial<Omit<OpenInvoice, 'outstanding' | 'currency'>> {
  readonly outstanding?: string;
  readonly currency?: string;
}

export function invoice(id: string, said: InvoiceSaid = {}): OpenInvoice {
  const currency = (said.currency ?? 'EUR') as CurrencyCode;
  return {
    number: `INV-2026-${id.replace(/\D/g, '').padStart(4, '0')}`,
    representativeId: 'acme',
    issuedOn: day('2026-05-01'),
    dueOn: day('2026-05-31'),
    ...said,
    id,
    currency,
    outstanding: minor(said.outstanding ?? '120.50', currency),
  };
}

interface MovementSaid extends Partial<Omit<BankMovement, 'amount' | 'currency'>> {
  readonly amount?: string;
  readonly currency?: string;
}

export function movement(id: string, said: MovementSaid = {}): BankMovement {
  const currency = (said.currency ?? 'EUR') as CurrencyCode;
  return {
    ownAccount: 'OURS1',
    bookedOn: day('2026-05-20'),
    hasFraction: false,
    counterparty: null,
    account: null,
    reference: null,
    endToEndId: null,
    ...said,
    id,
    currency,
    amount: minor(said.amount ?? '120.50', currency),
  };
}

interface PaymentSaid extends Partial<Omit<RecordedPayment, 'amount'>> {
  readonly amount?: string;
}

export function payment(id: string, said: PaymentSaid = {}): RecordedPayment {
  const currency = said.currency ?? ('EUR' as CurrencyCode);
  return {
    representativeId: 'acme',
    receivedOn: day('2026-05-20'),
    reference: null,
    ...said,
    id,
    currency,
    amount: minor(said.amount ?? '120.50', currency),
  };
}

export const ACME = payer('acme', 'Acme Trading LLC', { accounts: ['DE89 3704 0044 0532 0130 00'] });
export const BETA = payer('beta', 'Beta Logistics GmbH', { accounts: ['UA213223130000026007233566001'] });

interface Asked extends Partial<Omit<ToDecide, 'policy'>> {
  readonly policy?: Partial<Omit<Policy, 'rules'>> & { readonly rules?: Partial<Policy['rules']> };
}

export function decided(asked: Asked): Decision {
  return decide({
    payers: [ACME, BETA],
    invoices: [],
    payments: [],
    movements: [],
    treatments: [],
    ownAccounts: [],
    ...asked,
    policy: {
      ...defaultPolicy,
      ...asked.policy,
      rules: { ...defaultPolicy.rules, ...asked.policy?.rules },
    },
  });
}

/** "t1 invoice-number i1:120.50" for each link, amounts in minor units. */
export function linksOf(decision: Decision): readonly string[] {
  return decision.links.map((link) => `${link.transactionId} ${described(link)}`);
}

/** Candidates of each movement that is not linked, best first. */
export function suggestionsOf(decision: Decision): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    decision.suggestions.map(({ transactionId, candidates }) => [transactionId, candidates.map(described)]),
  );
}

export function leftoversOf(decision: Decision): readonly string[] {
  return decision.leftovers.map(({ transactionId, reason }) => `${transactionId} ${reason}`);
}

export function codesOf(candidate: {
  readonly trace: readonly { readonly code: string }[];
}): readonly string[] {
  return candidate.trace.map(({ code }) => code);
}

function described(
  candidate: Decision['links'][number] | Decision['suggestions'][number]['candidates'][number],
): string {
  const { rule, allocations, paymentId, credit, writeOff, counterMovementId, treatment } = candidate;
  return [
    rule,
    ...allocations.map(({ invoiceId, amount }) => `${invoiceId}:${amount}`),
    ...(paymentId ? [`payment ${paymentId}`] : []),
    ...(credit > 0n ? [`credit ${credit}`] : []),
    ...(writeOff
      ? [`off ${writeOff.shares.map(({ invoiceId, amount }) => `${invoiceId}:${amount}`).join(' ')}`]
      : []),
    ...(counterMovementId ? [`with ${counterMovementId}`] : []),
    ...(treatment ? [treatment.as] : []),
  ].join(' ');
}
