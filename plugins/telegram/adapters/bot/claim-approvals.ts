import { claims, type ClaimView, type DisputeView } from '../../../billing/contract/claims.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { dayInWriting, priceInWriting } from '../../../../src/values/in-writing.js';
import type { Refusal } from '../../../../src/values/result.js';
import type { ApprovalItem, BotApproval } from '../../contract/feature.js';
import { html } from '../../contract/text.js';

type Facts = Readonly<Record<string, unknown>>;

const say = ({ translator }: PluginContext, { language }: Actor, key: string, facts: Facts): string =>
  translator.text(language, `telegram:bot.approvals.${key}`, facts);

const no = ({ translator }: PluginContext, { language }: Actor, refusal: Refusal) => ({
  ok: false as const,
  sentence: translator.text(language, `billing:refusals.${refusal.code}`, refusal),
});

/** Payments that representatives say they made: a yes records the payment. */
const paymentClaims: BotApproval = {
  name: 'payment-claims',
  permission: 'billing.claim.decide',
  async waiting(context, actor, page) {
    const found = await context.use(claims).waiting(actor, page);
    return found.map((claim) => claimItem(context, actor, claim));
  },
  async decide(context, actor, claimId, decision) {
    const service = context.use(claims);
    if (!decision.approve) {
      const rejected = await service.reject(actor, { claimId, reason: decision.reason });
      if (!rejected.ok) return no(context, actor, rejected.error);
      return { ok: true, sentence: say(context, actor, 'claim-rejected', {}) };
    }
    const confirmed = await service.confirm(actor, {
      ...{ claimId, amount: null, receivedOn: null },
      ...{ method: 'bank', reference: null, allocate: true },
    });
    if (!confirmed.ok) return no(context, actor, confirmed.error);
    const { amount, currency, allocated } = confirmed.value;
    const inWriting = (minor: bigint): string => priceInWriting(minor, currency, actor.language);
    const facts = { amount: inWriting(amount), allocated: inWriting(allocated) };
    return { ok: true, sentence: say(context, actor, 'claim-confirmed', facts) };
  },
};

function claimItem(context: PluginContext, actor: Actor, claim: ClaimView): ApprovalItem {
  const facts = {
    representative: claim.representativeName,
    amount: priceInWriting(claim.amount, claim.currency, actor.language),
    day: dayInWriting(claim.paidOn, actor.language),
    number: claim.invoiceNumber ?? '',
  };
  const key = claim.invoiceNumber === null ? 'claim' : 'claim-for-invoice';
  const text = html`${say(context, actor, key, facts)}${claim.note === null ? '' : ` «${claim.note}»`}`;
  if (!claim.hasReceipt) return { id: claim.id, text };
  return {
    ...{ id: claim.id, text },
    async file() {
      const receipt = await context.use(claims).receipt(actor, claim.id);
      if (!receipt.ok) return null;
      const { fileName, contentType, bytes, digest } = receipt.value;
      return { name: fileName, contentType, content: bytes, digest };
    },
  };
}

/** Invoices that are disputed: answered by a sentence that the representative reads. */
const invoiceDisputes: BotApproval = {
  name: 'invoice-disputes',
  permission: 'billing.dispute.resolve',
  endsBy: 'sentence',
  async waiting(context, actor, page) {
    const found = await context.use(claims).openDisputes(actor, page);
    return found.map((dispute) => disputeItem(context, actor, dispute));
  },
  async decide(context, actor, disputeId, decision) {
    const resolution = decision.approve ? '' : decision.reason;
    const resolved = await context.use(claims).resolve(actor, { disputeId, resolution });
    if (!resolved.ok) return no(context, actor, resolved.error);
    return { ok: true, sentence: say(context, actor, 'dispute-resolved', resolved.value) };
  },
};

function disputeItem(context: PluginContext, actor: Actor, dispute: DisputeView): ApprovalItem {
  const facts = { representative: dispute.representativeName, number: dispute.invoiceNumber ?? '' };
  return { id: dispute.id, text: html`${say(context, actor, 'dispute', facts)} «${dispute.reason}»` };
}

export const staffApprovals: readonly BotApproval[] = [paymentClaims, invoiceDisputes];
