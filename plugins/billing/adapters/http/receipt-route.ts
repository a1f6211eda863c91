import type { HttpRoute } from '../../../../src/kernel/contributions.js';
import { claims } from '../../contract/claims.js';

/** A photograph is shown where it is asked for; a PDF, which can do more than be looked at, is saved first. */
export const receiptRoute: HttpRoute = {
  method: 'GET',
  path: '/claims/:id/receipt',
  permission: 'billing.claim.read',
  async handle({ context, actor, params }) {
    const receipt = await context.use(claims).receipt(actor, params['id'] ?? '');
    if (!receipt.ok) return { status: 404, refusal: receipt.error };
    const { bytes, contentType, fileName } = receipt.value;
    return { body: bytes, contentType, fileName, inline: contentType.startsWith('image/') };
  },
};
