// What notices say of the ledger: read when they are told, and again when they are sent.
import { sql, type Kysely } from 'kysely';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { applyScope, scopeCondition } from '../../../../src/query/row-scope.js';
import { scopeOfRepresentatives, scopeOfRepresentativesRows } from '../../../billing/contract/row-scope.js';
import type { NoticeFacts } from '../../contract/notice-kind.js';

const CHOICES = 20;
const LIST = 500;

/** A record that a preview may be of. */
export interface Choice {
  readonly id: string;
  readonly title: string;
}

export const ledgerNews = {
  async invoice(queries: QueryHandle, id: string): Promise<NoticeFacts | null> {
    const row = await tables(queries)
      .selectFrom('invoice')
      .innerJoin('representative', 'representative.id', 'invoice.representative_id')
      .select(['invoice.id as invoiceId', 'invoice.number', 'invoice.status', 'invoice.currency'])
      .select(['invoice.representative_id as representativeId', 'representative.name as representative'])
      .select(['invoice.total', 'invoice.outstanding', 'invoice.issue_date as issueDate'])
      .select([
        'invoice.due_date as dueDate',
        'invoice.voided_on as voidedOn',
        'invoice.void_reason as reason',
      ])
      .where('invoice.id', '=', id)
      .where('invoice.number', 'is not', null)
      .executeTakeFirst();
    return row ? { ...row, total: String(row.total), outstanding: String(row.outstanding) } : null;
  },

  async payment(queries: QueryHandle, id: string): Promise<NoticeFacts | null> {
    const row = await tables(queries)
      .selectFrom('payment')
      .innerJoin('representative', 'representative.id', 'payment.representative_id')
      .select(['payment.id as paymentId', 'payment.currency', 'payment.amount', 'payment.reference'])
      .select(['payment.representative_id as representativeId', 'representative.name as representative'])
      .select(['payment.received_on as receivedOn', 'payment.reversed_on as reversedOn'])
      .where('payment.id', '=', id)
      .executeTakeFirst();
    return row ? { ...row, amount: String(row.amount) } : null;
  },

  async creditNote(queries: QueryHandle, id: string): Promise<NoticeFacts | null> {
    const row = await tables(queries)
      .selectFrom('credit_note')
      .innerJoin('representative', 'representative.id', 'credit_note.representative_id')
      .innerJoin('invoice', 'invoice.id', 'credit_note.invoice_id')
      .select(['credit_note.id as creditNoteId', 'credit_note.number', 'credit_note.currency'])
      .select(['credit_note.amount', 'credit_note.issue_date as issueDate', 'credit_note.reason'])
      .select(['credit_note.representative_id as representativeId', 'representative.name as representative'])
      .select(['invoice.id as invoiceId', 'invoice.number as invoiceNumber'])
      .where('credit_note.id', '=', id)
      .executeTakeFirst();
    return row ? { ...row, amount: String(row.amount) } : null;
  },

  async claim(queries: QueryHandle, id: string): Promise<NoticeFacts | null> {
    const row = await tables(queries)
      .selectFrom('payment_claim')
      .innerJoin('representative', 'representative.id', 'payment_claim.representative_id')
      .leftJoin('invoice', 'invoice.id', 'payment_claim.invoice_id')
      .select(['payment_claim.id as claimId', 'payment_claim.currency', 'payment_claim.amount'])
      .select(['payment_claim.paid_on as paidOn', 'payment_claim.note', 'payment_claim.reason'])
      .select(['payment_claim.status', 'payment_claim.representative_id as representativeId'])
      .select(['representative.name as representative', 'invoice.number as invoiceNumber'])
      .where('payment_claim.id', '=', id)
      .executeTakeFirst();
    return row ? { ...row, amount: String(row.amount) } : null;
  },

  async dispute(queries: QueryHandle, id: string): Promise<NoticeFacts | null> {
    const row = await tables(queries)
      .selectFrom('invoice_dispute')
      .innerJoin('invoice', 'invoice.id', 'invoice_dispute.invoice_id')
      .innerJoin('representative', 'representative.id', 'invoice_dispute.representative_id')
      .select(['invoice_dispute.id as disputeId', 'invoice_dispute.reason', 'invoice_dispute.resolution'])
      .select(['invoice_dispute.status', 'invoice.id as invoiceId', 'invoice.number', 'invoice.currency'])
      .select(['invoice.outstanding', 'representative.name as representative'])
      .select('invoice_dispute.representative_id as representativeId')
      .where('invoice_dispute.id', '=', id)
      .executeTakeFirst();
    return row ? { ...row, outstanding: String(row.outstanding) } : null;
  },

  async representative(queries: QueryHandle, id: string): Promise<RepresentativeAsked | null> {
    const row = await tables(queries)
      .selectFrom('representative')
      .select(['id', 'name', 'currency', 'active'])
      .where('id', '=', id)
      .executeTakeFirst();
    return row ?? null;
  },

  /** of those that are active and gave one */
  async addresses(
    queries: QueryHandle,
    ids: readonly string[],
  ): Promise<readonly { readonly id: string; readonly email: string }[]> {
    const found: { id: string; email: string }[] = [];
    for (let from = 0; from < ids.length; from += LIST) {
      const rows = await tables(queries)
        .selectFrom('representative')
        .select(['id', 'email'])
        .where('id', 'in', ids.slice(from, from + LIST))
        .where('active', '=', true)
        .where('email', 'is not', null)
        .where('email', '<>', '')
        .execute();
      found.push(...rows.map(({ id, email }) => ({ id, email: email ?? '' })));
    }
    return found;
  },

  /** Records of which a preview may be made, newest first, of those that the actor may see. */
  async choices(
    queries: QueryHandle,
    actor: Actor,
    { table, title }: NewsTable,
    term: string,
  ): Promise<readonly Choice[]> {
    const named = sql.ref(`news.${title}`);
    const wanted = `%${term.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`;
    const { rows } = await sql<{ id: string; title: string | null; name: string }>`
      select news.id as id, ${named} as title, representative.name as name
      from ${sql.table(table)} news
      join representative on representative.id = news.representative_id
      where ${scopeCondition(scopeOfRepresentativesRows(actor), 'news')}
      and (lower(representative.name) like ${wanted} escape '!' or lower(coalesce(${named}, '')) like ${wanted} escape '!')
      order by news.id desc limit ${sql.lit(CHOICES)}`.execute(tables(queries));
    return rows.map(({ id, title: text, name }) => ({
      id,
      title: text === null ? name : `${text} · ${name}`,
    }));
  },

  async representatives(queries: QueryHandle, actor: Actor, term: string): Promise<readonly Choice[]> {
    const rows = await applyScope(
      tables(queries)
        .selectFrom('representative')
        .select(['id', 'code', 'name'])
        .where('active', '=', true)
        .orderBy('name'),
      scopeOfRepresentatives(actor),
    ).execute();
    const wanted = term.toLowerCase();
    return rows
      .filter(({ name, code }) => `${code} ${name}`.toLowerCase().includes(wanted))
      .slice(0, CHOICES)
      .map(({ id, code, name }) => ({ id, title: `${code} · ${name}` }));
  },

  /** the active ones after `after`, by id */
  async activeAfter(
    queries: QueryHandle,
    after: string,
    limit: number,
  ): Promise<readonly RepresentativeAsked[]> {
    return tables(queries)
      .selectFrom('representative')
      .select(['id', 'name', 'currency', 'active'])
      .where('active', '=', true)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute();
  },
};

/** A table of news, and the column by which people call its records. */
export interface NewsTable {
  readonly table: 'invoice' | 'payment' | 'credit_note' | 'payment_claim' | 'invoice_dispute';
  readonly title: 'number' | 'reference' | 'note' | 'reason';
}

export interface RepresentativeAsked {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly active: boolean;
}

function tables(queries: QueryHandle): Kysely<BillingTables> {
  return queriesOf<BillingTables>(queries);
}
