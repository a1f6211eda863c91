import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type * as Format from './format.js';

/** The kit reads the page's state once: each language gets its own copy of it. */
async function formatIn(language: 'en' | 'uk' | 'ru'): Promise<typeof Format> {
  const organisation = { name: 'House', zone: 'Europe/Kyiv', currency: 'UAH' };
  Object.assign(globalThis, { window: { REDUX_STATE: { session: { house: { language, organisation } } } } });
  return await import('./format.js');
}

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('what the panel shows', () => {
  beforeEach(() => {
    jest.resetModules();
  });

  it('writes amounts in the reader’s way, with the places of their currency and no digit lost', async () => {
    const english = await formatIn('en');
    expect(plain(english.formatMoney('9007199254740993.01', 'EUR'))).toBe('EUR 9,007,199,254,740,993.01');
    expect(plain(english.formatMoney('1200', 'JPY'))).toBe('JPY 1,200');
    expect(plain(english.formatMoney('1.5', 'KWD'))).toBe('KWD 1.500');
    jest.resetModules();
    const ukrainian = await formatIn('uk');
    expect(plain(ukrainian.formatMoney('-1234.5', 'UAH'))).toBe('-1 234,50 UAH');
  });

  it('writes a business day as it stands, and an instant in the organisation’s zone', async () => {
    const english = await formatIn('en');
    expect(english.formatDate('2026-11-21')).toBe('21 Nov 2026');
    expect(english.formatDateTime('2026-11-21T22:30:00.000Z')).toBe('22 Nov 2026, 00:30');
    jest.resetModules();
    const russian = await formatIn('ru');
    expect(russian.formatDate('2026-11-21')).toBe('21.11.2026');
  });

  it('shows a dash for nothing, and what is no date as it is', async () => {
    const { formatDate, formatMoney, formatPercent, NOTHING } = await formatIn('en');
    expect([formatDate(null), formatMoney('', 'EUR'), formatPercent(undefined)]).toEqual([
      NOTHING,
      NOTHING,
      NOTHING,
    ]);
    expect(formatDate('soon')).toBe('soon');
  });
});
