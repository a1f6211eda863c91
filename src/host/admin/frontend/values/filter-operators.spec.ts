import { describe, expect, it } from '@jest/globals';
import { familyOf, filtersFor, saidOf, without, wordsFor, type Family } from './filter-operators.js';

describe('What a filter says', () => {
  const FAMILIES: readonly Family[] = ['text', 'number', 'day', 'month', 'choice', 'reference'];

  it.each(FAMILIES)('is read from the address as it was written there: %s', (family) => {
    for (const word of wordsFor(family, true)) {
      const value = word === 'filled' ? 'no' : word === 'empty' ? 'yes' : '5';
      const said = { word, value, until: word === 'between' ? '9' : '' };
      expect(saidOf(filtersFor('f', family, said), 'f', family)).toEqual([said]);
    }
  });

  it('is nothing where half of it is missing', () => {
    expect(filtersFor('f', 'text', { word: 'contains', value: '', until: '' })).toEqual({});
    expect(filtersFor('f', 'number', { word: 'between', value: '', until: '9' })).toEqual({ 'f~~to': '9' });
  });

  it('of an older address is shown in the same words', () => {
    expect(saidOf({ status: 'paid' }, 'status', 'choice')).toEqual([
      { word: 'in', value: 'paid', until: '' },
    ]);
  });

  it('about one field goes without the others', () => {
    expect(without({ f: '1', 'f~~from': '2', first: '3' }, 'f')).toEqual({ first: '3' });
  });

  it('depends on the kind of the field', () => {
    expect(familyOf('money', false)).toBe('number');
    expect(familyOf('datetime', false)).toBe('day');
    expect(familyOf('text', true)).toBe('choice');
    expect(familyOf('email', false)).toBe('text');
    expect(familyOf('currency', false)).toBe('choice');
    expect(familyOf('month', false)).toBe('month');
    expect(familyOf('reference', false)).toBe('reference');
  });
});
