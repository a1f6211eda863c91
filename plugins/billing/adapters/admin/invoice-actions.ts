import type { ActionRequest, AdminAction, FormField } from '../../../../src/kernel/contributions.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import { formatQuantity } from '../../../../src/values/quantity.js';
import { formatRate, NO_RATE, type Rate } from '../../../../src/values/rate.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { DraftInvoice } from '../../app/save-draft-invoice.js';
import { useCases } from '../../use-cases.js';
import type { FormReader } from '../form-reader.js';
import { done, readAction, recordOf, recordPage } from './action-form.js';

const isDraft = (invoice: Readonly<Record<string, unknown>>): boolean => invoice['status'] === 'draft';
const isOpen = ({ status }: Readonly<Record<string, unknown>>): boolean =>
  status === 'issued' || status === 'partly_paid';

const draftForm: readonly FormField[] = [
  { name: 'representativeId', kind: 'reference', reference: 'Representative', required: true },
  { name: 'currency', kind: 'currency' },
  { name: 'termDays', kind: 'number' },
  { name: 'taxInclusive', kind: 'boolean' },
  {
    name: 'lines',
    kind: 'rows',
    columns: [
      { name: 'productId', kind: 'reference', reference: 'Product' },
      { name: 'description', kind: 'text' },
      { name: 'quantity', kind: 'number', required: true },
      { name: 'unitPrice', kind: 'money', currencyField: 'currency' },
      { name: 'discountRate', kind: 'number' },
      { name: 'taxRate', kind: 'number' },
    ],
  },
  { name: 'note', kind: 'longtext' },
];

const newDraft: AdminAction = {
  name: 'new-draft',
  resource: 'Invoice',
  on: 'resource',
  permission: 'billing.invoice.draft',
  icon: 'Plus',
  form: draftForm,
  async defaults({ context }) {
    const { defaultTermDays } = await context.settings();
    return { termDays: String(defaultTermDays), taxInclusive: false, lines: [{ quantity: '1' }] };
  },
  async run(request) {
    const draft = await readDraft(request, 'Invoice.new-draft');
    if (!draft.ok) return draft;
    const saved = await request.context.use(useCases).createDraftInvoice(request.actor, draft.value);
    if (!saved.ok) return saved;
    return ok(done('Invoice.new-draft', {}, { redirect: recordPage('Invoice', saved.value.invoiceId) }));
  },
};

const editDraft: AdminAction = {
  name: 'edit-draft',
  resource: 'Invoice',
  on: 'record',
  permission: 'billing.invoice.draft',
  icon: 'Edit',
  available: isDraft,
  form: [...draftForm, { name: 'version', kind: 'hidden' }],
  async defaults(request) {
    const { ledger } = request.context.use(useCases);
    const { queries } = request.context.database;
    const invoice = await ledger.invoices.find(queries, recordOf(request));
    if (!invoice) return {};
    const lines = await ledger.invoices.linesOf(queries, invoice.id);
    return {
      representativeId: invoice.representativeId,
      currency: invoice.currency,
      termDays: String(invoice.termDays),
      taxInclusive: invoice.taxInclusive,
      note: invoice.note ?? '',
      version: String(invoice.version),
      lines: lines.map((line) => ({
        productId: line.productId ?? '',
        description: line.description,
        quantity: formatQuantity(line.quantity),
        unitPrice: formatAmount(money(line.unitPrice, invoice.currency)),
        discountRate: formatRate(line.discountRate as Rate),
        taxRate: formatRate(line.taxRate as Rate),
      })),
    };
  },
  async run(request) {
    const draft = await readDraft(request, 'Invoice.edit-draft');
    if (!draft.ok) return draft;
    const invoiceId = recordOf(request);
    // A form that does not say which version it was opened at is the newest one there is.
    const version = Number(request.input['version']) || null;
    const change = { ...draft.value, invoiceId, version };
    const saved = await request.context.use(useCases).updateDraftInvoice(request.actor, change);
    return saved.ok
      ? ok(done('Invoice.edit-draft', {}, { redirect: recordPage('Invoice', invoiceId) }))
      : saved;
  },
};

const deleteDraft: AdminAction = {
  name: 'delete-draft',
  resource: 'Invoice',
  on: 'record',
  permission: 'billing.invoice.draft',
  icon: 'Trash2',
  confirm: true,
  danger: true,
  available: isDraft,
  async run(request) {
    const invoiceId = recordOf(request);
    const deleted = await request.context.use(useCases).deleteDraftInvoice(request.actor, { invoiceId });
    if (!deleted.ok) return deleted;
    const undo = { href: '/admin/x/host/trash/restore', body: { ids: [deleted.value.trashId] } };
    return ok(done('Invoice.delete-draft', {}, { redirect: '/admin/resources/Invoice', undo }));
  },
};

const issue: AdminAction = {
  name: 'issue',
  resource: 'Invoice',
  on: 'record',
  permission: 'billing.invoice.issue',
  icon: 'Send',
  confirm: true,
  available: isDraft,
  form: [{ name: 'issueDate', kind: 'date' }],
  async run(request) {
    const form = readAction(request, 'Invoice.issue', (read) => ({
      issueDate: read.optionalDate('issueDate'),
    }));
    if (!form.ok) return form;
    const invoiceId = recordOf(request);
    const issued = await request.context
      .use(useCases)
      .issueInvoice(request.actor, { invoiceId, ...form.value });
    if (!issued.ok) return issued;
    const { number, warning } = issued.value;
    const next = { redirect: recordPage('Invoice', invoiceId) };
    if (warning === null) return ok(done('Invoice.issue', { number }, next));
    return ok({
      message: { key: 'billing:actions.Invoice.issue.overLimit', facts: { ...warning, number } },
      ...next,
    });
  },
};

const voidInvoice: AdminAction = {
  name: 'void',
  resource: 'Invoice',
  on: 'record',
  permission: 'billing.invoice.void',
  icon: 'Slash',
  confirm: true,
  danger: true,
  typed: true,
  // Once anything is paid or credited, only a credit note corrects it.
  available: (invoice) => invoice['status'] === 'issued',
  form: [
    { name: 'reason', kind: 'text', required: true },
    { name: 'date', kind: 'date' },
  ],
  async run(request) {
    const form = readAction(request, 'Invoice.void', (read) => ({
      reason: read.text('reason', 500),
      date: read.optionalDate('date'),
    }));
    if (!form.ok) return form;
    const invoiceId = recordOf(request);
    const voided = await request.context
      .use(useCases)
      .voidInvoice(request.actor, { invoiceId, ...form.value });
    return voided.ok ? ok(done('Invoice.void', voided.value)) : voided;
  },
};

const creditNote: AdminAction = {
  name: 'credit-note',
  resource: 'Invoice',
  on: 'record',
  permission: 'billing.credit-note.issue',
  icon: 'RotateCcw',
  available: isOpen,
  form: [
    { name: 'amount', kind: 'money', currencyField: 'currency', required: true },
    { name: 'reason', kind: 'text', required: true },
    { name: 'issueDate', kind: 'date' },
  ],
  async defaults(request) {
    const invoice = await findInvoice(request);
    return invoice ? { amount: formatAmount(money(invoice.outstanding, invoice.currency)) } : {};
  },
  async run(request) {
    const invoice = await findInvoice(request);
    if (!invoice) return err({ code: 'unknown-invoice' });
    const form = readAction(request, 'Invoice.credit-note', (read) => ({
      amount: read.amount('amount', invoice.currency),
      reason: read.text('reason', 500),
      issueDate: read.optionalDate('issueDate'),
    }));
    if (!form.ok) return form;
    const asked = { invoiceId: invoice.id, ...form.value };
    const issued = await request.context.use(useCases).issueCreditNote(request.actor, asked);
    return issued.ok ? ok(done('Invoice.credit-note', { number: issued.value.number })) : issued;
  },
};

const print: AdminAction = {
  name: 'print',
  resource: 'Invoice',
  on: 'record',
  permission: 'billing.invoice.read',
  icon: 'Printer',
  available: (invoice) => !isDraft(invoice),
  run: (request) =>
    Promise.resolve(
      ok(done('Invoice.print', {}, { download: `/admin/x/billing/invoices/${recordOf(request)}/pdf` })),
    ),
};

const printCreditNote: AdminAction = {
  name: 'print',
  resource: 'CreditNote',
  on: 'record',
  permission: 'billing.credit-note.read',
  icon: 'Printer',
  run: (request) =>
    Promise.resolve(
      ok(
        done('CreditNote.print', {}, { download: `/admin/x/billing/credit-notes/${recordOf(request)}/pdf` }),
      ),
    ),
};

export const invoiceActions: readonly AdminAction[] = [
  newDraft,
  editDraft,
  issue,
  print,
  creditNote,
  voidInvoice,
  deleteDraft,
  printCreditNote,
];

async function findInvoice(request: Pick<ActionRequest, 'context' | 'ids'>) {
  const { ledger } = request.context.use(useCases);
  return ledger.invoices.find(request.context.database.queries, recordOf(request));
}

/** Prices are typed in the invoice's currency: the one chosen, or the representative's own. */
async function readDraft(
  request: ActionRequest,
  action: 'Invoice.new-draft' | 'Invoice.edit-draft',
): Promise<Result<DraftInvoice, Refusal>> {
  const { context, input } = request;
  const { ledger } = context.use(useCases);
  const id = typeof input['representativeId'] === 'string' ? input['representativeId'] : '';
  const representative = id === '' ? null : await ledger.representatives.find(context.database.queries, id);
  return readAction(request, action, (read) => {
    const representativeId = read.text('representativeId', 36);
    const currency = read.optionalCurrency('currency');
    // An unknown representative is refused by the use case, whatever its prices are.
    const priced = currency ?? representative?.currency ?? ('EUR' as CurrencyCode);
    return {
      representativeId,
      currency,
      termDays: read.optionalCount('termDays', 365),
      taxInclusive: read.flag('taxInclusive'),
      note: read.optionalText('note', 1000),
      lines: read.rows('lines', (line) => readLine(line, priced)),
    };
  });
}

function readLine(line: FormReader, currency: CurrencyCode): DraftInvoice['lines'][number] {
  return {
    productId: line.optionalText('productId', 36),
    description: line.optionalText('description', 500),
    quantity: line.quantity('quantity'),
    unitPrice: line.optionalAmount('unitPrice', currency),
    discountRate: line.optionalRate('discountRate') ?? NO_RATE,
    taxRate: line.optionalRate('taxRate'),
  };
}
