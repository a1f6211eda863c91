import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, weekday, type LocalDate } from '../../../../src/values/local-date.js';
import { REVIEW_KINDS } from '../../contract/reviews.js';
import { asFarAs, parseSpan, spanBefore, spanWith, untilToday } from '../../domain/review-span.js';

const day = (text: string): LocalDate => text as LocalDate;
const days = fc.integer({ min: 0, max: 60_000 }).map((since) => addDays(day('1950-01-01'), since));

describe('the span of a review', () => {
  it.each([
    ['2026-W47', '2026-11-16', '2026-11-22'],
    ['2026-W01', '2025-12-29', '2026-01-04'],
    ['2026-W53', '2026-12-28', '2027-01-03'],
    ['2020-W53', '2020-12-28', '2021-01-03'],
    ['2026-10', '2026-10-01', '2026-10-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-Q3', '2026-07-01', '2026-09-30'],
  ])('%s is from %s to %s', (key, from, to) => {
    expect(parseSpan(key)).toMatchObject({ ok: true, value: { key, from, to } });
  });

  it.each([
    '2025-W53',
    '2026-W00',
    '2026-W54',
    '2026-13',
    '2026-00',
    '2026-Q5',
    '2026-Q0',
    '2026',
    '26-10',
    '',
  ])('is not %j', (value) => {
    expect(parseSpan(value)).toEqual({ ok: false, error: { code: 'not-a-period', value } });
  });

  it('holds the day that it is found by, and is read by its key', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...REVIEW_KINDS), (date, kind) => {
        const span = spanWith(kind, date);
        expect(span.from <= date && date <= span.to).toBe(true);
        expect(parseSpan(span.key)).toEqual({ ok: true, value: span });
        if (kind === 'week') expect([weekday(span.from), daysBetween(span.from, span.to)]).toEqual([1, 6]);
        expect(addDays(spanBefore(span).to, 1)).toBe(span.from);
      }),
    );
  });

  it('ends today while it is not over, and is then held against as many days', () => {
    const october = spanWith('month', day('2026-10-09'));
    expect(untilToday(october, day('2026-10-09')).to).toBe('2026-10-09');
    expect(untilToday(october, day('2026-11-01'))).toEqual(october);
    const soFar = untilToday(october, day('2026-10-09'));
    expect(asFarAs(spanBefore(october), soFar, false)).toMatchObject({
      from: '2026-09-01',
      to: '2026-09-09',
    });
    expect(asFarAs(spanBefore(october), october, true).to).toBe('2026-09-30');
    const march = spanWith('month', day('2026-03-31'));
    expect(asFarAs(spanBefore(march), untilToday(march, day('2026-03-30')), false).to).toBe('2026-02-28');
  });
});
