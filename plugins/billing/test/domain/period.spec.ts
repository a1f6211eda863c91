import { describe, expect, it } from '@jest/globals';
import type { LocalDate, LocalMonth } from '../../../../src/values/local-date.js';
import { lastClosedOf, mayClose, mayPost, mayReopen } from '../../domain/period.js';

const day = (text: string) => text as LocalDate;
const month = (text: string) => text as LocalMonth;
const closed = (...months: string[]) => new Set(months.map(month));
const done = { ok: true, value: true };

describe('11 a closed period refuses posting and backdating', () => {
  it('11 from its last day backwards, and takes the day after', () => {
    const refused = { ok: false, error: { code: 'period-closed', month: '2024-03' } };
    expect(mayPost([day('2024-04-01')], closed('2024-03'))).toEqual(done);
    expect(mayPost([day('2024-03-31')], closed('2024-03'))).toEqual(refused);
    expect(mayPost([day('2024-03-01')], closed('2024-03'))).toEqual(refused);
  });

  it('11 behind it as well, though nobody closed the earlier month by itself', () => {
    expect(mayPost([day('2024-02-29')], closed('2024-03'))).toMatchObject({ error: { month: '2024-02' } });
    expect(mayPost([day('1999-12-31')], closed('2024-03'))).toMatchObject({
      error: { code: 'period-closed' },
    });
  });

  it('11 when only one of several dates lies in it', () => {
    expect(mayPost([day('2024-04-02'), day('2024-03-30')], closed('2024-03'))).toMatchObject({
      error: { month: '2024-03' },
    });
  });

  it('and nothing is refused while no month is closed', () => {
    expect(mayPost([day('1999-12-31')], closed())).toEqual(done);
  });
});

describe('closing', () => {
  const today = day('2024-04-01');

  it('takes the month that is over, not the one that it is', () => {
    expect(mayClose(month('2024-03'), null, today)).toEqual(done);
    expect(mayClose(month('2024-04'), null, today)).toMatchObject({ error: { code: 'period-not-over' } });
    expect(mayClose(month('2024-04'), month('2024-03'), day('2024-04-30'))).toMatchObject({
      error: { code: 'period-not-over' },
    });
  });

  it('goes in order: the next month, neither the same again nor one further on', () => {
    expect(mayClose(month('2024-02'), month('2024-01'), today)).toEqual(done);
    expect(mayClose(month('2024-01'), month('2024-01'), today)).toMatchObject({
      error: { code: 'period-already-closed' },
    });
    expect(mayClose(month('2024-03'), month('2024-01'), today)).toEqual({
      ok: false,
      error: { code: 'earlier-period-open', month: '2024-02' },
    });
  });

  it('goes on over the end of a year', () => {
    expect(mayClose(month('2024-01'), month('2023-12'), today)).toEqual(done);
  });
});

describe('opening again', () => {
  it('takes the latest closed month alone', () => {
    expect(mayReopen(month('2024-03'), month('2024-03'))).toEqual(done);
    expect(mayReopen(month('2024-02'), month('2024-03'))).toEqual({
      ok: false,
      error: { code: 'later-period-closed', month: '2024-03' },
    });
    expect(mayReopen(month('2024-04'), month('2024-03'))).toMatchObject({
      error: { code: 'period-not-closed' },
    });
    expect(mayReopen(month('2024-03'), null)).toMatchObject({ error: { code: 'period-not-closed' } });
  });
});

describe('the latest closed month', () => {
  it('is the last of the calendar, in whatever order they come', () => {
    expect(lastClosedOf(closed('2023-12', '2024-02', '2024-01'))).toBe('2024-02');
    expect(lastClosedOf([])).toBeNull();
  });
});
