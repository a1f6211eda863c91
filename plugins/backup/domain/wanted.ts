/** What becomes of a record that is here and is another than in the copy. */
export const CONFLICT_POLICIES = ['keep', 'overwrite', 'refuse'] as const;
export type ConflictPolicy = (typeof CONFLICT_POLICIES)[number];

/** What of a copy is to come back: all of it, or representatives (ids or codes) and invoices (ids or numbers) with what hangs on them. */
export type Wanted =
  | { readonly whole: true }
  | { readonly representatives: readonly string[]; readonly invoices: readonly string[] };

export function isWhole(wanted: Wanted): wanted is { readonly whole: true } {
  return 'whole' in wanted;
}
