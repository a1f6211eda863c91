import { describe, expect, it } from '@jest/globals';
import { messageIdOf, bounceTagOf } from '../../domain/bounce-tag.js';
import { letterInScheme } from '../../domain/colour-scheme.js';
import { sentenceValues, templateValues } from '../../domain/letter-values.js';
import { subjectLine } from '../../domain/subject-line.js';

describe('a subject', () => {
  it('is one line, whatever is in it', () => {
    expect(subjectLine('Invoice\r\nBcc: all@house.test\u0000 7')).toBe('Invoice Bcc: all@house.test 7');
  });
  it('ends between words when it is too long', () => {
    const cut = subjectLine('Довгий '.repeat(20));
    expect([...cut].length).toBeLessThanOrEqual(78);
    expect(cut).toMatch(/Довгий…$/);
  });
});

describe('values of letters', () => {
  it('are amounts and days as the language writes them', () => {
    const facts = { currency: 'EUR', total: '125000', dueDate: '2026-03-15', number: '2026-01-01' };
    expect(sentenceValues(facts, 'en')).toEqual({
      ...{ currency: 'EUR', total: 'EUR\u00a01,250.00', dueDate: '15 March 2026', number: '2026-01-01' },
    });
  });
  it.each([
    [-3, 'before', 3],
    [0, 'today', 0],
    [7, 'late', 7],
  ])('say how late %p days are', (daysLate, timing, daysOff) => {
    expect(templateValues({ daysLate })).toEqual({ daysLate, timing, daysOff });
  });
});

it('the name of a letter in the address of bounces is read back, and nothing else is', () => {
  const id = '0190a0b0-1111-7222-8333-944455556666';
  expect(messageIdOf(bounceTagOf(id))).toBe(id);
  expect(messageIdOf('0190a0b0')).toBeNull();
});

it('a letter is shown in the scheme that is asked for', () => {
  const html = '@media (prefers-color-scheme: dark) {} color-scheme: light dark';
  expect(letterInScheme(html, 'dark')).toBe('@media all {} color-scheme: dark');
  expect(letterInScheme(html, 'light')).toBe('@media not all {} color-scheme: light');
});
