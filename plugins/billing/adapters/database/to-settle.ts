import { sql, type Expression, type SqlBool } from 'kysely';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import type {
  InvoicesAsked,
  OpenInvoiceView,
  PayerView,
  RecordedPaymentView,
  Settlement,
} from '../../contract/settlement.js';
import { bareNumber, spellingOf } from '../../domain/numbering.js';
import { scopeOfInvoices, scopeOfRepresentatives, scopeOfRepresentativesRows } from '../../scopes.js';
import { isNamed } from './search.js';
import { billingTables } from './tables.js';

const OPEN = ['issued', 'partly_paid'];
const PAGE = 1_000;
/** as many values as every database takes in one list */
const LIST = 500;
/** What they leave to pay is sorted anew for each page: of few it is little. */
const REPRESENTATIVES_AT_ONCE = 50;
const SEPARATORS = ['-', ' ', '/', '.', '_', '#', '\\', ':', ','];

/** What whoever settles by evidence reads of the books: what is open, what was paid, and who pays. */
export const toSettle: Pick<Settlement, 'openInvoices' | 'recordedPayments' | 'payers'> = {
  openInvoices,
  recordedPayments,
  payers,
};

async function* openInvoices(
  queries: QueryHandle,
  actor: Actor,
  asked: InvoicesAsked,
  pageSize = PAGE,
): AsyncIterable<readonly OpenInvoiceView[]> {
  const ids = await idsAsked(queries, asked);
  let left = asked.limit ?? Number.POSITIVE_INFINITY;
  for (const chosen of listsOf(ids)) {
    for (const representatives of listsOf(asked.representativeIds, REPRESENTATIVES_AT_ONCE)) {
      for (let after = ''; left > 0;) {
        const size = Math.min(pageSize, left);
        const page = await openPage(queries, actor, { ...asked, ids: chosen, representatives, after, size });
        if (page.length > 0) yield page;
        left -= page.length;
        if (page.length < size) break;
        after = page.at(-1)!.id;
      }
    }
  }
}

interface PageAsked extends Pick<InvoicesAsked, 'currency' | 'outstanding'> {
  readonly ids: readonly string[] | null;
  readonly representatives: readonly string[] | null;
  readonly after: string;
  readonly size: number;
}

function openPage(
  queries: QueryHandle,
  actor: Actor,
  { ids, representatives, currency, outstanding, after, size }: PageAsked,
): Promise<readonly OpenInvoiceView[]> {
  let query = billingTables(queries)
    .selectFrom('invoice')
    .select([
      'id',
      'number',
      'representative_id as representativeId',
      'issue_date as issuedOn',
      'due_date as dueOn',
      'currency',
      'outstanding',
      'disputed',
    ])
    .where('outstanding', '>', 0n)
    .where('id', '>', after);
  // All that is open is read along the primary key: by the index of the status it would be sorted anew for each page.
  const isNarrowed = ids !== null || representatives !== null || outstanding !== undefined;
  query = query.where(isNarrowed ? sql.ref('status') : sql`coalesce(status, '')`, 'in', OPEN);
  if (ids) query = query.where('id', 'in', [...ids]);
  if (representatives) query = query.where('representative_id', 'in', [...representatives]);
  if (currency !== undefined) query = query.where('currency', '=', currency);
  if (outstanding !== undefined) query = query.where('outstanding', '=', outstanding);
  return applyScope(query, scopeOfInvoices(actor))
    .orderBy('id')
    .limit(size)
    .$castTo<OpenInvoiceView>()
    .execute();
}

/** The ids that `ids` and `numbers` leave; undefined when neither was given. */
async function idsAsked(
  queries: QueryHandle,
  { ids, numbers }: InvoicesAsked,
): Promise<readonly string[] | undefined> {
  if (numbers === undefined) return ids;
  const numbered = await idsOfNumbers(queries, numbers);
  return ids === undefined ? [...numbered] : ids.filter((id) => numbered.has(id));
}

/** By the index as far as a spelling can be known beforehand; what is left is compared with every open number. */
async function idsOfNumbers(queries: QueryHandle, numbers: readonly string[]): Promise<ReadonlySet<string>> {
  const asked = [...new Set(numbers)];
  const prefixes = await billingTables(queries)
    .selectFrom('number_series')
    .select('prefix')
    .where('purpose', '=', 'invoice')
    .execute();
  const spelled = asked.flatMap((bare) => [
    bare,
    ...prefixes.map((series) => spellingOf(series, bare)).filter((spelling) => spelling !== null),
  ]);
  const found = await invoicesWhere(queries, 'number', spelled);
  const known = new Set(found.map(({ number }) => bareNumber(number ?? '')));
  const others = asked.filter((bare) => !known.has(bare));
  const bareColumn = SEPARATORS.reduce<Expression<unknown>>(
    (column, separator) => sql`replace(${column}, ${separator}, '')`,
    sql`upper(number)`,
  );
  found.push(...(await invoicesWhere(queries, bareColumn, others)));
  return new Set(found.map(({ id }) => id));
}

async function invoicesWhere(
  queries: QueryHandle,
  column: 'number' | Expression<unknown>,
  values: readonly string[],
): Promise<{ readonly id: string; readonly number: string | null }[]> {
  const found = [];
  for (const list of chunksOf(values)) {
    const isOne = sql<SqlBool>`${typeof column === 'string' ? sql.ref(column) : column} in (${sql.join(list)})`;
    const rows = await billingTables(queries)
      .selectFrom('invoice')
      .select(['id', 'number'])
      .where('status', 'in', OPEN)
      .where(isOne)
      .execute();
    found.push(...rows);
  }
  return found;
}

async function recordedPayments(
  queries: QueryHandle,
  actor: Actor,
  { from, to, representativeIds, currency, amount, ids }: Parameters<Settlement['recordedPayments']>[2],
): Promise<readonly RecordedPaymentView[]> {
  const found: RecordedPaymentView[] = [];
  for (const chosen of listsOf(ids)) {
    for (const representatives of listsOf(representativeIds)) {
      let query = billingTables(queries)
        .selectFrom('payment')
        .select([
          'id',
          'representative_id as representativeId',
          'received_on as receivedOn',
          'currency',
          'amount',
          'unallocated',
          'method',
          'reference',
        ])
        .where('reversed_on', 'is', null);
      if (from !== undefined) query = query.where('received_on', '>=', from);
      if (to !== undefined) query = query.where('received_on', '<=', to);
      if (chosen) query = query.where('id', 'in', [...chosen]);
      if (representatives) query = query.where('representative_id', 'in', [...representatives]);
      if (currency !== undefined) query = query.where('currency', '=', currency);
      if (amount !== undefined) query = query.where('amount', '=', amount);
      const scoped = applyScope(query, scopeOfRepresentativesRows(actor));
      const rows = scoped.orderBy('received_on').orderBy('id').$castTo<RecordedPaymentView>();
      found.push(...(await rows.execute()));
    }
  }
  return found;
}

async function payers(
  queries: QueryHandle,
  actor: Actor,
  { ids, term, limit }: NonNullable<Parameters<Settlement['payers']>[2]> = {},
): Promise<readonly PayerView[]> {
  const found: PayerView[] = [];
  for (const chosen of listsOf(ids)) {
    let query = billingTables(queries)
      .selectFrom('representative')
      .select(['id', 'code', 'name', 'currency', 'active']);
    if (chosen) query = query.where('id', 'in', [...chosen]);
    if (term !== undefined) query = query.where(isNamed(term));
    if (limit !== undefined) query = query.limit(limit);
    const scoped = applyScope(query, scopeOfRepresentatives(actor));
    found.push(...(await scoped.orderBy('name').orderBy('id').$castTo<PayerView>().execute()));
  }
  return limit === undefined ? found : found.slice(0, limit);
}

/** The lists to ask for one after the other; one null when nothing narrows. */
function listsOf(values: readonly string[] | undefined, most = LIST): readonly (readonly string[] | null)[] {
  return values === undefined ? [null] : chunksOf(values, most);
}

/** In the order of the values, as many at a time as one list takes. */
function chunksOf(values: readonly string[], most = LIST): readonly (readonly string[])[] {
  const sorted = [...new Set(values)].sort();
  const chunks: (readonly string[])[] = [];
  for (let start = 0; start < sorted.length; start += most) chunks.push(sorted.slice(start, start + most));
  return chunks;
}
