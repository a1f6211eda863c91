import { z } from 'zod';
import { defineOperation, type ApiOperation } from '../../../../src/kernel/contributions.js';
import { err, ok } from '../../../../src/values/result.js';
import { PLANNED_MEASURES, REVIEW_KINDS, reviews } from '../../contract/reviews.js';
import { currencyOut, dateOut, figure, month, named } from './values.js';

const amount = z.string().meta({ description: 'In units of the currency', example: '1234.50' });

const moved = z
  .object({ now: amount, before: amount, change: amount, percent: figure })
  .meta({ id: 'ReviewMoved', description: 'A figure beside that of the span before' });

const contribution = z
  .object({
    ...{ id: z.string(), name: z.string(), now: amount, before: amount, change: amount, percent: figure },
    points: figure.meta({ description: 'Of the whole, in per cent; all add up to its `percent`' }),
  })
  .meta({ id: 'ReviewContribution' });

const planned = { planned: amount, actual: amount, difference: amount, percent: figure };

const span = z
  .object({
    kind: z.enum(REVIEW_KINDS),
    key: z.string().meta({ example: '2026-Q3' }),
    from: dateOut,
    to: dateOut,
  })
  .meta({ id: 'ReviewSpan' });

const person = named('A representative');

const facts = z
  .object({
    currency: currencyOut,
    sales: moved,
    invoices: z.object({ now: z.string(), before: z.string() }),
    collected: moved.nullable(),
    overdue: moved.nullable(),
    overdueShare: figure,
    daysToPay: z.object({ now: figure, before: figure }),
    offices: z.array(contribution),
    representatives: z.array(contribution),
    newRepresentatives: z.array(person),
    lostRepresentatives: z.array(person),
    plan: z.object(planned).nullable(),
  })
  .meta({ id: 'ReviewFacts' });

const refused = (refusal: { readonly code: string }) => err({ ...refusal, status: 422 as const });

const review = defineOperation({
  name: 'analytics.read-review',
  method: 'GET',
  path: '/analytics/review',
  permission: 'analytics.read',
  summary: 'A week, a month or a quarter in words and figures',
  description: 'The sentences are in the language of the answer; every number in them is one of `facts`.',
  parameters: z.strictObject({
    period: z
      .string()
      .regex(/^(?:19|20|21)\d\d-(?:W\d\d|Q[1-4]|\d\d)$/)
      .meta({ description: 'A week (ISO 8601), a month or a quarter', example: '2026-W47' }),
    office: z.uuid().optional().meta({ description: 'Of this office alone' }),
  }),
  answer: {
    status: 200,
    schema: z
      .object({
        span,
        compared: span,
        isOver: z.boolean(),
        office: named('The office that it is of').nullable(),
        title: z.string(),
        paragraphs: z.array(z.string()),
        facts: z.array(facts).meta({ description: 'One a currency: currencies are never added' }),
      })
      .meta({ id: 'Review' }),
  },
  refusals: [422],
  async handle({ context, actor, language, parameters: { period, office } }) {
    const asked = { period, language, ...(office === undefined ? {} : { office }) };
    const found = await context.use(reviews).review(actor, asked);
    return found.ok ? ok(found.value) : refused(found.error);
  },
});

const plan = defineOperation({
  name: 'analytics.read-plan',
  method: 'GET',
  path: '/analytics/plan',
  permission: 'analytics.target.read',
  summary: 'What was planned, beside what came of it',
  parameters: z.strictObject({
    measure: z.enum(PLANNED_MEASURES),
    from: month.meta({ description: 'The first month', example: '2026-01' }),
    to: month.meta({ description: 'The last month', example: '2026-12' }),
  }),
  answer: {
    status: 200,
    schema: z
      .object({
        rows: z.array(
          z.object({
            month: z.string().meta({ example: '2026-03' }),
            office: named('Null: the whole network').nullable(),
            currency: currencyOut,
            ...planned,
          }),
        ),
      })
      .meta({ id: 'PlanAgainstFact' }),
  },
  refusals: [422],
  async handle({ context, actor, parameters }) {
    const found = await context.use(reviews).planAgainstFact(actor, parameters);
    return found.ok ? ok({ rows: found.value }) : refused(found.error);
  },
});

export const reviewOperations: readonly ApiOperation[] = [review, plan];
