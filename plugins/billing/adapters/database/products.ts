import type { Products } from '../../app/ledger.js';
import type { ProductRecord } from '../../app/records.js';
import { billingTables } from './tables.js';

export const products: Products = {
  async find(queries, ids) {
    if (ids.length === 0) return [];
    return billingTables(queries)
      .selectFrom('product')
      .select(['id', 'name', 'unit_price as unitPrice', 'currency', 'tax_rate as taxRate', 'active'])
      .$castTo<ProductRecord>()
      .where('id', 'in', [...ids])
      .execute();
  },
};
