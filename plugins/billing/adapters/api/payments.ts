import { z } from 'zod';
import { defineOperation, type ApiOperation, type ApiRequest } from '../../../../src/kernel/contributions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { Share } from '../../domain/allocation.js';
import { PAYMENT_METHODS } from '../../domain/payment.js';
import { scopeOfPaymentRows, scopeOfRepresentativesRows } from '../../scopes.js';
import { useCases } from '../../use-cases.js';
import { billingTables } from '../database/tables.js';
import { allocation, byId } from './invoice-schemas.js';
import { readCursor, readPage, type Order } from './keyset.js';
import { allocationsOf } from './read-invoices.js';
import { refused } from './refused.js';
import {
  currency,
  cursor,
  date,
  dateOut,
  id,
  instant,
  instantOut,
  limit,
  money,
  moneyIn,
  moneyJson,
  page,
  readCurrency,
  readMoney,
  text,
} from './values.js';
import { guarded, visibleFields } from './visible-fields.js';

const READ = 'billing.payment.read';
const UNKNOWN = err({ code: 'unknown-payment', status: 404 as const });
const SORTS = ['createdAt', 'receivedOn', 'amount'] as const;
type PaymentSort = (typeof SORTS)[number];

const filters = z.strictObject({
  representativeId: id.optional(),
  currency: currency.optional(),
  method: z.enum(PAYMENT_METHODS).optional(),
  reference: text(190).optional(),
  receivedFrom: date.optional().meta({ description: 'Received on this day or later' }),
  receivedTo: date.optional().meta({ description: 'Received on this day or before' }),
  unallocated: z
    .enum(['true'])
    .optional()
    .meta({ description: 'Only those of which something is not yet put against an invoice' }),
  updatedSince: instant.optional().meta({ example: '2026-03-31T00:00:00Z' }),
  sort: z
    .enum([...SORTS, ...SORTS.map((sort) => `-${sort}` as const)])
    .default('-receivedOn')
    .meta({ description: 'A minus is descending', example: '-receivedOn' }),
  limit,
  cursor,
});
type Filters = z.infer<typeof filters>;

const summary = z.object({
  id,
  representativeId: id,
  receivedOn: dateOut,
  method: z.string().meta({ example: 'bank' }),
  reference: z.string().nullable(),
  amount: money,
  unallocated: money.meta({
    description: 'What is not yet put against an invoice; of a reversed payment nothing',
  }),
  reversedOn: dateOut.nullable().meta({ description: 'The day on which it was taken back' }),
  createdAt: instantOut,
  updatedAt: instantOut,
  version: z.int(),
});

const payment = guarded(
  'Payment',
  summary.extend({
    note: z.string().nullable(),
    reversalReason: z.string().nullable(),
    allocations: z.array(allocation),
  }),
).meta({ id: 'Payment' });

const newPayment = z
  .strictObject({
    representativeId: id,
    amount: moneyIn,
    receivedOn: date.optional().meta({ description: 'Without it, today' }),
    method: z.enum(PAYMENT_METHODS),
    reference: text(190).optional(),
    note: text(500).optional(),
    allocate: z.boolean().optional().meta({ description: 'Put it against the oldest open invoices at once' }),
  })
  .meta({
    id: 'NewPayment',
    example: {
      representativeId: '0199a3f0-6b1c-7c3e-9f52-0f4e2a8d1c77',
      amount: { amount: '1452.00', currency: 'EUR' },
      method: 'bank',
      reference: 'INV-2026-00042',
      allocate: true,
    },
  });

const newAllocations = z
  .strictObject({
    parts: z
      .array(z.strictObject({ invoiceId: id, amount: moneyIn }))
      .min(1)
      .max(500)
      .optional()
      .meta({ description: 'Without it: the oldest open invoices first, as far as the money goes' }),
    date: date.optional().meta({ description: 'Without it, today' }),
  })
  .meta({ id: 'NewAllocations' });

const newReversal = z
  .strictObject({ reason: text(500), date: date.optional().meta({ description: 'Without it, today' }) })
  .meta({ id: 'PaymentReversal' });

const COLUMNS: Readonly<Record<PaymentSort, Pick<Order, 'column' | 'kind'>>> = {
  createdAt: { column: 'id', kind: 'id' },
  receivedOn: { column: 'received_on', kind: 'date' },
  amount: { column: 'amount', kind: 'amount' },
};

interface PaymentRow {
  readonly id: string;
  readonly representative_id: string;
  readonly received_on: string;
  readonly method: string;
  readonly reference: string | null;
  readonly currency: string;
  readonly amount: bigint;
  readonly unallocated: bigint;
  readonly reversed_on: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

const list = defineOperation({
  name: 'billing.list-payments',
  method: 'GET',
  path: '/payments',
  permission: READ,
  summary: 'List payments',
  description: 'What several filters say must all hold.',
  parameters: filters,
  answer: {
    status: 200,
    schema: page('PaymentPage', guarded('Payment', summary).meta({ id: 'PaymentSummary' })),
  },
  async handle(request) {
    const { context, actor, parameters } = request;
    const descending = parameters.sort.startsWith('-');
    const name = (descending ? parameters.sort.slice(1) : parameters.sort) as PaymentSort;
    const order: Order = { name, ...COLUMNS[name], descending, mayBeEmpty: false };
    const place = readCursor(parameters.cursor, order);
    if (!place.ok) return place;
    const query = applyScope(
      filtered(context.database.queries, parameters),
      scopeOfRepresentativesRows(actor),
    );
    const found = await readPage<PaymentRow>(query, order, place.value, parameters.limit, (row) =>
      order.kind === 'id' ? '' : order.kind === 'date' ? row.received_on : String(row.amount),
    );
    const seen = visibleFields<ReturnType<typeof summaryJson>>(request, 'Payment');
    return ok({
      data: found.rows.map((row) => seen(summaryJson(row))),
      next: found.cursor === null ? null : request.next(found.cursor),
    });
  },
});

const read = defineOperation({
  name: 'billing.read-payment',
  method: 'GET',
  path: '/payments/{id}',
  permission: READ,
  summary: 'Read a payment with its allocations',
  parameters: byId,
  answer: { status: 200, schema: payment },
  refusals: [404],
  async handle(request) {
    const found = await readPayment(request, request.parameters.id);
    return found ? ok(found) : UNKNOWN;
  },
});

const record = defineOperation({
  name: 'billing.record-payment',
  method: 'POST',
  path: '/payments',
  permission: 'billing.payment.record',
  answerPermission: READ,
  summary: 'Record a payment received',
  body: newPayment,
  answer: { status: 201, schema: payment, location: '/payments' },
  async handle({ context, actor, body }) {
    const code = readCurrency(body.amount.currency);
    if (!code.ok) return refused(code.error);
    const amount = readMoney(body.amount, code.value);
    if (!amount.ok) return refused(amount.error);
    const recorded = await context.use(useCases).recordPayment(actor, {
      representativeId: body.representativeId,
      currency: code.value,
      amount: amount.value,
      receivedOn: body.receivedOn ?? null,
      method: body.method,
      reference: body.reference ?? null,
      note: body.note ?? null,
      allocate: body.allocate ?? false,
    });
    return recorded.ok ? recorded : refused(recorded.error);
  },
  answered: (request, { paymentId }) => readPayment(request, paymentId),
});

const allocate = defineOperation({
  name: 'billing.allocate-payment',
  method: 'POST',
  path: '/payments/{id}/allocations',
  permission: 'billing.allocation.make',
  answerPermission: READ,
  summary: 'Put a payment against invoices',
  description: 'By hand with `parts`; without, the oldest open invoices first.',
  parameters: byId,
  body: newAllocations,
  answer: { status: 200, schema: payment },
  refusals: [404],
  async handle(request) {
    const { context, actor, parameters, body } = request;
    const seen = await paymentRow(request, parameters.id);
    if (!seen) return UNKNOWN;
    const shares = body.parts ? readShares(body.parts, seen.currency) : ok(null);
    if (!shares.ok) return refused(shares.error);
    const asked = { paymentId: seen.id, shares: shares.value, date: body.date ?? null };
    const allocated = await context.use(useCases).allocatePayment(actor, asked);
    if (allocated.ok) return allocated;
    // An unknown invoice stands in the body here, not in the address.
    return allocated.error.code === 'unknown-payment'
      ? UNKNOWN
      : err({ ...allocated.error, status: 422 as const });
  },
  answered: (request) => readPayment(request, request.parameters.id),
});

const reverse = defineOperation({
  name: 'billing.reverse-payment',
  method: 'POST',
  path: '/payments/{id}/reversal',
  permission: 'billing.payment.reverse',
  answerPermission: READ,
  summary: 'Take a payment back',
  description:
    'What it had paid is owed again from that day on; the payment stays, with nothing left to allocate.',
  parameters: byId,
  body: newReversal,
  answer: { status: 200, schema: payment },
  refusals: [404],
  async handle(request) {
    const { context, actor, parameters, body } = request;
    if (!(await paymentRow(request, parameters.id))) return UNKNOWN;
    const asked = { paymentId: parameters.id, reason: body.reason, on: body.date ?? null };
    const reversed = await context.use(useCases).reversePayment(actor, asked);
    return reversed.ok ? reversed : refused(reversed.error);
  },
  answered: (request) => readPayment(request, request.parameters.id),
});

const unallocate = defineOperation({
  name: 'billing.undo-allocation',
  method: 'POST',
  path: '/allocations/{id}/reversal',
  permission: 'billing.allocation.undo',
  answerPermission: READ,
  summary: 'Take an allocation back',
  description:
    'Writes a row with the negative amount; the invoice is owed again, the payment has it left again.',
  parameters: byId,
  answer: { status: 200, schema: payment },
  refusals: [404],
  async handle(request) {
    const { context, actor, parameters } = request;
    if (!(await paymentOf(request, parameters.id)))
      return err({ code: 'unknown-allocation', status: 404 as const });
    const undone = await context.use(useCases).unallocate(actor, { allocationIds: [parameters.id] });
    return undone.ok ? undone : refused(undone.error);
  },
  async answered(request) {
    const paymentId = await paymentOf(request, request.parameters.id);
    return paymentId === null ? null : readPayment(request, paymentId);
  },
});

export const paymentOperations: readonly ApiOperation[] = [list, record, read, allocate, reverse, unallocate];

function filtered(queries: QueryHandle, asked: Filters) {
  let query = billingTables(queries)
    .selectFrom('payment')
    .select([
      'id',
      'representative_id',
      'received_on',
      'method',
      'reference',
      'currency',
      'amount',
      'unallocated',
      'reversed_on',
      'created_at',
      'updated_at',
      'version',
    ]);
  const { representativeId, method, reference, receivedFrom, receivedTo } = asked;
  if (representativeId !== undefined) query = query.where('representative_id', '=', representativeId);
  if (asked.currency !== undefined) query = query.where('currency', '=', asked.currency);
  if (method !== undefined) query = query.where('method', '=', method);
  if (reference !== undefined) query = query.where('reference', '=', reference);
  if (receivedFrom !== undefined) query = query.where('received_on', '>=', receivedFrom);
  if (receivedTo !== undefined) query = query.where('received_on', '<=', receivedTo);
  if (asked.unallocated) query = query.where('unallocated', '>', 0n);
  if (asked.updatedSince !== undefined) query = query.where('updated_at', '>=', new Date(asked.updatedSince));
  return query;
}

function summaryJson(row: PaymentRow) {
  return {
    id: row.id,
    representativeId: row.representative_id,
    receivedOn: row.received_on,
    method: row.method,
    reference: row.reference,
    amount: moneyJson(row.amount, row.currency),
    unallocated: moneyJson(row.unallocated, row.currency),
    reversedOn: row.reversed_on,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}

async function paymentRow({ context, actor }: Pick<ApiRequest, 'context' | 'actor'>, paymentId: string) {
  const query = billingTables(context.database.queries).selectFrom('payment').selectAll();
  const row = await applyScope(
    query.where('id', '=', paymentId),
    scopeOfRepresentativesRows(actor),
  ).executeTakeFirst();
  return row ?? null;
}

async function readPayment(request: Pick<ApiRequest, 'context' | 'actor'>, paymentId: string) {
  const row = await paymentRow(request, paymentId);
  if (!row) return null;
  const { queries } = request.context.database;
  const reversal = await request.context.use(useCases).ledger.paymentReversals.ofPayment(queries, paymentId);
  return visibleFields(
    request,
    'Payment',
  )({
    ...summaryJson(row),
    note: row.note,
    reversalReason: reversal?.reason ?? null,
    allocations: await allocationsOf(queries, { paymentId }),
  });
}

/** The payment of an allocation that the caller may see. */
async function paymentOf(
  { context, actor }: Pick<ApiRequest, 'context' | 'actor'>,
  allocationId: string,
): Promise<string | null> {
  const row = await applyScope(
    billingTables(context.database.queries)
      .selectFrom('allocation')
      .select('payment_id')
      .where('id', '=', allocationId),
    scopeOfPaymentRows(actor),
  ).executeTakeFirst();
  return row?.payment_id ?? null;
}

function readShares(
  parts: NonNullable<z.infer<typeof newAllocations>['parts']>,
  code: string,
): Result<readonly Share[], Refusal> {
  const known = readCurrency(code);
  if (!known.ok) return known;
  const shares: Share[] = [];
  for (const { invoiceId, amount } of parts) {
    const minor = readMoney(amount, known.value);
    if (!minor.ok) return minor;
    shares.push({ invoiceId, amount: minor.value });
  }
  return ok(shares);
}
