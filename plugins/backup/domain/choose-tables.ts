import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

interface Kept {
  readonly rule: { readonly kept: string } | null;
}

/** Of the moment alone: in no copy. */
const NOWHERE = 'nowhere';

/** Tables of the chosen sets; of none chosen, every table but those of the moment. Refuses `set-unknown` { set, known }. */
export function chooseTables<Table extends Kept>(
  tables: readonly Table[],
  sets: readonly string[],
): Result<readonly Table[], Refusal> {
  const setOf = ({ rule }: Kept): string | null => rule?.kept ?? null;
  const lasting = tables.filter((table) => setOf(table) !== NOWHERE);
  const known = [...new Set(lasting.map(setOf).filter((set) => set !== null))].sort();
  const unknown = sets.find((set) => !known.includes(set));
  if (unknown !== undefined) return err({ code: 'set-unknown', set: unknown, known: known.join(', ') });
  return ok(sets.length === 0 ? lasting : lasting.filter((table) => sets.includes(setOf(table) ?? NOWHERE)));
}
