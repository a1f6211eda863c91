import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { TrashRecord } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import { newId } from '../../values/ids.js';
import { jsonText } from '../database/json-text.js';
import { readRows, type KeptRow } from './stored-rows.js';

const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

/** Copies rows into the trash, in the transaction that deletes them afterwards. */
export async function keepInTrash(
  tx: Kysely<HostTables>,
  clock: Clock,
  { actor, entity, entityId, title, rows: wanted }: TrashRecord,
): Promise<string> {
  const id = newId();
  const now = clock.now();
  const rows: KeptRow[] = [];
  for (const one of wanted) rows.push(...(await readRows(tx as never, one)));
  await tx
    .insertInto('trash_entry')
    .values({
      ...{ id, entity },
      entity_id: entityId,
      title: title.slice(0, 190),
      rows: jsonText(rows),
      deleted_at: now,
      deleted_by: actor.userId,
      expires_at: new Date(now.getTime() + KEPT_DAYS * DAY_MS),
    })
    .execute();
  return id;
}
