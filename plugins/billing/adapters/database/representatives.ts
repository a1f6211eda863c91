import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import type { Representatives } from '../../app/ledger.js';
import type { RepresentativeRecord } from '../../app/records.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { billingTables } from './tables.js';

const COLUMNS = [
  'id',
  'code',
  'name',
  'office_id as officeId',
  'currency',
  'language',
  'credit_limit as creditLimit',
  'contact_name as contactName',
  'address',
  'active',
] as const;

export function makeRepresentatives(dialect: Dialect): Representatives {
  const chosen = (queries: QueryHandle) =>
    billingTables(queries).selectFrom('representative').select(COLUMNS).$castTo<RepresentativeRecord>();

  async function one(query: ReturnType<typeof chosen>): Promise<RepresentativeRecord | null> {
    return (await query.executeTakeFirst()) ?? null;
  }

  return {
    find: (queries, id) => one(chosen(queries).where('id', '=', id)),
    findByCode: (queries, code) => one(chosen(queries).where('code', '=', code)),
    lock: (queries, id) => one(forUpdate(dialect, chosen(queries).where('id', '=', id))),
  };
}
