import { sql, type SqlBool } from 'kysely';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import type { OpenInvoices, OwedInvoice } from '../../contract/open-invoices.js';
import { scopeOfInvoices } from '../../scopes.js';
import { billingTables } from './tables.js';

const OPEN = ['issued', 'partly_paid'];
const ISSUED = [...OPEN, 'paid', 'void'];
const PAGE = 1_000;
/** as many values as every database takes in one list */
const LIST = 500;

export const openInvoices: OpenInvoices = {
  async *pages(queries, actor, { dueBy, after: from = '', pageSize = PAGE }) {
    for (let after = from; ;) {
      const page = await owed(queries, actor)
        // All that is open is read along the primary key: by the index of the status it would be sorted anew for each page.
        .where(sql`coalesce(invoice.status, '')`, 'in', OPEN)
        .where('outstanding', '>', 0n)
        .where('due_date', '<=', dueBy)
        .where('invoice.id', '>', after)
        .orderBy('invoice.id')
        .limit(pageSize)
        .$castTo<OwedInvoice>()
        .execute();
      if (page.length > 0) yield page;
      if (page.length < pageSize) return;
      after = page.at(-1)!.id;
    }
  },

  async find(queries, actor, invoiceId) {
    const [found] = await openInvoices.findAll(queries, actor, [invoiceId]);
    return found ?? null;
  },

  async findAll(queries, actor, invoiceIds) {
    const found: OwedInvoice[] = [];
    for (let from = 0; from < invoiceIds.length; from += LIST) {
      const some = owed(queries, actor)
        .where('invoice.id', 'in', invoiceIds.slice(from, from + LIST))
        .where('invoice.status', 'in', ISSUED);
      found.push(...(await some.$castTo<OwedInvoice>().execute()));
    }
    return found;
  },

  newest(queries, actor, { term, limit }) {
    const part = `%${term.toLowerCase().replace(/[!%_]/g, '!$&')}%`;
    const isLike = (column: string) => sql<SqlBool>`lower(${sql.ref(column)}) like ${part} escape '!'`;
    return owed(queries, actor)
      .where('invoice.status', 'in', OPEN)
      .where('outstanding', '>', 0n)
      .where(({ or }) => or([isLike('invoice.number'), isLike('representative.name')]))
      .orderBy('invoice.id', 'desc')
      .limit(limit)
      .$castTo<OwedInvoice>()
      .execute();
  },

  async managersOf(queries, officeIds) {
    const found = new Map<string, string[]>();
    for (let from = 0; from < officeIds.length; from += LIST) {
      const rows = await billingTables(queries)
        .selectFrom('office_manager')
        .innerJoin('manager', 'manager.id', 'office_manager.manager_id')
        .select(['office_id', 'manager_id'])
        .where('office_id', 'in', officeIds.slice(from, from + LIST))
        .where('manager.active', '=', true)
        .orderBy('manager_id')
        .execute();
      for (const { office_id, manager_id } of rows)
        found.set(office_id, [...(found.get(office_id) ?? []), manager_id]);
    }
    return found;
  },
};

function owed(queries: QueryHandle, actor: Actor) {
  const query = billingTables(queries)
    .selectFrom('invoice')
    .innerJoin('representative', 'representative.id', 'invoice.representative_id')
    .select([
      'invoice.id',
      'invoice.number',
      'invoice.status',
      'invoice.due_date as dueOn',
      'invoice.currency',
      'invoice.total',
      'invoice.outstanding',
      'invoice.disputed',
      'invoice.representative_id as representativeId',
      'representative.name as representativeName',
      'representative.email as representativeEmail',
      'representative.office_id as officeId',
      'representative.geo_id as geoId',
    ]);
  return applyScope(query, scopeOfInvoices(actor), 'invoice');
}
