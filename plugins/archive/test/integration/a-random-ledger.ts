// Ledgers as people make them over two years: several currencies, parts of payments, what is undone, disputed, claimed and credited.
import fc from 'fast-check';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { addDays, type LocalDate } from '../../../../src/values/local-date.js';
import { operator, type BillingHouse } from '../../../billing/test/integration/billing-house.js';

const FIRST = '2023-06-01' as LocalDate;
const OTHERS = ['USD', 'JPY'] as CurrencyCode[];

const DEEDS = [
  ...(['invoice', 'invoice', 'invoice', 'pay', 'part', 'part', 'settle', 'settle', 'settle'] as const),
  ...(['credit', 'void', 'reverse', 'undo', 'dispute', 'resolve', 'claim', 'confirm', 'reject'] as const),
];

interface Step {
  readonly what: (typeof DEEDS)[number];
  readonly who: number;
  readonly which: number;
  readonly amount: bigint;
  readonly days: number;
}

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...DEEDS),
    who: fc.nat(2),
    which: fc.nat(50),
    amount: fc.bigInt(1n, 5_000n),
    days: fc.nat(9),
  }),
  { minLength: 80, maxLength: 120 },
);

/** What has been made so far, for later steps to point at. */
interface Made {
  readonly invoices: string[];
  readonly payments: string[];
  readonly disputes: string[];
  readonly claims: string[];
}

interface Doing extends Step {
  readonly billing: BillingHouse;
  readonly made: Made;
  readonly on: LocalDate;
  readonly representativeId: string;
}

/** What the rules refuse does not happen. */
export async function liveThrough(
  billing: BillingHouse,
  representatives: readonly string[],
  all: readonly Step[],
): Promise<void> {
  billing.setNow(`${FIRST}T12:00:00Z`);
  // Whatever else happens, one pair may go.
  const [first = ''] = representatives;
  await billing.issued({ representativeId: first, total: 900n, on: FIRST });
  await billing.paid({ representativeId: first, amount: 900n, on: FIRST, allocate: true });
  const made: Made = { invoices: [], payments: [], disputes: [], claims: [] };
  let on = FIRST;
  for (const step of all) {
    on = addDays(on, step.days);
    billing.setNow(`${on}T12:00:00Z`);
    const representativeId = representatives[step.who % representatives.length] ?? first;
    await deeds[step.what]({ ...step, billing, made, on, representativeId });
  }
}

const deeds: Readonly<Record<Step['what'], (doing: Doing) => Promise<unknown>>> = {
  async invoice({ billing, made, representativeId, amount, on, which }) {
    const currency = which % 4 === 0 ? OTHERS[which % OTHERS.length] : undefined;
    const terms = { representativeId, total: amount, on, termDays: which % 40 };
    made.invoices.push(await billing.issued(currency ? { ...terms, currency } : terms));
  },
  async pay({ billing, made, representativeId, amount, on, which }) {
    made.payments.push(await billing.paid({ representativeId, amount, on, allocate: which % 2 === 0 }));
  },
  /** a part of an invoice, by a payment that may stretch over several */
  async part({ billing, made, which, amount, on }) {
    const [invoiceId, paymentId] = [pick(made.invoices, which), pick(made.payments, which)];
    if (invoiceId === null || paymentId === null) return;
    const shares = [{ invoiceId, amount }];
    await billing.billing.allocatePayment(operator, { paymentId, date: on, shares });
  },
  async settle({ billing, made, which, on }) {
    const invoiceId = pick(made.invoices, which);
    if (invoiceId === null) return;
    const { representativeId, outstanding, currency } = await billing.invoice(invoiceId);
    if (outstanding === 0n) return;
    const paymentId = await billing.paid({ representativeId, amount: outstanding, on, currency });
    made.payments.push(paymentId);
    const shares = [{ invoiceId, amount: outstanding }];
    await billing.billing.allocatePayment(operator, { paymentId, date: on, shares });
  },
  async credit({ billing, made, which, amount, on }) {
    const invoiceId = pick(made.invoices, which);
    if (invoiceId === null) return;
    await billing.billing.issueCreditNote(operator, { invoiceId, amount, reason: 'x', issueDate: on });
  },
  async void({ billing, made, which, on }) {
    const invoiceId = pick(made.invoices, which);
    if (invoiceId !== null) await billing.billing.voidInvoice(operator, { invoiceId, reason: 'x', date: on });
  },
  async reverse({ billing, made, which, on }) {
    const paymentId = pick(made.payments, which);
    if (paymentId !== null)
      await billing.billing.reversePayment(operator, { paymentId, reason: 'bounced', on });
  },
  /** what a payment had paid is free again */
  async undo({ billing, made, which }) {
    const paymentId = pick(made.payments, which);
    if (paymentId === null) return;
    const rows = await billing.tables
      .selectFrom('allocation')
      .select('id')
      .where('payment_id', '=', paymentId)
      .where('reverses_id', 'is', null)
      .execute();
    if (rows.length > 0)
      await billing.billing.unallocate(operator, { allocationIds: rows.map(({ id }) => id) });
  },
  async dispute({ billing, made, which }) {
    const invoiceId = pick(made.invoices, which);
    if (invoiceId === null) return;
    const disputed = await billing.billing.disputeInvoice(operator, { invoiceId, reason: 'wrong' });
    if (disputed.ok) made.disputes.push(disputed.value.disputeId);
  },
  async resolve({ billing, made, which }) {
    const disputeId = pick(made.disputes, which);
    if (disputeId !== null)
      await billing.billing.resolveDispute(operator, { disputeId, resolution: 'agreed' });
  },
  async claim({ billing, made, representativeId, which, amount }) {
    const claimed = await billing.billing.claimPayment(operator, {
      ...{ representativeId, amount, invoiceId: which % 3 === 0 ? pick(made.invoices, which) : null },
      ...{ currency: null, paidOn: null, note: null, receipt: null, key: null },
    });
    if (claimed.ok) made.claims.push(claimed.value.claimId);
  },
  async confirm({ billing, made, which }) {
    const claimId = pick(made.claims, which);
    if (claimId === null) return;
    const confirmed = await billing.billing.confirmClaim(operator, {
      ...{ claimId, amount: null, receivedOn: null, method: 'bank', reference: null, allocate: true },
    });
    if (confirmed.ok) made.payments.push(confirmed.value.paymentId);
  },
  async reject({ billing, made, which }) {
    const claimId = pick(made.claims, which);
    if (claimId !== null) await billing.billing.rejectClaim(operator, { claimId, reason: 'nothing came' });
  },
};

function pick(made: readonly string[], which: number): string | null {
  return made[which % Math.max(made.length, 1)] ?? null;
}
