import { describe, expect, it } from '@jest/globals';
import { fuzzyScore } from './fuzzy.js';

const best = (typed: string, names: readonly string[]): string | undefined =>
  names
    .flatMap((name) => {
      const score = fuzzyScore(typed, name);
      return score === null ? [] : [{ name, score }];
    })
    .sort((a, b) => b.score - a.score)[0]?.name;

describe('what was typed finds what was meant', () => {
  it('by the start of any word, whatever the case', () => {
    expect(best('pay', ['Repayment plan', 'Payments', 'Daily entries'])).toBe('Payments');
    expect(best('ENTR', ['Payments', 'Daily entries'])).toBe('Daily entries');
  });

  it('by letters left out', () => {
    expect(best('invc', ['Imports', 'Invoices', 'Offices'])).toBe('Invoices');
    expect(fuzzyScore('ps', 'Representatives')).toBeNull();
  });

  it('by several words in any order, all of which must be there', () => {
    expect(best('draft new', ['New draft', 'New payment'])).toBe('New draft');
    expect(fuzzyScore('new draft', 'New payment')).toBeNull();
  });

  it('in Ukrainian and in Russian, with letters that differ between the two', () => {
    expect(best('рах', ['Платежі', 'Рахунки'])).toBe('Рахунки');
    expect(best('платежи', ['Рахунки', 'Платежі'])).toBe('Платежі');
    expect(best('отчет', ['Отчёты', 'Офисы'])).toBe('Отчёты');
  });

  it('written in Latin letters as it sounds', () => {
    expect(best('rahunky', ['Платежі', 'Рахунки'])).toBe('Рахунки');
    expect(best('platezhi', ['Рахунки', 'Платежі'])).toBe('Платежі');
  });

  it('typed on the wrong keyboard', () => {
    expect(best('hf[eyrb', ['Платежі', 'Рахунки'])).toBe('Рахунки');
    expect(best('зфнь', ['Payments', 'Invoices'])).toBe('Payments');
  });

  it('prefers what was typed to what it might have been on another keyboard', () => {
    expect(fuzzyScore('рах', 'Рахунки')).toBeGreaterThan(fuzzyScore('hf[', 'Рахунки')!);
  });

  it('finds nothing in what has none of it', () => {
    expect(fuzzyScore('xyz', 'Invoices')).toBeNull();
  });
});
