import { describe, expect, it } from '@jest/globals';
import { arranged, moved, readLook } from './home-look.js';

const widgets = ['a', 'b', 'c'].map((id) => ({ id }));
const ids = (list: readonly { readonly id: string }[]): string => list.map(({ id }) => id).join('');

describe('the home page as its reader wants it', () => {
  it('stands as plugins gave it before anybody arranged it', () => {
    expect(ids(arranged(widgets, readLook(null)).shown)).toBe('abc');
  });

  it('keeps the order and what is hidden, and puts a new widget last', () => {
    const { shown, hidden } = arranged(widgets, { order: ['c', 'a'], hidden: ['a'] });
    expect([ids(shown), ids(hidden)]).toEqual(['cb', 'a']);
  });

  it('forgets widgets that are gone', () => {
    expect(ids(arranged(widgets, { order: ['gone', 'b'], hidden: ['gone too'] }).shown)).toBe('bac');
  });

  it('moves one place at a time, and not beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c']);
  });

  it('reads what was kept with care', () => {
    expect(readLook({ order: ['a', 1], hidden: 'all' })).toEqual({ order: ['a'], hidden: [] });
  });
});
