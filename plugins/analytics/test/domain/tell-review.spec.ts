import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTranslator } from '../../../../src/host/i18n/create-translator.js';
import { LANGUAGES, type Language } from '../../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { makeTellReview, type Untold } from '../../app/tell-review.js';
import { REVIEW_KINDS, type ReviewFacts } from '../../contract/reviews.js';
import { contributionsTo, movedFrom, toldOf } from '../../domain/contributions.js';
import { absolute, sumOf, unscaled } from '../../domain/decimals.js';
import { planFigures } from '../../domain/plan-figures.js';
import { spanBefore, spanWith } from '../../domain/review-span.js';

let tell: ReturnType<typeof makeTellReview>;
beforeAll(async () => {
  tell = makeTellReview(await createTranslator('locales'));
});

const EUR = 'EUR' as CurrencyCode;
const october = spanWith('month', '2026-10-15' as LocalDate);

const someFacts: ReviewFacts = {
  currency: EUR,
  sales: movedFrom('1000.00', '1120.00'),
  invoices: { now: '21', before: '1234' },
  collected: movedFrom('800.00', '760.00'),
  overdue: movedFrom('300.00', '0.00'),
  overdueShare: null,
  daysToPay: { now: '23.4', before: '21.0' },
  offices: contributionsTo(movedFrom('1000.00', '1120.00'), [
    { id: 'l', name: 'Lviv', now: '680.00', before: '600.00' },
    { id: 'k', name: 'Kyiv', now: '440.00', before: '400.00' },
  ]),
  representatives: contributionsTo(movedFrom('1000.00', '1120.00'), [
    { id: 'a', name: 'Alfa', now: '1120.00', before: '700.00' },
    { id: 'b', name: 'Beta', now: '0.00', before: '300.00' },
  ]),
  newRepresentatives: [],
  lostRepresentatives: [{ id: 'b', name: 'Beta' }],
  plan: planFigures('1000.00', '1120.00'),
};
const some = (facts: Partial<ReviewFacts> = {}): Untold => ({
  span: october,
  compared: spanBefore(october),
  isOver: true,
  office: null,
  facts: [{ ...someFacts, ...facts }],
});
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const told = (language: Language, untold: Untold): readonly string[] => {
  const { title, paragraphs } = tell(language, untold);
  return [title, ...paragraphs].map(plain);
};

describe('a review', () => {
  it('is told in English', () => {
    expect(told('en', some())).toEqual([
      'Review of October 2026',
      'Sales came to EUR 1,120.00, 12.0% more than in September 2026 (EUR 1,000.00). Of this change: Lviv +8.0 points, Kyiv +4.0 points. Grew most: Alfa +EUR 420.00. Fell most: Beta −EUR 300.00.',
      '21 invoices were issued; in September 2026 it was 1,234. EUR 760.00 was collected, 5.0% less than in September 2026 (EUR 800.00). What was fully paid in this time had waited 23.4 days from its issue on average, and 21.0 days the time before.',
      'On 31 Oct 2026, nothing was overdue in EUR; on 30 Sept 2026 it was EUR 300.00.',
      'Of the planned EUR 1,000.00, 112.0% was reached: EUR 120.00 more than planned.',
      '1 representative bought nothing after buying in each of the three months before: Beta.',
    ]);
  });

  it('is told in Ukrainian', () => {
    expect(told('uk', some())).toEqual([
      'Огляд за жовтень 2026 р.',
      'Продажі становили 1 120,00 EUR, на 12,0% більше, ніж за вересень 2026 р. (1 000,00 EUR). Із цієї зміни: Lviv +8,0 пункту, Kyiv +4,0 пункту. Найбільше зросли: Alfa +420,00 EUR. Найбільше впали: Beta −300,00 EUR.',
      'Виставлено 21 рахунок; за вересень 2026 р. було 1 234. Зібрано 760,00 EUR, на 5,0% менше, ніж за вересень 2026 р. (800,00 EUR). Те, що за цей час повністю оплачено, чекало оплати в середньому 23,4 дня від виставлення, а перед тим — 21,0 дня.',
      'Станом на 31.10.2026 прострочень у валюті EUR немає; на 30.09.2026 було 300,00 EUR.',
      'План 1 000,00 EUR виконано на 112,0%: понад план 120,00 EUR.',
      '1 представник нічого не купив, хоча купував кожного з трьох попередніх місяців: Beta.',
    ]);
  });

  it('is told in Russian', () => {
    expect(told('ru', some())).toEqual([
      'Обзор за октябрь 2026 г.',
      'Продажи составили 1 120,00 EUR, на 12,0 % больше, чем за сентябрь 2026 г. (1 000,00 EUR). Из этого изменения: Lviv +8,0 пункта, Kyiv +4,0 пункта. Больше всего выросли: Alfa +420,00 EUR. Больше всего упали: Beta −300,00 EUR.',
      'Выставлен 21 счёт; за сентябрь 2026 г. было 1 234. Собрано 760,00 EUR, на 5,0 % меньше, чем за сентябрь 2026 г. (800,00 EUR). То, что за это время полностью оплачено, ждало оплаты в среднем 23,4 дня с выставления, а перед тем — 21,0 дня.',
      'На 31.10.2026 просрочек в валюте EUR нет; на 30.09.2026 было 300,00 EUR.',
      'План 1 000,00 EUR выполнен на 112,0 %: сверх плана 120,00 EUR.',
      '1 представитель ничего не купил, хотя покупал в каждый из трёх предыдущих месяцев: Beta.',
    ]);
  });

  it.each([
    ['1', 'Виставлено 1 рахунок;', 'Выставлен 1 счёт;', '1 invoice was issued;'],
    ['3', 'Виставлено 3 рахунки;', 'Выставлено 3 счёта;', '3 invoices were issued;'],
    ['12', 'Виставлено 12 рахунків;', 'Выставлено 12 счетов;', '12 invoices were issued;'],
  ])('counts %s as each language does', (now, uk, ru, en) => {
    const of = (language: Language): string =>
      told(language, some({ invoices: { now, before: '5' } })).join();
    expect(of('uk')).toContain(uk);
    expect(of('ru')).toContain(ru);
    expect(of('en')).toContain(en);
  });

  it('says of which days it is, of which office, and that it is not over', () => {
    const week = spanWith('week', '2026-11-19' as LocalDate);
    const of = (language: Language, more: Partial<Untold>): string =>
      told(language, { ...some(), span: week, compared: spanBefore(week), ...more })[0]!;
    expect(of('en', { office: { id: 'l', name: 'Lviv' } })).toBe(
      'Review of week 47 of 2026: 16 Nov 2026 – 22 Nov 2026 · Lviv',
    );
    expect(of('uk', {})).toBe('Огляд за 47-й тиждень 2026 року: 16.11.2026 – 22.11.2026');
    expect(of('ru', {})).toBe('Обзор за 47-ю неделю 2026 года: 16.11.2026 – 22.11.2026');
    const soFar = { span: { ...week, to: '2026-11-19' as LocalDate }, isOver: false };
    expect(of('en', soFar)).toBe('Review of week 47 of 2026 so far: 16 Nov 2026 – 19 Nov 2026');
  });

  it('says so where nothing happened', () => {
    expect(told('en', { ...some(), facts: [] })).toEqual([
      'Review of October 2026',
      'Nothing was invoiced, collected or overdue, neither then nor in September 2026.',
    ]);
  });
});

const amounts = fc
  .oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 10n ** 11n }))
  .map((minor) => unscaled(minor, 2));
const moved = fc.tuple(amounts, amounts).map(([before, now]) => movedFrom(before, now));
const tenths = fc.integer({ min: 0, max: 1999 }).map((each) => unscaled(BigInt(each), 1));
const counts = fc.nat(20_000).map(String);
const partsOf = (prefix: string) =>
  fc
    .array(fc.record({ now: amounts, before: amounts }), { maxLength: 7 })
    .map((all) => all.map((part, at) => ({ id: `${at}`, name: `${prefix}${'x'.repeat(at)}`, ...part })));
const people = fc
  .integer({ min: 0, max: 30 })
  .map((length) => Array.from({ length }, (_, at) => ({ id: `${at}`, name: `P${'y'.repeat(at)}` })));
const anyFacts: fc.Arbitrary<ReviewFacts> = fc
  .record({
    offices: partsOf('O'),
    representatives: partsOf('R'),
    collected: fc.option(moved),
    overdue: fc.option(moved),
    overdueShare: fc.option(tenths),
    invoices: fc.record({ now: counts, before: counts }),
    daysToPay: fc.record({ now: fc.option(tenths), before: fc.option(tenths) }),
    newRepresentatives: people,
    lostRepresentatives: people,
    plan: fc.option(fc.tuple(amounts, amounts).map(([planned, actual]) => planFigures(planned, actual))),
  })
  .map(({ offices, representatives, ...rest }) => {
    const sales = movedFrom(
      sumOf(['0.00', ...offices.map(({ before }) => before)]),
      sumOf(['0.00', ...offices.map(({ now }) => now)]),
    );
    return {
      ...rest,
      currency: EUR,
      sales,
      offices: contributionsTo(sales, offices),
      representatives: contributionsTo(sales, representatives),
    };
  });

const NUMBER = /\d+(?:[\u00a0\u202f]\d{3})*(?:[.,]\d+)*/g;

/** Digits and a point, without needless zeros: as the same number is written whatever the language. */
function numbersIn(text: string, language: Language): readonly string[] {
  const days = language === 'en' ? text : text.replaceAll(/(\d{2})\.(\d{2})\.(\d{4})/g, '$1 $2 $3');
  return [...days.matchAll(NUMBER)].map(([number]) => {
    const joined = number.replaceAll(/[\u00a0\u202f]/g, '');
    return normal(language === 'en' ? joined.replaceAll(',', '') : joined.replace(',', '.'));
  });
}

function normal(decimals: string): string {
  const [whole = '', fraction = ''] = absolute(decimals).split('.');
  const kept = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${kept === '' ? '' : `.${kept}`}`;
}

/** Every number that is in the facts, how many are told by name or counted, and what those told together make. */
function numbersOf({ span, compared, facts }: Untold): ReadonlySet<string> {
  const known = new Set<string>();
  const learn = (value: unknown): void => {
    if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) known.add(normal(value));
    else if (Array.isArray(value)) {
      known.add(String(value.length));
      value.forEach(learn);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(learn);
  };
  learn(facts);
  for (const { offices, newRepresentatives, lostRepresentatives } of facts) {
    const { rest } = toldOf(offices, 3);
    learn(rest && { ...rest, count: String(rest.count) });
    for (const all of [newRepresentatives, lostRepresentatives]) known.add(String(all.length - 5));
  }
  for (const { key, from, to } of [span, compared])
    for (const number of [...key.split(/-[WQ]?/), ...from.split('-'), ...to.split('-')])
      known.add(String(Number(number)));
  return known;
}

describe.each(LANGUAGES)('the numbers of a review (%s)', (language) => {
  it('are all in its facts, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(anyFacts, { maxLength: 2 }),
        fc.constantFrom(...REVIEW_KINDS),
        fc.integer({ min: 0, max: 2000 }),
        (facts, kind, later) => {
          const day = new Date(Date.UTC(2022, 0, 1 + later)).toISOString().slice(0, 10) as LocalDate;
          const span = spanWith(kind, day);
          const untold: Untold = { span, compared: spanBefore(span), isOver: true, office: null, facts };
          const { title, paragraphs } = tell(language, untold);
          const known = numbersOf(untold);
          const text = [title, ...paragraphs].join('\n');
          expect(numbersIn(text, language).filter((number) => !known.has(number))).toEqual([]);
          expect(text).not.toMatch(/\{\{|undefined|NaN|reviews\./);
          for (const { sales, plan } of facts) {
            for (const amount of [sales.now, sales.before].filter((each) => normal(each) !== '0'))
              expect(numbersIn(text, language)).toContain(normal(amount));
            if (plan?.percent) expect(numbersIn(text, language)).toContain(normal(plan.percent));
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
