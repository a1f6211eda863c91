import type { HostTables } from '../../../../generated/tables/host.js';
import { queriesOf } from '../../../query/queries.js';
import type { PanelReader } from '../panel-reader.js';
import { PanelRefusal } from '../panel-refusal.js';
import { scopeFor, type PanelEntry } from '../panel-registry.js';
import { actionTitle } from './action-titles.js';
import { changesOf, type Change, type Means } from './changes.js';

export interface HistoryEntry {
  /** its number in the audit trail */
  readonly seq: string;
  readonly at: string;
  /** null: the words were erased */
  readonly who: string | null;
  readonly via: string;
  readonly title: string;
  readonly changes: readonly Change[];
}

export interface HistoryDoor {
  /** What was done to a record of the reader's, newest first. */
  ofRecord(
    reader: PanelReader,
    model: string,
    id: string,
    before: string,
  ): Promise<{ readonly entries: readonly HistoryEntry[]; readonly older: string | null }>;
  /** One entry of the audit trail. */
  entry(reader: PanelReader, id: string): Promise<HistoryEntry>;
}

const READ_HISTORY = 'host.history.read';
const READ_AUDIT = 'host.audit.read';
const PER_PAGE = 20;

export function mayReadHistory(reader: PanelReader): boolean {
  return reader.may(READ_HISTORY) || reader.may(READ_AUDIT);
}

export function makeHistoryDoor(means: Means): HistoryDoor {
  const { registry, translator } = means;
  const links = () =>
    queriesOf<HostTables>(registry.database.queries)
      .selectFrom('audit_entry as link')
      .leftJoin('audit_content as content', 'content.entry_id', 'link.id')
      .select(['link.seq', 'link.at', 'link.via', 'link.action', 'link.entity', 'link.entity_id'])
      .select(['content.actor', 'content.before', 'content.after']);
  type Row = Awaited<ReturnType<ReturnType<typeof links>['executeTakeFirstOrThrow']>>;

  const view = async (
    reader: PanelReader,
    row: Row,
    entry: PanelEntry | null,
    record: Readonly<Record<string, unknown>>,
  ): Promise<HistoryEntry> => ({
    seq: String(row.seq),
    at: row.at.toISOString(),
    who: row.actor,
    via: translator.text(reader.language, `host:statuses.${row.via}`),
    title: actionTitle(translator, reader.language, row.action),
    changes: entry
      ? await changesOf(means, entry, reader, {
          before: factsOf(row.before),
          after: factsOf(row.after),
          record,
        })
      : [],
  });

  return {
    async ofRecord(reader, model, id, before) {
      if (!mayReadHistory(reader)) throw new PanelRefusal({ code: 'forbidden' }, 403);
      const entry = registry.entry(model);
      const [record] = entry ? await entry.reads.byIds(registry.database, scopeFor(entry, reader), [id]) : [];
      if (!entry || !record) throw new PanelRefusal({ code: 'record-unknown' }, 404);
      const rows = await links()
        .where('link.entity', '=', model)
        .where('link.entity_id', '=', id)
        .$if(/^\d{1,18}$/.test(before), (query) => query.where('link.seq', '<', BigInt(before)))
        .orderBy('link.seq', 'desc')
        .limit(PER_PAGE + 1)
        .execute();
      const page = rows.slice(0, PER_PAGE);
      const entries: HistoryEntry[] = [];
      for (const row of page) entries.push(await view(reader, row, entry, record));
      return { entries, older: rows.length > PER_PAGE ? (entries.at(-1)?.seq ?? null) : null };
    },

    async entry(reader, id) {
      if (!reader.may(READ_AUDIT)) throw new PanelRefusal({ code: 'forbidden' }, 403);
      const row = await links().where('link.id', '=', id).executeTakeFirst();
      if (!row) throw new PanelRefusal({ code: 'record-unknown' }, 404);
      const entry = registry.entry(row.entity);
      const [record] = entry
        ? await entry.reads.byIds(registry.database, scopeFor(entry, reader), [row.entity_id])
        : [];
      return view(reader, row, entry, record ?? {});
    },
  };
}

function factsOf(json: string | null): Readonly<Record<string, unknown>> | null {
  const value: unknown = json === null ? null : JSON.parse(json);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}
