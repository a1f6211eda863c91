import type { z } from 'zod';
import { defineOperation, type ApiOperation, type ApiRequest } from '../../../../src/kernel/contributions.js';
import { err, ok } from '../../../../src/values/result.js';
import { useCases } from '../../use-cases.js';
import { readChange, readDraft } from './drafts.js';
import {
  byId,
  creditBody,
  creditNote,
  draft,
  draftChange,
  invoice,
  invoiceFilters,
  invoicePage,
  issueBody,
  voidBody,
} from './invoice-schemas.js';
import { readCursor } from './keyset.js';
import {
  creditNotesOf,
  orderOf,
  readInvoice,
  readInvoicePage,
  seenInvoice,
  summaryJson,
} from './read-invoices.js';
import { refused } from './refused.js';
import { readCurrency, readMoney } from './values.js';
import { visibleFields } from './visible-fields.js';

type ById = z.infer<typeof byId>;

const READ = 'billing.invoice.read';
const UNKNOWN = err({ code: 'unknown-invoice', status: 404 as const });

const list = defineOperation({
  name: 'billing.list-invoices',
  method: 'GET',
  path: '/invoices',
  permission: READ,
  summary: 'List invoices',
  description: 'What several filters say must all hold.',
  parameters: invoiceFilters,
  answer: { status: 200, schema: invoicePage },
  async handle(request) {
    const { context, actor, parameters } = request;
    const order = orderOf(parameters, actor);
    const place = readCursor(parameters.cursor, order);
    if (!place.ok) return place;
    const page = await readInvoicePage(context.database.queries, actor, parameters, order, place.value);
    const seen = visibleFields<ReturnType<typeof summaryJson>>(request, 'Invoice');
    return ok({
      data: page.rows.map((row) => seen(summaryJson(row))),
      next: page.cursor === null ? null : request.next(page.cursor),
    });
  },
});

const read = defineOperation({
  name: 'billing.read-invoice',
  method: 'GET',
  path: '/invoices/{id}',
  permission: READ,
  summary: 'Read an invoice with its lines, allocations and credit notes',
  parameters: byId,
  versioned: true,
  answer: { status: 200, schema: invoice },
  refusals: [404],
  async handle(request) {
    const found = await readInvoice(request, request.parameters.id);
    return found ? ok(found) : UNKNOWN;
  },
});

const create = defineOperation({
  name: 'billing.create-invoice',
  method: 'POST',
  path: '/invoices',
  permission: 'billing.invoice.draft',
  answerPermission: READ,
  summary: 'Create a draft',
  description: 'It has no number and owes nothing until it is issued.',
  body: draft,
  answer: { status: 201, schema: invoice, location: '/invoices' },
  async handle(request) {
    const read = await readDraft(request, request.body);
    if (!read.ok) return refused(read.error);
    const created = await request.context.use(useCases).createDraftInvoice(request.actor, read.value);
    return created.ok ? created : refused(created.error);
  },
  answered: (request, { invoiceId }) => readInvoice(request, invoiceId),
});

const update = defineOperation({
  name: 'billing.update-invoice',
  method: 'PATCH',
  path: '/invoices/{id}',
  permission: 'billing.invoice.draft',
  answerPermission: READ,
  summary: 'Change a draft',
  parameters: byId,
  body: draftChange,
  versioned: true,
  answer: { status: 200, schema: invoice },
  refusals: [404],
  async handle(request) {
    const { context, actor, parameters, version } = request;
    const seen = await seenInvoice(request, parameters.id);
    if (!seen) return UNKNOWN;
    const stale = err({ code: 'changed-meanwhile', version: seen.version, status: 412 as const });
    if (version !== null && version !== seen.version) return stale;
    const read = await readChange(request, parameters.id, request.body);
    if (!read.ok) return refused(read.error);
    const change = { ...read.value, invoiceId: parameters.id, version: seen.version };
    const updated = await context.use(useCases).updateDraftInvoice(actor, change);
    return updated.ok ? updated : await withVersion(request, refused(updated.error));
  },
  answered: (request) => readInvoice(request, request.parameters.id),
});

const remove = defineOperation({
  name: 'billing.delete-invoice',
  method: 'DELETE',
  path: '/invoices/{id}',
  permission: 'billing.invoice.draft',
  summary: 'Delete a draft',
  description: 'An issued invoice is void or credited, never deleted.',
  parameters: byId,
  answer: { status: 204 },
  refusals: [404],
  async handle(request) {
    const { context, actor, parameters } = request;
    if (!(await seenInvoice(request, parameters.id))) return UNKNOWN;
    const deleted = await context.use(useCases).deleteDraftInvoice(actor, { invoiceId: parameters.id });
    return deleted.ok ? deleted : refused(deleted.error);
  },
});

const issue = defineOperation({
  name: 'billing.issue-invoice',
  method: 'POST',
  path: '/invoices/{id}/issue',
  permission: 'billing.invoice.issue',
  answerPermission: READ,
  summary: 'Issue a draft',
  description: 'Gives it its number and its due date; nothing in it changes afterwards.',
  parameters: byId,
  body: issueBody,
  answer: { status: 200, schema: invoice },
  refusals: [404],
  async handle(request) {
    const { context, actor, parameters, body } = request;
    if (!(await seenInvoice(request, parameters.id))) return UNKNOWN;
    const asked = { invoiceId: parameters.id, issueDate: body.issueDate ?? null };
    const issued = await context.use(useCases).issueInvoice(actor, asked);
    return issued.ok ? issued : refused(issued.error);
  },
  answered: (request) => readInvoice(request, request.parameters.id),
});

const voidInvoice = defineOperation({
  name: 'billing.void-invoice',
  method: 'POST',
  path: '/invoices/{id}/void',
  permission: 'billing.invoice.void',
  answerPermission: READ,
  summary: 'Declare an issued invoice void',
  description: 'Its number stays taken. One that is partly paid or credited is corrected by a credit note.',
  parameters: byId,
  body: voidBody,
  answer: { status: 200, schema: invoice },
  refusals: [404],
  async handle(request) {
    const { context, actor, parameters, body } = request;
    if (!(await seenInvoice(request, parameters.id))) return UNKNOWN;
    const asked = { invoiceId: parameters.id, reason: body.reason, date: body.date ?? null };
    const voided = await context.use(useCases).voidInvoice(actor, asked);
    return voided.ok ? voided : refused(voided.error);
  },
  answered: (request) => readInvoice(request, request.parameters.id),
});

const credit = defineOperation({
  name: 'billing.credit-invoice',
  method: 'POST',
  path: '/invoices/{id}/credit-notes',
  permission: 'billing.credit-note.issue',
  answerPermission: 'billing.credit-note.read',
  summary: 'Issue a credit note against an invoice',
  parameters: byId,
  body: creditBody,
  answer: { status: 201, schema: creditNote },
  refusals: [404],
  async handle(request) {
    const { context, actor, parameters, body } = request;
    const seen = await seenInvoice(request, parameters.id);
    if (!seen) return UNKNOWN;
    const currency = readCurrency(seen.currency);
    if (!currency.ok) return refused(currency.error);
    const amount = readMoney(body.amount, currency.value);
    if (!amount.ok) return refused(amount.error);
    const { reason, issueDate = null } = body;
    const asked = { invoiceId: seen.id, amount: amount.value, reason, issueDate };
    const issued = await context.use(useCases).issueCreditNote(actor, asked);
    return issued.ok ? issued : refused(issued.error);
  },
  async answered({ context }, { creditNoteId }) {
    const [made] = await creditNotesOf(context.database.queries, { id: creditNoteId });
    return made;
  },
});

export const invoiceOperations: readonly ApiOperation[] = [
  list,
  create,
  read,
  update,
  remove,
  issue,
  voidInvoice,
  credit,
];

/** A change that lost a race is told which version won. */
async function withVersion(
  request: Pick<ApiRequest<ById>, 'context' | 'actor' | 'parameters'>,
  refusal: ReturnType<typeof refused>,
): Promise<ReturnType<typeof refused>> {
  if (refusal.error.status !== 412) return refusal;
  const seen = await seenInvoice(request, request.parameters.id);
  return err({ ...refusal.error, ...(seen ? { version: seen.version } : {}) });
}
