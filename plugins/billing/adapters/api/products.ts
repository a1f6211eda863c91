import { z } from 'zod';
import { defineOperation, type ApiOperation } from '../../../../src/kernel/contributions.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import { formatRate, type Rate } from '../../../../src/values/rate.js';
import { ok } from '../../../../src/values/result.js';
import { scopeOfSharedRows } from '../../scopes.js';
import { billingTables } from '../database/tables.js';
import { readCursor, readPage, type Order } from './keyset.js';
import { currency, cursor, id, limit, money, moneyJson, page, text } from './values.js';
import { guarded, visibleFields } from './visible-fields.js';

const filters = z.strictObject({
  code: text(40).optional(),
  currency: currency.optional(),
  active: z.enum(['true', 'false']).optional(),
  sort: z.enum(['code', '-code']).default('code').meta({ example: 'code' }),
  limit,
  cursor,
});

const product = guarded(
  'Product',
  z.object({
    id,
    code: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    unitPrice: money,
    taxRate: z.string().meta({ description: 'Per cent', example: '21' }),
    active: z.boolean(),
    version: z.int(),
  }),
).meta({ id: 'Product' });

interface ProductRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly unit_price: bigint;
  readonly currency: string;
  readonly tax_rate: number;
  readonly active: boolean;
  readonly version: number;
}

const list = defineOperation({
  name: 'billing.list-products',
  method: 'GET',
  path: '/products',
  permission: 'billing.product.read',
  summary: 'List products',
  parameters: filters,
  answer: { status: 200, schema: page('ProductPage', product) },
  async handle(request) {
    const { context, actor, parameters } = request;
    const { code, active } = parameters;
    const descending = parameters.sort === '-code';
    const order: Order = { name: 'code', column: 'code', kind: 'text', descending, mayBeEmpty: false };
    const place = readCursor(parameters.cursor, order);
    if (!place.ok) return place;
    let query = billingTables(context.database.queries).selectFrom('product').selectAll();
    if (code !== undefined) query = query.where('code', '=', code);
    if (parameters.currency !== undefined) query = query.where('currency', '=', parameters.currency);
    if (active !== undefined) query = query.where('active', '=', active === 'true');
    const found = await readPage<ProductRow>(
      applyScope(query, scopeOfSharedRows(actor)),
      order,
      place.value,
      parameters.limit,
      (row) => row.code,
    );
    const seen = visibleFields<ReturnType<typeof productJson>>(request, 'Product');
    return ok({
      data: found.rows.map((row) => seen(productJson(row))),
      next: found.cursor === null ? null : request.next(found.cursor),
    });
  },
});

export const productOperations: readonly ApiOperation[] = [list];

function productJson(row: ProductRow) {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    description: row.description,
    unitPrice: moneyJson(row.unit_price, row.currency),
    taxRate: formatRate(row.tax_rate as Rate),
    active: row.active,
    version: row.version,
  };
}
