import type { Actor } from '../../../src/kernel/permissions.js';
import { addDays, type LocalDate } from '../../../src/values/local-date.js';
import { NO_RATE } from '../../../src/values/rate.js';
import type { Refusal, Result } from '../../../src/values/result.js';
import type { makeAllocatePayment } from './allocate-payment.js';
import type { makeClaimPayment } from './claim-payment.js';
import type { makeDisputeInvoice } from './dispute-invoice.js';
import type { makeIssueCreditNote } from './issue-credit-note.js';
import type { makeIssueInvoice } from './issue-invoice.js';
import type { Invoices } from './ledger.js';
import type { makeRecordPayment } from './record-payment.js';
import type { makeCreateDraftInvoice } from './save-draft-invoice.js';
import type { makeVoidInvoice } from './void-invoice.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';

interface Needs {
  readonly actor: Actor;
  readonly queries: QueryHandle;
  readonly invoices: Invoices;
  readonly createDraftInvoice: ReturnType<typeof makeCreateDraftInvoice>;
  readonly issueInvoice: ReturnType<typeof makeIssueInvoice>;
  readonly voidInvoice: ReturnType<typeof makeVoidInvoice>;
  readonly issueCreditNote: ReturnType<typeof makeIssueCreditNote>;
  readonly recordPayment: ReturnType<typeof makeRecordPayment>;
  readonly allocatePayment: ReturnType<typeof makeAllocatePayment>;
  readonly claimPayment: ReturnType<typeof makeClaimPayment>;
  readonly disputeInvoice: ReturnType<typeof makeDisputeInvoice>;
}

interface Cast {
  readonly today: LocalDate;
  readonly representatives: readonly { readonly id: string; readonly currency: string }[];
  readonly products: readonly { readonly id: string; readonly currency: string }[];
}

const INVOICES = 84;
const DAYS_BACK = 150;

/** What becomes of the demo's invoices, in turns. */
const FATES = [
  'paid',
  'open',
  'part-paid',
  'draft',
  'paid',
  'credited',
  'open',
  'paid',
  'void',
  'part-paid',
] as const;

/** Eighty-odd invoices in every status over the last five months, and payments. No month is closed: a ledger of earlier years can be imported beside it. */
export async function seedDemoLedger(
  needs: Needs,
  { today, representatives, products }: Cast,
): Promise<void> {
  const open: string[] = [];
  for (let n = 0; n < INVOICES; n += 1) {
    const representative = representatives[n % representatives.length]!;
    const issueDate = addDays(today, Math.floor((n * DAYS_BACK) / INVOICES) - DAYS_BACK);
    const product = products.find(({ currency }) => currency === representative.currency);
    const invoiceId = await aDraft(needs, representative.id, product?.id ?? null, n);
    const fate = FATES[n % FATES.length]!;
    if (fate === 'draft') continue;
    done(await needs.issueInvoice(needs.actor, { invoiceId, issueDate }));
    if (fate === 'open') open.push(invoiceId);
    await meetFate(needs, { fate, invoiceId, representativeId: representative.id, issueDate, today, n });
  }
  // Money that came ahead of any invoice: left to be allocated by whoever tries the demo.
  for (const representative of representatives.slice(0, 4)) {
    await pay(needs, representative.id, 250_000n, addDays(today, -2), 'advance');
  }
  await whatIsSaid(needs, open.slice(-4), today);
}

/** Of the newest open invoices: one is disputed, the others are said to be paid, which waits for whoever tries the demo. */
async function whatIsSaid(
  needs: Needs,
  [disputed, ...paid]: readonly string[],
  today: LocalDate,
): Promise<void> {
  const { actor } = needs;
  if (disputed !== undefined) {
    const reason = 'The roaming of the second week was billed twice';
    done(await needs.disputeInvoice(actor, { invoiceId: disputed, reason }));
  }
  for (const [n, invoiceId] of paid.entries()) {
    const { representativeId, outstanding } = (await needs.invoices.find(needs.queries, invoiceId))!;
    const said = { representativeId, invoiceId, currency: null, amount: outstanding };
    const note = n === 0 ? 'Sent from our new bank' : null;
    const terms = { paidOn: addDays(today, -n), note, receipt: null, key: null };
    done(await needs.claimPayment(actor, { ...said, ...terms }));
  }
}

async function aDraft(
  needs: Needs,
  representativeId: string,
  productId: string | null,
  n: number,
): Promise<string> {
  const line = { productId, quantity: BigInt(1 + (n % 5)) * 1000n, discountRate: NO_RATE, taxRate: null };
  const draft = {
    representativeId,
    currency: null,
    termDays: n % 3 === 0 ? 14 : 30,
    taxInclusive: n % 6 === 0,
    note: null,
    lines: [
      { ...line, description: null, unitPrice: null },
      {
        ...line,
        productId: null,
        description: `Roaming, run ${n + 1}`,
        unitPrice: BigInt(20_000 + 1_370 * (n % 11)),
      },
    ],
  };
  return done(await needs.createDraftInvoice(needs.actor, draft)).invoiceId;
}

async function meetFate(
  needs: Needs,
  story: {
    readonly fate: (typeof FATES)[number];
    readonly invoiceId: string;
    readonly representativeId: string;
    readonly issueDate: LocalDate;
    readonly today: LocalDate;
    readonly n: number;
  },
): Promise<void> {
  const { fate, invoiceId, representativeId, issueDate, today, n } = story;
  const { actor } = needs;
  if (fate === 'open') return;
  const later = addDays(issueDate, 3 + (n % 20));
  const date = later < today ? later : today;
  const total = (await needs.invoices.find(needs.queries, invoiceId))?.total ?? 0n;
  if (fate === 'void') {
    done(await needs.voidInvoice(actor, { invoiceId, reason: 'Issued twice', date }));
    return;
  }
  if (fate === 'credited') {
    const credit = { invoiceId, amount: total / 4n, reason: 'Outage', issueDate: date };
    done(await needs.issueCreditNote(actor, credit));
    return;
  }
  const amount = fate === 'paid' ? total : total / 2n;
  const paymentId = await pay(needs, representativeId, amount, date, `transfer ${n + 1}`);
  done(await needs.allocatePayment(actor, { paymentId, shares: [{ invoiceId, amount }], date }));
}

async function pay(
  needs: Needs,
  representativeId: string,
  amount: bigint,
  receivedOn: LocalDate,
  reference: string,
): Promise<string> {
  const terms = { currency: null, method: 'bank', note: null, allocate: false };
  return done(
    await needs.recordPayment(needs.actor, { representativeId, amount, receivedOn, reference, ...terms }),
  ).paymentId;
}

function done<Value>(result: Result<Value, Refusal>): Value {
  if (!result.ok) throw new Error(`the demo was refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
