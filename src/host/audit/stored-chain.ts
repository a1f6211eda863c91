import { sql, type Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { streamRows } from '../../query/stream-rows.js';
import type { SignHead } from './chain.js';
import { ERASE_CONTENT } from './erase-content.js';
import { erasedRanges, inRanges, rangeId, type SeqRange } from './erased-ranges.js';
import { verifyChain, type ChainReport, type StoredHead, type StoredLink } from './verify-chain.js';

/** The whole chain, from its first entry to its signed end. */
export function verifyStoredChain(database: Readable, sign: SignHead): Promise<ChainReport> {
  return knowingErasures(database, (erased) =>
    verifyChain({ links: linksAfter(database, null, erased), head: () => headOf(database), sign }),
  );
}

/** The newest entries alone: quick, whatever the chain's length. */
export async function verifyNewest(database: Readable, sign: SignHead, count: number): Promise<ChainReport> {
  const queries = queriesOf<HostTables>(database.queries);
  const after = await queries
    .selectFrom('audit_entry')
    .select(['seq', 'digest'])
    .orderBy('seq', 'desc')
    .offset(count)
    .limit(1)
    .executeTakeFirst();
  return knowingErasures(database, (erased) =>
    verifyChain({
      links: linksAfter(database, after?.seq ?? null, erased),
      ...(after ? { after } : {}),
      head: () => headOf(database),
      sign,
    }),
  );
}

type Readable = Pick<Database, 'queries'>;

/** What is erased while the chain is read is missing from it without being known as erased: then it is read again. */
async function knowingErasures(
  database: Readable,
  verify: (erased: readonly SeqRange[]) => Promise<ChainReport>,
): Promise<ChainReport> {
  let erased = await erasedRanges(database.queries);
  for (;;) {
    const report = await verify(erased);
    if (report.faults === 0) return report;
    const now = await erasedRanges(database.queries);
    if (now.map(rangeId).join() === erased.map(rangeId).join()) return report;
    erased = now;
  }
}

async function* linksAfter(
  database: Readable,
  seq: bigint | null,
  erased: readonly SeqRange[],
): AsyncIterable<StoredLink> {
  const all = storedLinks(queriesOf<HostTables>(database.queries));
  const isErased = inRanges(erased);
  for await (const row of streamRows(seq === null ? all : all.where('entry.seq', '>', seq)))
    yield linkOf(row, isErased);
}

/** In the order of their numbers, both ends included. Of the house's own database: it is asked more while the rows come. */
export async function* linksBetween(
  database: Readable,
  { first, last }: SeqRange,
): AsyncIterable<StoredLink> {
  const all = storedLinks(queriesOf<HostTables>(database.queries));
  const wanted = all.where('entry.seq', '>=', first).where('entry.seq', '<=', last);
  let isErased: ((seq: bigint) => boolean) | null = null;
  for await (const row of streamRows(wanted)) {
    // Asked for when the rows are on their way: what is missing from them was erased before.
    isErased ??= inRanges(await erasedRanges(database.queries));
    yield linkOf(row, isErased);
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

function linkOf(row: Row, isErased: (seq: bigint) => boolean): StoredLink {
  const { id, seq, at, via, action, entity, content, digest } = row;
  return {
    ...{ id, seq, at, via, action, entity, content, digest },
    actorId: row.actor_id,
    entityId: row.entity_id,
    stored:
      row.has_content === null
        ? null
        : { salt: row.salt ?? '', actor: row.actor ?? '', before: row.before, after: row.after },
    erased: row.has_content === null && (row.erased_in !== null || isErased(seq)),
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
