// The shape of a file to decide on. What the decision does not know of a row is left alone, so that a file may carry its own truth;
// the policy is strict, for a rule that is misspelt would be a rule that is not followed.
import { z } from 'zod';
import { en, ru, uk } from 'zod/locales';
import type { Language } from '../../../src/kernel/permissions.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { RULE_MODES, RULES, type Policy } from '../domain/decision.js';

const text = z.string().max(10_000);
const word = text.min(1);
const words = z.array(text).default([]);
const perhaps = text.nullish().transform((given) => given || null);

const days = z.int().min(0).max(36_600);

const policy = z
  .strictObject({
    rules: z.partialRecord(z.enum(RULES), z.enum(RULE_MODES)),
    daysEarly: days,
    daysLate: days,
    daysApart: days,
    chargesRate: z.int().min(0).max(1_000_000),
    chargesUpTo: word,
    chargesAccount: word,
    nameLikeness: z.number().min(0).max(100),
    mostTogether: z.int().min(1).max(20),
    mostSuggested: z.int().min(1).max(100),
  })
  .partial() satisfies z.ZodType<Omit<Partial<Policy>, 'rules'> & { rules?: Partial<Policy['rules']> }>;

const treat = z.discriminatedUnion('as', [
  z.object({ as: z.literal('write-off'), account: word }),
  z.object({ as: z.literal('ignore'), reason: word }),
]);

const decisionSchema = z.object({
  policy: policy.default({}),
  representatives: z.array(z.object({ id: word, name: text, aliases: words, accounts: words })),
  invoices: z.array(
    z.object({
      id: word,
      number: text,
      representativeId: word,
      issuedOn: text,
      dueOn: text,
      currency: text,
      outstanding: text,
    }),
  ),
  payments: z
    .array(
      z.object({
        id: word,
        representativeId: word,
        receivedOn: text,
        currency: text,
        amount: text,
        reference: perhaps,
      }),
    )
    .default([]),
  transactions: z.array(
    z.object({
      id: word,
      bookedOn: text,
      amount: text,
      currency: text,
      counterparty: perhaps,
      account: perhaps,
      reference: perhaps,
      endToEndId: perhaps,
      ownAccount: perhaps,
    }),
  ),
  treatments: z
    .array(z.object({ id: word, matches: z.enum(['account', 'name', 'text']), value: word, treat }))
    .default([]),
  ownAccounts: words,
});

export type DecisionFile = z.infer<typeof decisionSchema>;

const SENTENCES = { en: en().localeError, ru: ru().localeError, uk: uk().localeError };

/** Refuses `decision-file-shape` { where, reason }, the reason in that language. */
export function readShape(given: unknown, language: Language): Result<DecisionFile, Refusal> {
  const read = decisionSchema.safeParse(given, { error: SENTENCES[language] });
  if (read.success) return ok(read.data);
  const issue = read.error.issues[0];
  return err({
    code: 'decision-file-shape',
    where: whereOf(issue?.path ?? []) || '{ }',
    reason: issue?.message ?? '',
  });
}

/** `invoices[3].outstanding` */
function whereOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}
