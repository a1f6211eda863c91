import { z } from 'zod';
import { defineOperation, type ApiOperation } from '../../../../src/kernel/contributions.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import { err, ok } from '../../../../src/values/result.js';
import { scopeOfRepresentatives } from '../../scopes.js';
import { useCases } from '../../use-cases.js';
import { billingTables } from '../database/tables.js';
import { byId } from './invoice-schemas.js';
import { readCursor, readPage, type Order } from './keyset.js';
import { refused } from './refused.js';
import {
  currency,
  cursor,
  date,
  dateOut,
  id,
  instantOut,
  limit,
  money,
  moneyJson,
  page,
  readCurrency,
  text,
} from './values.js';
import { fieldPermissions, guarded, visibleFields } from './visible-fields.js';

const READ = 'billing.representative.read';
const UNKNOWN = err({ code: 'representative-not-found', status: 404 as const });
/** Entries that one answer carries; the next ones are asked for by moving `from`. */
const MOST_ENTRIES = 5_000;

const filters = z.strictObject({
  code: text(40).optional(),
  officeId: id.optional(),
  active: z.enum(['true', 'false']).optional(),
  sort: z.enum(['code', '-code', 'name', '-name']).default('code').meta({ example: 'code' }),
  limit,
  cursor,
});

const representative = guarded(
  'Representative',
  z.object({
    id,
    code: z.string(),
    name: z.string(),
    officeId: id,
    geoId: id,
    currency,
    creditLimit: money.nullable().meta({ description: 'null: no limit' }),
    language: z.string(),
    contactName: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    active: z.boolean(),
    createdAt: instantOut,
    updatedAt: instantOut,
    version: z.int(),
  }),
).meta({ id: 'Representative' });

interface RepresentativeRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly office_id: string;
  readonly geo_id: string;
  readonly currency: string;
  readonly credit_limit: bigint | null;
  readonly language: string;
  readonly contact_name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly active: boolean;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

const list = defineOperation({
  name: 'billing.list-representatives',
  method: 'GET',
  path: '/representatives',
  permission: READ,
  fieldPermissions: fieldPermissions('Representative'),
  summary: 'List representatives',
  parameters: filters,
  answer: { status: 200, schema: page('RepresentativePage', representative) },
  async handle(request) {
    const { context, actor, parameters } = request;
    const { sort, code, officeId, active } = parameters;
    const descending = sort.startsWith('-');
    const name = (descending ? sort.slice(1) : sort) as 'code' | 'name';
    const order: Order = { name, column: name, kind: 'text', descending, mayBeEmpty: false };
    const place = readCursor(parameters.cursor, order);
    if (!place.ok) return place;
    let query = billingTables(context.database.queries).selectFrom('representative').selectAll();
    if (code !== undefined) query = query.where('code', '=', code);
    if (officeId !== undefined) query = query.where('office_id', '=', officeId);
    if (active !== undefined) query = query.where('active', '=', active === 'true');
    const found = await readPage<RepresentativeRow>(
      applyScope(query, scopeOfRepresentatives(actor)),
      order,
      place.value,
      parameters.limit,
      (row) => row[name],
    );
    const seen = visibleFields<ReturnType<typeof representativeJson>>(request, 'Representative');
    return ok({
      data: found.rows.map((row) => seen(representativeJson(row))),
      next: found.cursor === null ? null : request.next(found.cursor),
    });
  },
});

const read = defineOperation({
  name: 'billing.read-representative',
  method: 'GET',
  path: '/representatives/{id}',
  permission: READ,
  fieldPermissions: fieldPermissions('Representative'),
  summary: 'Read a representative',
  parameters: byId,
  versioned: true,
  answer: { status: 200, schema: representative },
  refusals: [404],
  async handle(request) {
    const { context, actor, parameters } = request;
    const row = await applyScope(
      billingTables(context.database.queries)
        .selectFrom('representative')
        .selectAll()
        .where('id', '=', parameters.id),
      scopeOfRepresentatives(actor),
    ).executeTakeFirst();
    return row ? ok(visibleFields(request, 'Representative')(representativeJson(row))) : UNKNOWN;
  },
});

const balance = defineOperation({
  name: 'billing.read-balance',
  method: 'GET',
  path: '/representatives/{id}/balance',
  permission: 'billing.statement.read',
  summary: 'What a representative owes now and has paid ahead, by currency',
  parameters: byId,
  answer: {
    status: 200,
    schema: z
      .object({
        representativeId: id,
        balances: z.array(
          z.object({
            open: money.meta({ description: 'Still to be paid on its invoices' }),
            unallocated: money.meta({ description: 'Paid and not yet put against an invoice' }),
            owed: money.meta({ description: 'open − unallocated' }),
          }),
        ),
      })
      .meta({ id: 'Balance' }),
  },
  refusals: [404],
  async handle({ context, actor, parameters }) {
    const asked = { representativeId: parameters.id };
    const found = await context.use(useCases).representativeBalance(actor, asked);
    if (!found.ok) return UNKNOWN;
    return ok({
      ...asked,
      balances: found.value.map((each) => ({
        open: moneyJson(each.open, each.currency),
        unallocated: moneyJson(each.unallocated, each.currency),
        owed: moneyJson(each.open - each.unallocated, each.currency),
      })),
    });
  },
});

const statement = defineOperation({
  name: 'billing.read-statement',
  method: 'GET',
  path: '/representatives/{id}/statement',
  permission: 'billing.statement.read',
  summary: 'A statement of account',
  description: `At most ${MOST_ENTRIES} entries; \`isComplete\` is false where there are more: ask again from a later day.`,
  parameters: z.strictObject({
    id,
    from: date.meta({ description: 'The first day' }),
    to: date.meta({ description: 'The last day' }),
    currency: currency.optional().meta({ description: 'Without it, the representative’s own' }),
  }),
  answer: {
    status: 200,
    schema: z
      .object({
        representativeId: id,
        currency,
        from: dateOut,
        to: dateOut,
        opening: money,
        debits: money,
        credits: money,
        closing: money,
        entries: z.array(
          z.object({
            on: dateOut,
            kind: z.enum(['invoice', 'void', 'credit-note', 'payment', 'payment-reversal']),
            reference: z.string(),
            amount: money.meta({ description: 'Positive: raises what is owed' }),
            balance: money,
          }),
        ),
        isComplete: z.boolean(),
      })
      .meta({ id: 'Statement' }),
  },
  refusals: [404, 422],
  async handle({ context, actor, parameters }) {
    const { from, to } = parameters;
    const asked = parameters.currency === undefined ? ok(null) : readCurrency(parameters.currency);
    if (!asked.ok) return refused(asked.error);
    const found = await context
      .use(useCases)
      .statementOfAccount(actor, { representative: { id: parameters.id }, currency: asked.value, from, to });
    if (!found.ok) return found.error.code === 'representative-not-found' ? UNKNOWN : refused(found.error);
    const { opening, debits, credits, closing, currency: code } = found.value;
    const entries = [];
    let isComplete = true;
    for await (const { on, kind, reference, amount, balance: after } of found.value.entries()) {
      isComplete = entries.length < MOST_ENTRIES;
      if (!isComplete) break;
      entries.push({ on, kind, reference, amount: moneyJson(amount, code), balance: moneyJson(after, code) });
    }
    return ok({
      representativeId: parameters.id,
      ...{ currency: code, from, to },
      opening: moneyJson(opening, code),
      debits: moneyJson(debits, code),
      credits: moneyJson(credits, code),
      closing: moneyJson(closing, code),
      ...{ entries, isComplete },
    });
  },
});

export const representativeOperations: readonly ApiOperation[] = [list, read, balance, statement];

function representativeJson(row: RepresentativeRow) {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    officeId: row.office_id,
    geoId: row.geo_id,
    currency: row.currency,
    creditLimit: row.credit_limit === null ? null : moneyJson(row.credit_limit, row.currency),
    language: row.language,
    contactName: row.contact_name,
    email: row.email,
    phone: row.phone,
    address: row.address,
    active: row.active,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}
