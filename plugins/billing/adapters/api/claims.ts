import { z } from 'zod';
import { defineOperation, type ApiOperation, type ApiRequest } from '../../../../src/kernel/contributions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import { err, ok } from '../../../../src/values/result.js';
import { claims } from '../../contract/claims.js';
import { PAYMENT_METHODS } from '../../domain/payment.js';
import { scopeOfRepresentativesRows } from '../../scopes.js';
import { billingTables } from '../database/tables.js';
import { byId } from './invoice-schemas.js';
import { readCursor, readPage, type Order } from './keyset.js';
import { refused } from './refused.js';
import {
  cursor,
  date,
  dateOut,
  id,
  instantOut,
  limit,
  money,
  moneyIn,
  moneyJson,
  oneOrMore,
  page,
  readCurrency,
  readMoney,
  text,
} from './values.js';

const READ = 'billing.claim.read';
const STATUSES = ['waiting', 'confirmed', 'rejected'] as const;
const UNKNOWN = err({ code: 'unknown-claim', status: 404 as const });
const ORDER: Order = {
  name: 'paidOn',
  column: 'paid_on',
  kind: 'date',
  mayBeEmpty: false,
  descending: true,
};

const filters = z.strictObject({
  representativeId: id.optional(),
  invoiceId: id.optional(),
  status: oneOrMore(STATUSES),
  limit,
  cursor,
});

const claim = z
  .object({
    id,
    representativeId: id,
    invoiceId: id.nullable().meta({ description: 'The invoice that it says it paid' }),
    amount: money,
    paidOn: dateOut,
    note: z.string().nullable(),
    status: z.enum(STATUSES),
    hasReceipt: z.boolean(),
    paymentId: id.nullable().meta({ description: 'The payment that it became' }),
    reason: z.string().nullable().meta({ description: 'Why it was rejected' }),
    createdAt: instantOut,
    decidedAt: instantOut.nullable(),
  })
  .meta({ id: 'PaymentClaim' });

const newClaim = z
  .strictObject({
    representativeId: id,
    invoiceId: id.optional(),
    amount: moneyIn,
    paidOn: date.optional().meta({ description: 'Without it, today' }),
    note: text(500).optional(),
  })
  .meta({ id: 'NewPaymentClaim' });

const confirmation = z
  .strictObject({
    amount: moneyIn.optional().meta({ description: 'What came in; without it, what was claimed' }),
    receivedOn: date.optional().meta({ description: 'Without it, the day that was claimed' }),
    method: z.enum(PAYMENT_METHODS),
    reference: text(190).optional(),
    allocate: z.boolean().optional().meta({
      description: 'Put it against the claimed invoice at once, what is left against the oldest open ones',
    }),
  })
  .meta({ id: 'ClaimConfirmation' });

const rejection = z.strictObject({ reason: text(500) }).meta({ id: 'ClaimRejection' });

type Asking = Pick<ApiRequest, 'context' | 'actor'>;

const list = defineOperation({
  name: 'billing.list-payment-claims',
  method: 'GET',
  path: '/payment-claims',
  permission: READ,
  summary: 'List what is claimed to be paid',
  description: 'The latest day first. What several filters say must all hold.',
  parameters: filters,
  answer: { status: 200, schema: page('PaymentClaimPage', claim) },
  async handle(request) {
    const { context, actor, parameters } = request;
    const place = readCursor(parameters.cursor, ORDER);
    if (!place.ok) return place;
    const query = applyScope(
      filtered(context.database.queries, parameters),
      scopeOfRepresentativesRows(actor),
    );
    const found = await readPage<ClaimRow>(query, ORDER, place.value, parameters.limit, (row) => row.paid_on);
    return ok({
      data: found.rows.map(claimJson),
      next: found.cursor === null ? null : request.next(found.cursor),
    });
  },
});

const read = defineOperation({
  name: 'billing.read-payment-claim',
  method: 'GET',
  path: '/payment-claims/{id}',
  permission: READ,
  summary: 'Read a claim of a payment',
  parameters: byId,
  answer: { status: 200, schema: claim },
  refusals: [404],
  async handle(request) {
    const found = await readClaim(request, request.parameters.id);
    return found ? ok(found) : UNKNOWN;
  },
});

const create = defineOperation({
  name: 'billing.claim-payment',
  method: 'POST',
  path: '/payment-claims',
  permission: 'billing.claim.create',
  answerPermission: READ,
  summary: 'Say that something is paid',
  description: 'It waits for an operator and moves no money.',
  body: newClaim,
  answer: { status: 201, schema: claim, location: '/payment-claims' },
  async handle({ context, actor, body }) {
    const currency = readCurrency(body.amount.currency);
    if (!currency.ok) return refused(currency.error);
    const amount = readMoney(body.amount, currency.value);
    if (!amount.ok) return refused(amount.error);
    const claimed = await context.use(claims).claim(actor, {
      representativeId: body.representativeId,
      invoiceId: body.invoiceId ?? null,
      currency: currency.value,
      amount: amount.value,
      paidOn: body.paidOn ?? null,
      note: body.note ?? null,
      receipt: null,
      key: null,
    });
    // An unknown invoice stands in the body here, not in the address.
    return claimed.ok ? claimed : err({ ...claimed.error, status: 422 as const });
  },
  answered: (request, { claimId }) => readClaim(request, claimId),
});

const confirm = defineOperation({
  name: 'billing.confirm-payment-claim',
  method: 'POST',
  path: '/payment-claims/{id}/confirmation',
  permission: 'billing.claim.decide',
  answerPermission: READ,
  summary: 'Confirm a claim: the money came',
  description: 'It is recorded as a payment; whoever confirms needs the permission to record payments too.',
  parameters: byId,
  body: confirmation,
  answer: { status: 200, schema: claim },
  refusals: [404],
  async handle({ context, actor, parameters, body }) {
    const service = context.use(claims);
    const found = await service.find(actor, parameters.id);
    if (!found.ok) return UNKNOWN;
    const amount = body.amount ? readMoney(body.amount, found.value.currency) : ok(null);
    if (!amount.ok) return refused(amount.error);
    const confirmed = await service.confirm(actor, {
      claimId: parameters.id,
      amount: amount.value,
      receivedOn: body.receivedOn ?? null,
      method: body.method,
      reference: body.reference ?? null,
      allocate: body.allocate ?? false,
    });
    return confirmed.ok ? confirmed : refused(confirmed.error);
  },
  answered: (request) => readClaim(request, request.parameters.id),
});

const reject = defineOperation({
  name: 'billing.reject-payment-claim',
  method: 'POST',
  path: '/payment-claims/{id}/rejection',
  permission: 'billing.claim.decide',
  answerPermission: READ,
  summary: 'Reject a claim: the money did not come',
  parameters: byId,
  body: rejection,
  answer: { status: 200, schema: claim },
  refusals: [404],
  async handle({ context, actor, parameters, body }) {
    const asked = { claimId: parameters.id, reason: body.reason };
    const rejected = await context.use(claims).reject(actor, asked);
    return rejected.ok ? rejected : refused(rejected.error);
  },
  answered: (request) => readClaim(request, request.parameters.id),
});

export const claimOperations: readonly ApiOperation[] = [list, create, read, confirm, reject];

type ClaimRow = NonNullable<Awaited<ReturnType<typeof claimRow>>>;

function chosen(queries: QueryHandle) {
  return billingTables(queries)
    .selectFrom('payment_claim')
    .select([
      'id',
      'representative_id',
      'invoice_id',
      'currency',
      'amount',
      'paid_on',
      'note',
      'status',
      'digest',
      'payment_id',
      'reason',
      'created_at',
      'decided_at',
    ]);
}

function filtered(queries: QueryHandle, asked: z.infer<typeof filters>) {
  const { representativeId, invoiceId, status } = asked;
  let query = chosen(queries);
  if (representativeId !== undefined) query = query.where('representative_id', '=', representativeId);
  if (invoiceId !== undefined) query = query.where('invoice_id', '=', invoiceId);
  if (status !== undefined) query = query.where('status', 'in', status);
  return query;
}

async function claimRow({ context, actor }: Asking, claimId: string) {
  const query = chosen(context.database.queries).where('id', '=', claimId);
  return (await applyScope(query, scopeOfRepresentativesRows(actor)).executeTakeFirst()) ?? null;
}

async function readClaim(request: Asking, claimId: string) {
  const row = await claimRow(request, claimId);
  return row && claimJson(row);
}

function claimJson(row: ClaimRow) {
  return {
    id: row.id,
    representativeId: row.representative_id,
    invoiceId: row.invoice_id,
    amount: moneyJson(row.amount, row.currency),
    paidOn: row.paid_on,
    note: row.note,
    status: row.status as (typeof STATUSES)[number],
    hasReceipt: row.digest !== null,
    paymentId: row.payment_id,
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
}
