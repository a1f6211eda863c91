import type { Readable } from 'node:stream';
import type { Copies, StoredRow } from '../../../../src/kernel/copies.js';
import { err, type Refusal, type Result } from '../../../../src/values/result.js';
import type { ArchiveFiles, Keys, Manifest } from '../../../backup/contract/archive-file.js';

interface Reading {
  readonly archives: ArchiveFiles;
  readonly source: () => Promise<Readable>;
  readonly keys: Keys;
  readonly signal: AbortSignal;
}

type TableOf = (name: string) => ((rows: readonly StoredRow[]) => Promise<void>) | null;

/** Rows that an older version wrote pass through a scratch database, which is migrated as the house's own was. */
export async function intoThisVersion(
  copies: Copies,
  { archives, source, keys, signal }: Reading,
  table: TableOf,
): Promise<Result<Manifest, Refusal>> {
  const checked = await archives.check(source, keys, signal);
  if (!checked.ok) return checked;
  const { schemaVersion, tables } = checked.value.manifest;
  const visit = (of: TableOf) =>
    archives.read(source, keys, { table: ({ table: name }) => of(name), file: () => null }, signal);
  if (schemaVersion === copies.migrations.at(-1)) return visit(table);
  if (!copies.migrations.includes(schemaVersion))
    return err({ code: 'archive-too-new', version: schemaVersion });
  return copies.scratch(async (scratch) => {
    const read = await visit((name) => (rows) => scratch.insert(name, rows));
    if (!read.ok) return read;
    await scratch.migrate();
    for (const { table: name } of tables) {
      const stored = copies.tables.find((each) => each.name === name);
      const take = table(name);
      if (stored && take) for await (const rows of scratch.rows(stored)) await take(rows);
    }
    return read;
  }, schemaVersion);
}
