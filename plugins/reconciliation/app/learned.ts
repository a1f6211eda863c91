import type { TreatmentRule } from '../domain/decision.js';

/** What persons have confirmed, as the decision takes it: names and accounts by representative, and how to treat the rest. */
export interface Learned {
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  readonly accounts: ReadonlyMap<string, readonly string[]>;
  readonly treatments: readonly TreatmentRule[];
}
