import type { ConflictPolicy } from './wanted.js';
import type { Difference } from './compare-tables.js';
import { asInCopy, type Decision } from './whole-copy.js';

/** How the records that hang together stand in the copy and in the house. */
export interface GroupStanding {
  isHere: boolean;
  isCopied: boolean;
  differs: boolean;
}

export function noteDifference(standing: GroupStanding, { kind }: Difference): void {
  if (kind !== 'removed') standing.isCopied = true;
  if (kind !== 'added') standing.isHere = true;
  if (kind !== 'same') standing.differs = true;
}

export function isConflict({ isHere, isCopied, differs }: GroupStanding): boolean {
  return isHere && isCopied && differs;
}

/**
 * What becomes of one row of a group: all of the group becomes as in the copy, or all of it stays, so that nothing is brought back by
 * half (a payment without some of its allocations). What only the house has is newer than the copy and stays.
 */
export function decideChosen(
  standing: GroupStanding,
  policy: ConflictPolicy,
  difference: Difference,
): Decision | null {
  if (!standing.isCopied) return { what: 'kept' };
  if (isConflict(standing) && policy !== 'overwrite')
    return { what: difference.kind === 'same' ? 'same' : 'kept' };
  return asInCopy(difference);
}

/** What a chosen record needs and does not own comes when the house has it not, and stays as it is otherwise. */
export function decideNeeded(difference: Difference): Decision | null {
  return difference.kind === 'added' ? asInCopy(difference) : null;
}
