import { z } from 'zod';
import type { HttpRoute } from '../../../../src/kernel/contributions.js';
import { seesTheBank } from '../../app/access.js';
import { RULE_STATES } from '../../app/learn.js';
import { useCases } from '../../use-cases.js';
import { readBody, version } from '../read-given.js';

const MOST = 500;
const decision = z.strictObject({ version, state: z.enum(RULE_STATES) });

const list: HttpRoute = {
  method: 'GET',
  path: '/rules',
  permission: 'reconciliation.read',
  async handle({ context, actor, language }) {
    const { rules, ruleViews } = context.use(useCases);
    const found = seesTheBank(actor) ? await rules.all(context.database.queries, MOST) : [];
    return { json: await ruleViews(actor, language, found) };
  },
};

const decide: HttpRoute = {
  method: 'POST',
  path: '/rules/:id/decide',
  permission: 'reconciliation.settle',
  async handle({ context, actor, language, params, body }) {
    const asked = readBody(decision, body);
    if (!asked.ok) return { status: 400, refusal: asked.error };
    const { decideRule, ruleViews } = context.use(useCases);
    const decided = await decideRule(actor, { ...asked.value, id: params['id'] ?? '' });
    if (!decided.ok)
      return { status: decided.error.code === 'unknown-rule' ? 404 : 409, refusal: decided.error };
    const [json] = await ruleViews(actor, language, [decided.value]);
    return { json };
  },
};

export const ruleRoutes: readonly HttpRoute[] = [list, decide];
