import { describe, expect, it } from '@jest/globals';
import { detectedFormat, noDateEvidence, readDate, weighDate } from '../../domain/date-format.js';

function judged(...cells: string[]): ReturnType<typeof detectedFormat> {
  return detectedFormat(cells.reduce(weighDate, noDateEvidence));
}

describe('the date format of a column', () => {
  it.each([
    [['2013-01-02'], 'ymd'],
    [['1/2/2013', '1/13/2013'], 'mdy'],
    [['1.2.2013', '13.1.2013'], 'dmy'],
    [['31/12/2020'], 'dmy'],
    [['2013-01-02T10:00:00Z'], 'ymd'],
  ])('%j is %s', (cells, format) => {
    expect(judged(...cells)).toEqual({ certain: true, format });
  });

  it('is open when every cell can be read in two ways', () => {
    expect(judged('1/2/2013', '3/4/2013')).toEqual({ certain: false, candidates: ['dmy', 'mdy'] });
  });

  it('is not swayed by a bad cell', () => {
    expect(judged('1/13/2013', 'soon', '99/99/2013')).toEqual({ certain: true, format: 'mdy' });
  });
});

describe('a date cell', () => {
  it.each([
    ['2/29/2012', 'mdy', '2012-02-29'],
    ['29.2.2012', 'dmy', '2012-02-29'],
    ['2012-02-29 10:15', 'ymd', '2012-02-29'],
  ] as const)('%s as %s is %s', (text, format, date) => {
    expect(readDate(text, format)).toEqual({ ok: true, value: date });
  });

  it.each([
    ['2/29/2013', 'mdy', 'impossible-date'],
    ['13/1/2013', 'mdy', 'impossible-date'],
    ['1/2/13', 'mdy', 'not-a-date'],
    ['soon', 'ymd', 'not-a-date'],
    ['1/1/1776', 'mdy', 'impossible-date'],
  ] as const)('%s as %s is refused: %s', (text, format, code) => {
    expect(readDate(text, format)).toMatchObject({ ok: false, error: { code, value: text } });
  });
});
