import type { Restoration, StoredTable } from '../../../../src/kernel/copies.js';
import { ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { ArchiveFiles, ArchiveVisit } from '../../contract/archive-file.js';
import { EffectCount, type TableEffect } from '../../domain/effect.js';
import type { ArchiveToRead } from './fill-scratch.js';

interface Direct {
  readonly order: ArchiveToRead;
  readonly here: Restoration;
  readonly now: Date;
}

/** Rows of an archive of this house's schema, as they come out of it, into tables that have none. */
export async function bringDirectly(
  archives: ArchiveFiles,
  tables: readonly StoredTable[],
  { order, here, now }: Direct,
): Promise<Result<readonly TableEffect[], Refusal>> {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const count = new EffectCount();
  let records = 0;
  const visit: ArchiveVisit = {
    table({ table: name }) {
      const table = byName.get(name);
      if (!table || table.rule?.kept === 'nowhere') return null;
      const comesBack = table.rule?.comesBack;
      return async (rows) => {
        order.signal.throwIfAborted();
        const coming = comesBack
          ? rows.map((row) => comesBack(row, now)).filter((row) => row !== null)
          : rows;
        await here.insert(table, coming);
        if (coming.length > 0) count.add(table, 'added', coming.length);
        records += rows.length;
        await order.progress?.(records);
      };
    },
    file: () => null,
  };
  const read = await here.loading(() =>
    archives.take(order.source, order.keys, order.checked, visit, order.signal),
  );
  return read.ok ? ok(count.tables) : read;
}
