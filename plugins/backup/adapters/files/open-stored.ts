import type { BackupTables } from '../../../../generated/tables/backup.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { parseKept } from '../../../../src/values/kept-json.js';
import { err } from '../../../../src/values/result.js';
import { findKind, openPlace } from '../../app/places/open-place.js';
import type { OpenCopy } from './fetch-copy.js';

/** A copy as its place has it. Refuses `restore-no-copy`, and what the place refuses. */
export const openStored: OpenCopy = async (context, copyId, signal) => {
  const copy = await queriesOf<BackupTables>(context.database.queries)
    .selectFrom('backup_copy as copy')
    .innerJoin('backup_destination as place', 'place.id', 'copy.destination_id')
    .select(['copy.location', 'place.kind', 'place.place', 'place.secrets'])
    .where('copy.id', '=', copyId)
    .where('copy.state', 'in', ['stored', 'proven'])
    .executeTakeFirst();
  if (!copy?.location || !findKind(context, copy.kind).ok) return err({ code: 'restore-no-copy' });
  const values = { place: fieldsOf(copy.place), secrets: fieldsOf(copy.secrets ?? '{}') };
  const opened = await openPlace(context, { kind: copy.kind, ...values });
  return opened.ok ? opened.value.get(copy.location, signal) : opened;
};

function fieldsOf(json: string): Readonly<Record<string, string>> {
  const kept: unknown = parseKept(json);
  return typeof kept === 'object' && kept !== null ? (kept as Readonly<Record<string, string>>) : {};
}
