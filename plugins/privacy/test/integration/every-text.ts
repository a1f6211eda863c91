import { models } from '../../../../generated/model.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { anyTables } from '../../adapters/database/described-tables.js';

/** Rows by model as text. */
export async function everyText(queries: QueryHandle): Promise<ReadonlyMap<string, string>> {
  const rows = await Promise.all(
    models.map(async ({ name, table }) => {
      const all = await anyTables(queries).selectFrom(table).selectAll().execute();
      return [name, all.map((row) => JSON.stringify(row, asText)).join('\n')] as const;
    }),
  );
  return new Map(rows);
}

/** Bytes as the characters that they are, big numbers as digits. */
export function asText(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  const bytes = value as { readonly type?: string; readonly data?: number[] } | null;
  return bytes?.type === 'Buffer' ? Buffer.from(bytes.data!).toString('latin1') : value;
}
