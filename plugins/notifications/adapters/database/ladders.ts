import type { Selectable } from 'kysely';
import type { ReminderLadderTable, ReminderStageTable } from '../../../../generated/tables/notifications.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { mayBeId, newId } from '../../../../src/values/ids.js';
import type { Ladders } from '../../app/reminders/records.js';
import {
  AUDIENCES,
  type Audience,
  type Ladder,
  type LadderContent,
  type Segment,
  type Stage,
  type Wording,
} from '../../domain/ladder.js';
import { notificationTables } from './tables.js';

export const ladders: Ladders = {
  async all(queries) {
    const tables = notificationTables(queries);
    const rows = await tables
      .selectFrom('reminder_ladder')
      .selectAll()
      .orderBy('position')
      .orderBy('id')
      .execute();
    const stages = await tables.selectFrom('reminder_stage').selectAll().orderBy('day').execute();
    return rows.map((row) =>
      ladderOf(
        row,
        stages.filter(({ ladder_id }) => ladder_id === row.id),
      ),
    );
  },

  async find(queries, id) {
    if (!mayBeId(id)) return null;
    const tables = notificationTables(queries);
    const row = await tables
      .selectFrom('reminder_ladder')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) return null;
    const stages = await tables
      .selectFrom('reminder_stage')
      .selectAll()
      .where('ladder_id', '=', id)
      .orderBy('day')
      .execute();
    return ladderOf(row, stages);
  },

  async add(queries, id, content, at) {
    const tables = notificationTables(queries);
    const last = await tables
      .selectFrom('reminder_ladder')
      .select('position')
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    await tables
      .insertInto('reminder_ladder')
      .values({
        ...{ id, ...columnsOf(content) },
        ...{ position: (last?.position ?? 0) + 1, created_at: at, updated_at: at, version: 1 },
      })
      .execute();
    await writeStages(queries, id, content.stages);
  },

  async change(queries, { id, version }, content, at) {
    const changed = await notificationTables(queries)
      .updateTable('reminder_ladder')
      .set({ ...columnsOf(content), updated_at: at, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return false;
    await removeStages(queries, id);
    await writeStages(queries, id, content.stages);
    return true;
  },

  async remove(queries, { id, version }) {
    const tables = notificationTables(queries);
    const found = await tables
      .updateTable('reminder_ladder')
      .set({ version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (found.numUpdatedRows === 0n) return false;
    await removeStages(queries, id);
    await tables.deleteFrom('reminder_ladder').where('id', '=', id).execute();
    return true;
  },

  async arrange(queries, ids) {
    for (const [index, id] of ids.entries()) {
      await notificationTables(queries)
        .updateTable('reminder_ladder')
        .set({ position: index + 1 })
        .where('id', '=', id)
        .execute();
    }
  },
};

async function writeStages(queries: QueryHandle, ladderId: string, stages: readonly Stage[]): Promise<void> {
  if (stages.length === 0) return;
  await notificationTables(queries)
    .insertInto('reminder_stage')
    .values(
      stages.map(({ day, audience, wording, channels, extra }) => ({
        ...{ id: newId(), ladder_id: ladderId, day, audience, wording },
        ...{ channels: JSON.stringify(channels), extra: JSON.stringify(extra) },
      })),
    )
    .execute();
}

async function removeStages(queries: QueryHandle, ladderId: string): Promise<void> {
  await notificationTables(queries).deleteFrom('reminder_stage').where('ladder_id', '=', ladderId).execute();
}

function columnsOf({ name, active, segment }: LadderContent) {
  const { atLeast, ...lists } = segment;
  return { name, active, segment: JSON.stringify({ ...lists, atLeast: atLeast && String(atLeast) }) };
}

function ladderOf(
  { id, name, position, active, version, segment }: Selectable<ReminderLadderTable>,
  stages: readonly Selectable<ReminderStageTable>[],
): Ladder {
  const { atLeast, ...lists } = JSON.parse(segment) as Omit<Segment, 'atLeast'> & {
    readonly atLeast: string | null;
  };
  return {
    ...{ id, name, position, active, version },
    segment: { ...lists, atLeast: atLeast === null ? null : BigInt(atLeast) },
    stages: stages
      .map(({ day, audience, wording, channels, extra }) => ({
        day,
        audience: audience as Audience,
        wording: wording as Wording,
        channels: JSON.parse(channels) as Stage['channels'],
        extra: JSON.parse(extra) as Stage['extra'],
      }))
      .sort((a, b) => a.day - b.day || AUDIENCES.indexOf(a.audience) - AUDIENCES.indexOf(b.audience)),
  };
}
