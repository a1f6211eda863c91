import { z } from 'zod';
import { defineOperation, type ApiOperation, type ApiRequest } from '../../../../src/kernel/contributions.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import { err, ok } from '../../../../src/values/result.js';
import { claims } from '../../contract/claims.js';
import { scopeOfRepresentativesRows } from '../../scopes.js';
import { billingTables } from '../database/tables.js';
import { byId } from './invoice-schemas.js';
import { readCursor, readPage, type Order } from './keyset.js';
import { refused } from './refused.js';
import { cursor, id, instantOut, limit, oneOrMore, page, text } from './values.js';

const READ = 'billing.dispute.read';
const STATUSES = ['open', 'resolved'] as const;
const UNKNOWN = err({ code: 'unknown-dispute', status: 404 as const });
const ORDER: Order = { name: 'raisedAt', column: 'id', kind: 'id', mayBeEmpty: false, descending: true };

const filters = z.strictObject({
  representativeId: id.optional(),
  invoiceId: id.optional(),
  status: oneOrMore(STATUSES),
  limit,
  cursor,
});

const dispute = z
  .object({
    id,
    invoiceId: id,
    representativeId: id,
    reason: z.string(),
    status: z.enum(STATUSES),
    raisedAt: instantOut,
    resolution: z.string().nullable(),
    resolvedAt: instantOut.nullable(),
  })
  .meta({ id: 'InvoiceDispute' });

const newDispute = z.strictObject({ reason: text(500) }).meta({ id: 'NewInvoiceDispute' });
const newResolution = z.strictObject({ resolution: text(500) }).meta({ id: 'DisputeResolution' });

type Asking = Pick<ApiRequest, 'context' | 'actor'>;

const list = defineOperation({
  name: 'billing.list-disputes',
  method: 'GET',
  path: '/disputes',
  permission: READ,
  summary: 'List disputes of invoices',
  description: 'The latest first. What several filters say must all hold.',
  parameters: filters,
  answer: { status: 200, schema: page('InvoiceDisputePage', dispute) },
  async handle(request) {
    const { representativeId, invoiceId, status, limit: count, cursor: from } = request.parameters;
    const place = readCursor(from, ORDER);
    if (!place.ok) return place;
    let query = seen(request);
    if (representativeId !== undefined) query = query.where('representative_id', '=', representativeId);
    if (invoiceId !== undefined) query = query.where('invoice_id', '=', invoiceId);
    if (status !== undefined) query = query.where('status', 'in', status);
    const found = await readPage<DisputeRow>(query, ORDER, place.value, count, () => '');
    return ok({
      data: found.rows.map(disputeJson),
      next: found.cursor === null ? null : request.next(found.cursor),
    });
  },
});

const read = defineOperation({
  name: 'billing.read-dispute',
  method: 'GET',
  path: '/disputes/{id}',
  permission: READ,
  summary: 'Read a dispute',
  parameters: byId,
  answer: { status: 200, schema: dispute },
  refusals: [404],
  async handle(request) {
    const found = await readDispute(request, request.parameters.id);
    return found ? ok(found) : UNKNOWN;
  },
});

const raise = defineOperation({
  name: 'billing.dispute-invoice',
  method: 'POST',
  path: '/invoices/{id}/disputes',
  permission: 'billing.dispute.raise',
  answerPermission: READ,
  summary: 'Dispute an invoice',
  description:
    'Until it is resolved, nobody is reminded of the invoice; what it leaves to pay stays as it is.',
  parameters: byId,
  body: newDispute,
  answer: { status: 201, schema: dispute, location: '/disputes' },
  refusals: [404],
  async handle({ context, actor, parameters, body }) {
    const asked = { invoiceId: parameters.id, reason: body.reason };
    const disputed = await context.use(claims).dispute(actor, asked);
    return disputed.ok ? disputed : refused(disputed.error);
  },
  answered: (request, { disputeId }) => readDispute(request, disputeId),
});

const resolve = defineOperation({
  name: 'billing.resolve-dispute',
  method: 'POST',
  path: '/disputes/{id}/resolution',
  permission: 'billing.dispute.resolve',
  answerPermission: READ,
  summary: 'Resolve a dispute',
  parameters: byId,
  body: newResolution,
  answer: { status: 200, schema: dispute },
  refusals: [404],
  async handle({ context, actor, parameters, body }) {
    const asked = { disputeId: parameters.id, resolution: body.resolution };
    const resolved = await context.use(claims).resolve(actor, asked);
    return resolved.ok ? resolved : refused(resolved.error);
  },
  answered: (request) => readDispute(request, request.parameters.id),
});

export const disputeOperations: readonly ApiOperation[] = [list, read, raise, resolve];

interface DisputeRow {
  readonly id: string;
  readonly invoice_id: string;
  readonly representative_id: string;
  readonly reason: string;
  readonly status: string;
  readonly raised_at: Date;
  readonly resolution: string | null;
  readonly resolved_at: Date | null;
}

function seen({ context, actor }: Asking) {
  const query = billingTables(context.database.queries)
    .selectFrom('invoice_dispute')
    .select([
      'id',
      'invoice_id',
      'representative_id',
      'reason',
      'status',
      'raised_at',
      'resolution',
      'resolved_at',
    ]);
  return applyScope(query, scopeOfRepresentativesRows(actor));
}

async function readDispute(request: Asking, disputeId: string) {
  const row = await seen(request).where('id', '=', disputeId).executeTakeFirst();
  return row ? disputeJson(row) : null;
}

function disputeJson(row: DisputeRow) {
  return {
    id: row.id,
    invoiceId: row.invoice_id,
    representativeId: row.representative_id,
    reason: row.reason,
    status: row.status as (typeof STATUSES)[number],
    raisedAt: row.raised_at.toISOString(),
    resolution: row.resolution,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
  };
}
