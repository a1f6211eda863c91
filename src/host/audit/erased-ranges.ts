import type { HostTables } from '../../../generated/tables/host.js';
import type { QueryHandle } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';

/** By this entry of the chain the contents of a whole range of entries are known to be missing on purpose. */
export const ERASE_RANGE = 'host.erase-audit-range';

/** Numbers of entries, both included. */
export interface SeqRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** How an entry of the trail names a range of others: its `entityId`, which is chained in clear. */
export function rangeId({ first, last }: SeqRange): string {
  return `${first}-${last}`;
}

/** In order, joined where they touch. Entries whose name is no range name none. */
export async function erasedRanges(queries: QueryHandle): Promise<readonly SeqRange[]> {
  const named = await queriesOf<HostTables>(queries)
    .selectFrom('audit_entry')
    .select('entity_id')
    .where('entity', '=', 'AuditEntry')
    .where('action', '=', ERASE_RANGE)
    .execute();
  return joined(named.flatMap(({ entity_id }) => readRange(entity_id)));
}

export function readRange(id: string): readonly SeqRange[] {
  const match = /^(\d{1,18})-(\d{1,18})$/.exec(id);
  return match ? [{ first: BigInt(match[1]!), last: BigInt(match[2]!) }] : [];
}

export function joined(ranges: readonly SeqRange[]): readonly SeqRange[] {
  const result: SeqRange[] = [];
  for (const range of ranges.toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))) {
    const before = result.at(-1);
    if (!before || range.first > before.last + 1n) result.push(range);
    else if (range.last > before.last) result[result.length - 1] = { ...before, last: range.last };
  }
  return result;
}

/** Of numbers that are asked for in rising order, each in the time of a step. */
export function inRanges(ranges: readonly SeqRange[]): (seq: bigint) => boolean {
  let at = 0;
  return (seq) => {
    while (at < ranges.length && ranges[at]!.last < seq) at += 1;
    return at < ranges.length && ranges[at]!.first <= seq;
  };
}
