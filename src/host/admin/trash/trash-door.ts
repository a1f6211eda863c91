import type { Selectable } from 'kysely';
import type { HostTables, TrashEntryTable } from '../../../../generated/tables/host.js';
import type { Database, Transaction, Translator } from '../../../kernel/ports.js';
import { forUpdate } from '../../../query/for-update.js';
import { queriesOf } from '../../../query/queries.js';
import { columnsOf, insertRow, type KeptRow } from '../../trash/stored-rows.js';
import { DELETE_FOR_GOOD, USE_TRASH } from '../../trash/trash-contribution.js';
import { conflictOf } from '../database-conflict.js';
import type { PanelReader } from '../panel-reader.js';
import { PanelRefusal } from '../panel-refusal.js';
import type { PanelRegistry } from '../panel-registry.js';
import { panelTables } from '../panel-tables.js';
import { mustBeTyped, titleToType } from '../typed-title.js';
import { isWithinScope } from './within-scope.js';

export interface TrashView {
  readonly id: string;
  readonly title: string;
  /** what its resource is called */
  readonly kind: string;
  readonly deletedAt: string;
  readonly deletedBy: string | null;
  readonly expiresAt: string;
}

/** What lies in the trash, for those who may remove such a record and could see that very one. */
export interface TrashDoor {
  list(
    reader: PanelReader,
    before: string,
  ): Promise<{ readonly entries: readonly TrashView[]; readonly next: string | null }>;
  restore(
    reader: PanelReader,
    ids: readonly string[],
  ): Promise<{ readonly message: string; readonly redirect: string | null }>;
  /** `typed`: the one entry's title; of several, how many they are */
  deleteForGood(
    reader: PanelReader,
    ids: readonly string[],
    typed: unknown,
  ): Promise<{ readonly message: string }>;
}

type Entry = Selectable<TrashEntryTable>;

const PER_PAGE = 25;
const READ_AT_ONCE = 100;
const AT_MOST = 200;

export function makeTrashDoor(registry: PanelRegistry, translator: Translator): TrashDoor {
  const enter = (reader: PanelReader): void => {
    if (!reader.may(USE_TRASH)) throw new PanelRefusal({ code: 'forbidden' }, 403);
  };
  const models = (reader: PanelReader): readonly string[] =>
    registry.entries
      .filter(({ resource: { contribution } }) => {
        const { read, remove, restore = remove } = contribution.permissions;
        return restore !== undefined && reader.may(restore) && reader.may(read);
      })
      .map(({ resource }) => resource.model.name);

  const isReachable = (
    source: Database | Transaction,
    reader: PanelReader,
    entry: Entry,
  ): Promise<boolean> => {
    const scope = registry.entry(entry.entity)?.resource.contribution.scope(reader.actor);
    const [record] = rowsOf(entry);
    if (!scope || !record) return Promise.resolve(false);
    return isWithinScope(source, scope, columnsOf(record));
  };

  /** Those entries, locked, or none of them: what is not the reader's is not there. */
  const take = async (tx: Transaction, reader: PanelReader, ids: readonly string[]): Promise<Entry[]> => {
    const wanted = [...new Set(ids)].slice(0, AT_MOST);
    const allowed = models(reader);
    if (wanted.length === 0 || allowed.length === 0) throw new PanelRefusal({ code: 'trash-gone' }, 404);
    const entries = await forUpdate(
      tx.dialect,
      trash(tx)
        .selectAll()
        .where('id', 'in', wanted)
        .where('entity', 'in', [...allowed])
        .orderBy('deleted_at', 'desc'),
    ).execute();
    for (const entry of entries)
      if (!(await isReachable(tx, reader, entry))) throw new PanelRefusal({ code: 'trash-gone' }, 404);
    if (entries.length !== wanted.length) throw new PanelRefusal({ code: 'trash-gone' }, 404);
    return entries;
  };

  const view = (reader: PanelReader, entry: Entry, names: ReadonlyMap<string, string>): TrashView => {
    const plugin = registry.entry(entry.entity)?.resource.plugin ?? 'host';
    return {
      id: entry.id,
      title: entry.title,
      kind: translator.text(reader.language, `${plugin}:resources.${entry.entity}.name`),
      deletedAt: entry.deleted_at.toISOString(),
      deletedBy: entry.deleted_by === null ? null : (names.get(entry.deleted_by) ?? null),
      expiresAt: entry.expires_at.toISOString(),
    };
  };

  return {
    async list(reader, before) {
      enter(reader);
      const allowed = models(reader);
      const found: Entry[] = [];
      let place = placeOf(before);
      while (allowed.length > 0 && found.length <= PER_PAGE) {
        const some = await older(registry.database, allowed, place);
        for (const entry of some) if (await isReachable(registry.database, reader, entry)) found.push(entry);
        place = some.at(-1) ?? null;
        if (some.length < READ_AT_ONCE) break;
      }
      const page = found.slice(0, PER_PAGE);
      const last = page.at(-1);
      const names = await namesOf(registry.database, page);
      return {
        entries: page.map((entry) => view(reader, entry, names)),
        next: found.length > PER_PAGE && last ? `${last.deleted_at.getTime()}:${last.id}` : null,
      };
    },

    async restore(reader, ids) {
      enter(reader);
      const restored = await registry.database.transaction(async (tx) => {
        const entries = await take(tx, reader, ids);
        for (const entry of entries) await putBack(tx, entry);
        for (const { id, entity, entity_id } of entries) {
          await queriesOf<HostTables>(tx.queries).deleteFrom('trash_entry').where('id', '=', id).execute();
          const audited = { entity, entityId: entity_id };
          await tx.audit({ actor: reader.actor, action: 'host.restore-record', ...audited });
        }
        return entries;
      });
      const [only] = restored;
      return {
        message: translator.text(reader.language, 'host:panel.trash.restored', {
          count: restored.length,
          title: only?.title ?? '',
        }),
        redirect:
          restored.length === 1 && only
            ? `/admin/resources/${only.entity}/records/${encodeURIComponent(only.entity_id)}/show`
            : null,
      };
    },

    async deleteForGood(reader, ids, typed) {
      enter(reader);
      const count = await registry.database.transaction(async (tx) => {
        const entries = await take(tx, reader, ids);
        mustBeTyped(titleToType(entries), typed);
        for (const { id, entity, entity_id } of entries) {
          await queriesOf<HostTables>(tx.queries).deleteFrom('trash_entry').where('id', '=', id).execute();
          const audited = { entity, entityId: entity_id };
          await tx.audit({ actor: reader.actor, action: DELETE_FOR_GOOD, ...audited });
        }
        return entries.length;
      });
      return { message: translator.text(reader.language, 'host:panel.trash.gone', { count }) };
    },
  };
}

function trash(source: Database | Transaction) {
  return queriesOf<HostTables>(source.queries).selectFrom('trash_entry');
}

function rowsOf({ rows }: Entry): readonly KeptRow[] {
  return JSON.parse(rows) as readonly KeptRow[];
}

/** A refusal thrown here rolls the whole restoration back. */
async function putBack(tx: Transaction, entry: Entry): Promise<void> {
  try {
    for (const row of rowsOf(entry)) await insertRow(panelTables(tx), row);
  } catch (error) {
    const conflict = conflictOf(error);
    if (conflict === null) throw error;
    const code = conflict === 'duplicate' ? 'trash-taken' : 'trash-parent-gone';
    throw new PanelRefusal({ code, title: entry.title });
  }
}

type Place = Pick<Entry, 'deleted_at' | 'id'> | null;

function older(database: Database, entities: readonly string[], place: Place): Promise<Entry[]> {
  return trash(database)
    .selectAll()
    .where('entity', 'in', [...entities])
    .$if(place !== null, (query) =>
      query.where(({ or, and, eb }) =>
        or([
          eb('deleted_at', '<', place!.deleted_at),
          and([eb('deleted_at', '=', place!.deleted_at), eb('id', '<', place!.id)]),
        ]),
      ),
    )
    .orderBy('deleted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(READ_AT_ONCE)
    .execute();
}

function placeOf(text: string): Place {
  const match = /^(\d{1,15}):([\w-]{1,36})$/.exec(text);
  return match ? { deleted_at: new Date(Number(match[1])), id: match[2] ?? '' } : null;
}

async function namesOf(database: Database, entries: readonly Entry[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(entries.flatMap(({ deleted_by: by }) => by ?? []))];
  if (ids.length === 0) return new Map();
  const users = await queriesOf<HostTables>(database.queries)
    .selectFrom('app_user')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(users.map(({ id, name }) => [id, name]));
}
