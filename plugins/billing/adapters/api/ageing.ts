import { z } from 'zod';
import { defineOperation, type ApiOperation } from '../../../../src/kernel/contributions.js';
import { localDateIn } from '../../../../src/values/local-date.js';
import { ok } from '../../../../src/values/result.js';
import { BUCKETS } from '../../domain/ageing.js';
import { useCases } from '../../use-cases.js';
import { refused } from './refused.js';
import { currency, date, dateOut, money, moneyJson, readCurrency } from './values.js';

const ageing = defineOperation({
  name: 'billing.read-ageing',
  method: 'GET',
  path: '/ageing',
  permission: 'billing.ageing.read',
  summary: 'What is owed, by how long it is overdue',
  parameters: z.strictObject({
    asOf: date.optional().meta({ description: 'At the end of this day; without it, today' }),
    currency: currency.optional(),
  }),
  answer: {
    status: 200,
    schema: z
      .object({
        asOf: dateOut,
        currencies: z.array(
          z.object({
            total: money,
            buckets: z.array(
              z.object({
                bucket: z.enum(BUCKETS).meta({ description: 'Days overdue' }),
                invoices: z.int(),
                amount: money,
              }),
            ),
          }),
        ),
      })
      .meta({ id: 'Ageing' }),
  },
  refusals: [422],
  async handle({ context, actor, parameters }) {
    const asked = parameters.currency === undefined ? ok(null) : readCurrency(parameters.currency);
    if (!asked.ok) return refused(asked.error);
    const asOf = parameters.asOf ?? localDateIn(context.clock.now(), (await context.organisation()).zone);
    const found = await context.use(useCases).ageingByCurrency(actor, { asOf, currency: asked.value });
    return ok({
      asOf,
      currencies: found.map(({ currency: code, total, buckets }) => ({
        total: moneyJson(total, code),
        buckets: buckets.map(({ bucket, invoices, amount }) => ({
          bucket,
          invoices,
          amount: moneyJson(amount, code),
        })),
      })),
    });
  },
});

export const ageingOperations: readonly ApiOperation[] = [ageing];
