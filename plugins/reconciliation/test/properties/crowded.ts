// Small worlds in which everything is in everything's way: few payers, few amounts, numbers that are alike.
import fc from 'fast-check';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { addDays, type LocalDate } from '../../../../src/values/local-date.js';
import { defaultPolicy } from '../../domain/decide/policy.js';
import {
  RULE_MODES,
  RULES,
  type Policy,
  type RuleMode,
  type RuleName,
  type ToDecide,
} from '../../domain/decision.js';

const FIRST_DAY = '2026-06-01' as LocalDate;
const PAYERS = ['A', 'B', 'C', 'D'] as const;
const NAMES = ['ТОВ «Ромашка»', 'Romashka LLC', 'ООО Ромашка', 'Polar Media Ltd', 'Polar Media Group', ''];
const ACCOUNTS = ['UA01', 'UA02', 'UA04', 'PL05', 'PL06', 'DE03'];
const NUMBERS = ['INV-1', 'INV-2', 'INV-12', 'INV-21', 'СФ-0001', '4711', '4712', 'KY-2026/00012'];
const CURRENCIES = ['EUR', 'EUR', 'EUR', 'USD', 'JPY'] as unknown as readonly CurrencyCode[];

const TREATMENTS: readonly ToDecide['treatments'][] = [
  [],
  [{ id: 't1', matches: 'account', value: 'DE03', treat: { as: 'ignore', reason: 'salaries' } }],
  [{ id: 't2', matches: 'text', value: 'return', treat: { as: 'write-off', account: 'rounding' } }],
];

const day = fc.nat({ max: 90 }).map((days) => addDays(FIRST_DAY, days));
const currency = fc.constantFrom(...CURRENCIES);
const few = fc.constantFrom(1n, 50n, 100n, 100n, 150n, 200n, 250n, 9_900n, 10_000n, 10_000n);
const garbage = fc.string({ unit: 'binary', maxLength: 60 });
const words = fc.array(
  fc.oneof(fc.constantFrom(...NUMBERS), fc.constantFrom('RETURN', 'за рах.', '2026', '№')),
  {
    maxLength: 4,
  },
);
const text = fc.option(
  fc.oneof(
    words.map((each) => each.join(' ')),
    garbage,
  ),
);

const policy: fc.Arbitrary<Policy> = fc.oneof(
  fc.constant(defaultPolicy),
  fc.constant(defaultPolicy),
  fc
    .record({
      rules: fc.record(
        Object.fromEntries(RULES.map((rule) => [rule, fc.constantFrom(...RULE_MODES)])) as Record<
          RuleName,
          fc.Arbitrary<RuleMode>
        >,
      ),
      daysEarly: fc.nat({ max: 30 }),
      daysLate: fc.nat({ max: 200 }),
      daysApart: fc.nat({ max: 10 }),
      nameLikeness: fc.integer({ min: 50, max: 100 }),
      mostTogether: fc.integer({ min: 1, max: 5 }),
      mostSuggested: fc.integer({ min: 1, max: 5 }),
    })
    .map((part) => ({ ...defaultPolicy, ...part })),
);

/** The id is the place in the list: no two are one. */
function listOf<Row>(of: fc.Arbitrary<Row>, prefix: string, maxLength: number) {
  return fc
    .array(of, { maxLength })
    .map((rows): readonly (Row & { readonly id: string })[] =>
      rows.map((row, place) => ({ ...row, id: `${prefix}${place}` })),
    );
}

export const crowded: fc.Arbitrary<ToDecide> = fc.record({
  policy,
  payers: fc
    .tuple(
      ...PAYERS.map((id) =>
        fc.record({
          id: fc.constant(id),
          name: fc.oneof(fc.constantFrom(...NAMES), garbage),
          aliases: fc.array(fc.constantFrom(...NAMES), { maxLength: 2 }),
          accounts: fc.array(fc.constantFrom(...ACCOUNTS), { maxLength: 2 }),
        }),
      ),
    )
    .map((payers) => [...payers]),
  invoices: listOf(
    fc.record({
      number: fc.oneof(fc.constantFrom(...NUMBERS), garbage),
      representativeId: fc.constantFrom(...PAYERS),
      issuedOn: day,
      dueOn: day,
      currency,
      outstanding: few,
    }),
    'invoice',
    10,
  ),
  payments: listOf(
    fc.record({
      representativeId: fc.constantFrom(...PAYERS),
      receivedOn: day,
      currency,
      amount: few,
      reference: text,
    }),
    'payment',
    3,
  ),
  movements: listOf(
    fc.record({
      ownAccount: fc.option(fc.constantFrom('OWN1', 'OWN2')),
      bookedOn: day,
      amount: fc.oneof(
        few,
        few,
        few,
        few.map((amount) => -amount),
        fc.constant(0n),
      ),
      hasFraction: fc.constantFrom(false, false, false, true),
      currency,
      counterparty: fc.option(fc.oneof(fc.constantFrom(...NAMES), garbage)),
      account: fc.option(fc.constantFrom(...ACCOUNTS, 'OWN1', 'OWN2')),
      reference: text,
      endToEndId: text,
    }),
    'movement',
    10,
  ),
  treatments: fc.constantFrom(...TREATMENTS),
  ownAccounts: fc.constantFrom<readonly string[]>([], ['OWN1', 'OWN2']),
});
