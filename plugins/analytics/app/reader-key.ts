import type { Actor } from '../../../src/kernel/permissions.js';
import type { Analytics } from '../contract/query.js';

/** Everything by which two readers of the same question may get different answers, for the key of what is remembered. */
export function readerKey(actor: Actor, analytics: Pick<Analytics, 'measures'>): unknown {
  const { role, representativeId, managerId, officeIds } = actor;
  return [
    role,
    representativeId,
    managerId,
    [...officeIds].sort(),
    analytics.measures(actor).map(({ name }) => name),
  ];
}
