import { sql, type Expression, type SqlBool } from 'kysely';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import type { ClaimView, DisputeView, PageAsked } from '../../contract/claims.js';
import { scopeOfRepresentativesRows } from '../../scopes.js';
import { billingTables } from './tables.js';

/** Those that wait, the oldest first. */
export async function waitingClaims(
  queries: QueryHandle,
  actor: Actor,
  { after, limit }: PageAsked,
): Promise<readonly ClaimView[]> {
  const rows = await claimsSeen(queries, actor)
    .where('payment_claim.status', '=', 'waiting')
    .where(isLaterThan('payment_claim', 'created_at', after))
    .orderBy('payment_claim.created_at')
    .orderBy('payment_claim.id')
    .limit(limit)
    .execute();
  return rows.map(asClaim);
}

export async function claimSeen(queries: QueryHandle, actor: Actor, id: string): Promise<ClaimView | null> {
  const row = await claimsSeen(queries, actor).where('payment_claim.id', '=', id).executeTakeFirst();
  return row ? asClaim(row) : null;
}

/** Those that are open, the oldest first. */
export async function openDisputes(
  queries: QueryHandle,
  actor: Actor,
  { after, limit }: PageAsked,
): Promise<readonly DisputeView[]> {
  const query = billingTables(queries)
    .selectFrom('invoice_dispute')
    .innerJoin('representative', 'representative.id', 'invoice_dispute.representative_id')
    .innerJoin('invoice', 'invoice.id', 'invoice_dispute.invoice_id')
    .select([
      'invoice_dispute.id as id',
      'invoice_dispute.invoice_id as invoiceId',
      'invoice.number as invoiceNumber',
      'invoice_dispute.representative_id as representativeId',
      'representative.name as representativeName',
      'invoice_dispute.reason as reason',
      'invoice_dispute.status as status',
      'invoice_dispute.raised_at as raisedAt',
    ])
    .where('invoice_dispute.status', '=', 'open')
    .where(isLaterThan('invoice_dispute', 'raised_at', after));
  return applyScope(query, scopeOfRepresentativesRows(actor), 'invoice_dispute')
    .orderBy('invoice_dispute.raised_at')
    .orderBy('invoice_dispute.id')
    .limit(limit)
    .$castTo<DisputeView>()
    .execute();
}

function claimsSeen(queries: QueryHandle, actor: Actor) {
  const query = billingTables(queries)
    .selectFrom('payment_claim')
    .innerJoin('representative', 'representative.id', 'payment_claim.representative_id')
    .leftJoin('invoice', 'invoice.id', 'payment_claim.invoice_id')
    .select([
      'payment_claim.id as id',
      'payment_claim.representative_id as representativeId',
      'representative.name as representativeName',
      'payment_claim.invoice_id as invoiceId',
      'invoice.number as invoiceNumber',
      'payment_claim.currency as currency',
      'payment_claim.amount as amount',
      'payment_claim.paid_on as paidOn',
      'payment_claim.note as note',
      'payment_claim.status as status',
      'payment_claim.digest as digest',
      'payment_claim.created_at as createdAt',
    ])
    .$castTo<Omit<ClaimView, 'hasReceipt'> & { readonly digest: string | null }>();
  return applyScope(query, scopeOfRepresentativesRows(actor), 'payment_claim');
}

function asClaim({
  digest,
  ...claim
}: Omit<ClaimView, 'hasReceipt'> & { readonly digest: string | null }): ClaimView {
  return { ...claim, hasReceipt: digest !== null };
}

/** Behind the row `after` in the order of the column, then the id; that row may have been decided meanwhile. */
function isLaterThan(table: string, column: string, after: string | null): Expression<SqlBool> {
  if (after === null) return sql<SqlBool>`1 = 1`;
  const [here, id] = [sql.ref(`${table}.${column}`), sql.ref(`${table}.id`)];
  const there = sql`(select last.${sql.ref(column)} from ${sql.table(table)} as last where last.id = ${after})`;
  return sql<SqlBool>`(${here} > ${there} or (${here} = ${there} and ${id} > ${after}))`;
}
