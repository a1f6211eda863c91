import type { ApiRefusal } from '../../../../src/kernel/contributions.js';
import { err, type Refusal } from '../../../../src/values/result.js';

const UNSEEN = new Set([
  'unknown-invoice',
  'unknown-payment',
  'unknown-allocation',
  'unknown-claim',
  'unknown-dispute',
]);

/** A use case's refusal of the record that the address names is a 404; of anything else, a 422. */
export function refused(refusal: Refusal): { readonly ok: false; readonly error: ApiRefusal } {
  if (UNSEEN.has(refusal.code)) return err({ ...refusal, status: 404 });
  if (refusal.code === 'changed-meanwhile') return err({ ...refusal, status: 412 });
  return err({ ...refusal, status: 422 });
}
