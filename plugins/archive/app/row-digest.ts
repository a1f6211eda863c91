import { createHash } from 'node:crypto';
import type { MovedRow } from '../../billing/contract/year-archive.js';

/** SHA-256 of rows, value by value, however they are batched: the same rows in the same order have the same one. */
export class RowDigest {
  count = 0;
  private readonly hash = createHash('sha256');

  constructor(private readonly columns: readonly string[]) {}

  add(rows: readonly MovedRow[]): void {
    for (const row of rows) {
      this.count += 1;
      this.hash.update(`${JSON.stringify(this.columns.map((column) => written(row[column])))}\n`);
    }
  }

  end(): string {
    return this.hash.digest('hex');
  }
}

/** The kind stands with the value: 1 and '1' are two. */
function written(value: unknown): readonly string[] {
  if (value === null || value === undefined) return ['null'];
  if (value instanceof Date) return ['date', value.toISOString()];
  if (Buffer.isBuffer(value)) return ['bytes', createHash('sha256').update(value).digest('hex')];
  return [typeof value, String(value as string | number | bigint | boolean)];
}
