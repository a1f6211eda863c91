import { sql, type Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { streamRows } from '../../query/stream-rows.js';
import type { SignHead } from './chain.js';
import { ERASE_CONTENT } from './erase-content.js';
import { erasedRanges, inRanges, type SeqRange } from './erased-ranges.js';
import { verifyChain, type ChainReport, type StoredHead, type StoredLink } from './verify-chain.js';

/** The whole chain, from its first entry to its signed end. */
export function verifyStoredChain(database: Pick<Database, 'queries'>, sign: SignHead): Promise<ChainReport> {
  return verifyChain({ links: linksAfter(database, null), head: () => headOf(database), sign });
}

/** The newest entries alone: quick, whatever the chain's length. */
export async function verifyNewest(database: Database, sign: SignHead, count: number): Promise<ChainReport> {
  const queries = queriesOf<HostTables>(database.queries);
  const after = await queries
    .selectFrom('audit_entry')
    .select(['seq', 'digest'])
    .orderBy('seq', 'desc')
    .offset(count)
    .limit(1)
    .executeTakeFirst();
  return verifyChain({
    links: linksAfter(database, after?.seq ?? null),
    ...(after ? { after } : {}),
    head: () => headOf(database),
    sign,
  });
}

async function* linksAfter(
  database: Pick<Database, 'queries'>,
  seq: bigint | null,
): AsyncIterable<StoredLink> {
  const all = storedLinks(queriesOf<HostTables>(database.queries));
  yield* linksOf(database, seq === null ? all : all.where('entry.seq', '>', seq));
}

/** In the order of their numbers, both ends included. */
export async function* linksBetween(
  database: Database,
  { first, last }: SeqRange,
): AsyncIterable<StoredLink> {
  const all = storedLinks(queriesOf<HostTables>(database.queries));
  yield* linksOf(database, all.where('entry.seq', '>=', first).where('entry.seq', '<=', last));
}

async function* linksOf(
  database: Pick<Database, 'queries'>,
  wanted: ReturnType<typeof storedLinks>,
): AsyncIterable<StoredLink> {
  let isErased: ((seq: bigint) => boolean) | null = null;
  for await (const row of streamRows(wanted)) {
    const link = linkOf(row);
    // Asked for when the rows are on their way: what is missing from them was erased before.
    if (link.stored === null) isErased ??= inRanges(await erasedRanges(database.queries));
    yield link.stored === null && isErased?.(link.seq) ? { ...link, erased: true } : link;
  }
}

function storedLinks(queries: Kysely<HostTables>) {
  return queries
    .selectFrom('audit_entry as entry')
    .leftJoin('audit_content as content', 'content.entry_id', 'entry.id')
    .selectAll('entry')
    .select([
      'content.entry_id as has_content',
      'content.salt',
      'content.actor',
      'content.before',
      'content.after',
    ])
    .select(
      sql<unknown>`case when content.entry_id is null then (select max(e.seq) from audit_entry e where e.entity = 'AuditEntry' and e.entity_id = entry.id and e.action = ${ERASE_CONTENT}) end`.as(
        'erased_in',
      ),
    )
    .orderBy('entry.seq');
}

type Row = Awaited<ReturnType<ReturnType<typeof storedLinks>['executeTakeFirstOrThrow']>>;

function linkOf(row: Row): StoredLink {
  const { id, seq, at, via, action, entity, content, digest } = row;
  return {
    ...{ id, seq, at, via, action, entity, content, digest },
    actorId: row.actor_id,
    entityId: row.entity_id,
    stored:
      row.has_content === null
        ? null
        : { salt: row.salt ?? '', actor: row.actor ?? '', before: row.before, after: row.after },
    erased: row.erased_in !== null,
  };
}

/** Where the chain ends; null: nothing was entered yet. */
export async function headOf(database: Pick<Database, 'queries'>): Promise<StoredHead | null> {
  const head = await queriesOf<HostTables>(database.queries)
    .selectFrom('audit_head')
    .select(['seq', 'digest', 'signature'])
    .executeTakeFirst();
  return head ?? null;
}
