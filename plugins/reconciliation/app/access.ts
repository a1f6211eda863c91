import type { Actor } from '../../../src/kernel/permissions.js';

/** Bank transactions belong to no office and no representative: whoever sees a part of the house alone sees none of them. */
export function seesTheBank({ role }: Actor): boolean {
  return role === 'admin' || role === 'operator';
}
