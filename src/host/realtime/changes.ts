import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';

/** What happened to records of one model, or to what is written under them. */
export interface Change {
  readonly model: string;
  /** for comments: the model of the records that they stand under, whose ids `ids` then are */
  readonly of: string | null;
  readonly ids: ReadonlySet<string>;
  /** more was changed at once than the audit trail names: an import */
  readonly isMany: boolean;
}

export interface ChangesSince {
  readonly changes: readonly Change[];
  /** the last link of the audit chain that was read */
  readonly seq: bigint;
}

const AT_ONCE = 1000;
const COMMENT = 'Comment';
const RECORD_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the audit chain ends, or ended at an instant. */
export async function endOfChain(database: Database, at?: Date): Promise<bigint> {
  let links = tablesOf(database).selectFrom('audit_entry').select('seq');
  if (at) links = links.where('at', '<=', at);
  const last = await links.orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return last?.seq ?? 0n;
}

/** Everything that was done since a link of the audit chain. It has no gaps, so nothing is missed, whichever process did it. */
export async function changesSince(database: Database, after: bigint): Promise<ChangesSince> {
  const noted = new Map<string, Noted>();
  const commentIds: string[] = [];
  let seq = after;
  for (;;) {
    const links = await tablesOf(database)
      .selectFrom('audit_entry')
      .select(['seq', 'entity', 'entity_id'])
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(AT_ONCE)
      .execute();
    for (const { entity, entity_id: id } of links) {
      if (entity === COMMENT) commentIds.push(id);
      else note(noted, entity, null, id);
    }
    seq = links.at(-1)?.seq ?? seq;
    if (links.length < AT_ONCE) break;
  }
  for (const { entity, entity_id: id } of await placesOf(database, commentIds))
    note(noted, COMMENT, entity, id);
  return { changes: [...noted.values()], seq };
}

interface Noted extends Change {
  readonly ids: Set<string>;
  isMany: boolean;
}

function note(noted: Map<string, Noted>, model: string, of: string | null, id: string): void {
  const key = `${model}/${of ?? ''}`;
  const change = noted.get(key) ?? { model, of, ids: new Set(), isMany: false };
  noted.set(key, change);
  // A change to many records at once is entered under a name of its own: that of the file they came from.
  if (RECORD_ID.test(id)) change.ids.add(id);
  else change.isMany = true;
}

async function placesOf(
  database: Database,
  commentIds: readonly string[],
): Promise<readonly { readonly entity: string; readonly entity_id: string }[]> {
  if (commentIds.length === 0) return [];
  return tablesOf(database)
    .selectFrom('comment')
    .select(['entity', 'entity_id'])
    .where('id', 'in', commentIds.slice(-AT_ONCE))
    .execute();
}

function tablesOf(database: Database): Kysely<HostTables> {
  return queriesOf<HostTables>(database.queries);
}
