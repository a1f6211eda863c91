import type { Actor } from '../../../src/kernel/permissions.js';

/**
 * Whether an actor may act for a representative: the same rows that the panel's scope lets it see. A use case that is given an
 * id checks it here, whichever door the call came through.
 */
export function mayActFor(
  actor: Actor,
  representative: { readonly id: string; readonly officeId: string } | null,
): boolean {
  if (representative === null) return false;
  switch (actor.role) {
    case 'admin':
    case 'operator':
      return true;
    case 'manager':
      return actor.officeIds.includes(representative.officeId);
    case 'representative':
      return actor.representativeId === representative.id;
  }
}
