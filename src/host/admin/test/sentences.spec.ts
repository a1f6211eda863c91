import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTranslator } from '../../i18n/create-translator.js';
import { makeSentences, type Sentences } from '../sentences.js';

describe('Sentences', () => {
  let sentences: Sentences;
  beforeAll(async () => {
    const translator = await createTranslator('locales');
    // A translator that shows the facts as it was given them.
    sentences = makeSentences({
      ...translator,
      text: (_language, _key, facts) => JSON.stringify(facts),
      refusal: (_language, plugin, refusal) => `${plugin} ${JSON.stringify(refusal)}`,
    });
  });

  const facts = (given: object, language: 'en' | 'uk' = 'en') =>
    JSON.parse(sentences.message(language, 'x', { key: 'k', facts: { ...given } })) as Record<
      string,
      unknown
    >;

  it('spell amounts to the last digit, as the language does', () => {
    const amount = { minor: 9_007_199_254_740_993n, currency: 'EUR' };
    expect(facts({ amount })).toEqual({ amount: '€90,071,992,547,409.93' });
    expect(facts({ amount: { minor: 1200n, currency: 'JPY' } })).toEqual({ amount: '¥1,200' });
    expect(String(facts({ amount }, 'uk')['amount']).replaceAll(/\s/g, ' ')).toBe(
      '90 071 992 547 409,93 EUR',
    );
  });

  it('spell days and months', () => {
    expect(facts({ day: '2026-03-01', month: '2026-03', code: 'A-1' })).toEqual({
      day: 'Mar 1, 2026',
      month: 'March 2026',
      code: 'A-1',
    });
  });

  it('spell as a day only what is one by its name', () => {
    const days = { from: '2026-03-01', issueDate: '2026-03-01', postedOn: '2026-03-01' };
    expect(Object.values(facts(days))).toEqual(Object.values(days).map(() => 'Mar 1, 2026'));
    const others = fc.string().filter((name) => !/date|day|month|on$|^(?:from|to|__proto__)$/i.test(name));
    const looksLikeOne = fc.constantFrom('2999-01', '2026-03-01');
    fc.assert(
      fc.property(others, looksLikeOne, (name, text) => {
        expect(facts({ [name]: text })).toEqual({ [name]: text });
      }),
    );
  });

  it('leave counts to the plural', () => {
    expect(facts({ count: 3, names: ['A', 'B'] })).toEqual({ count: 3, names: 'A and B' });
  });

  it('come from the plugin that refuses', () => {
    expect(sentences.refusal('en', 'billing', { code: 'period-closed', month: '2026-03' })).toBe(
      'billing {"code":"period-closed","month":"March 2026"}',
    );
  });
});
