// What speaks for a candidate, part by part. Parts are ranked, never blended: a later one decides only where all earlier are equal.

/** How the reference names it. */
export const REFERENCE = { none: 0, almost: 1, digits: 2, confused: 3, named: 4, recorded: 5 } as const;
export const AMOUNT = { differs: 0, near: 1, together: 2, exact: 3 } as const;
export const PAYER = { unknown: 0, name: 1, alias: 2, account: 3 } as const;

type Value<Ranks> = Ranks[keyof Ranks];

export interface Evidence {
  readonly reference: Value<typeof REFERENCE>;
  readonly amount: Value<typeof AMOUNT>;
  readonly payer: Value<typeof PAYER>;
}

/** Each part has room for the sum over a group: a group is never larger than this. */
export const PARTS_APART = 1024;

/** The parts as one number that orders as they do, for single candidates and for sums over a group alike. */
export function weightOf(evidence: Evidence): number {
  return (evidence.reference * PARTS_APART + evidence.amount) * PARTS_APART + evidence.payer;
}
