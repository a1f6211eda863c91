import { describe, expect, it } from '@jest/globals';
import { parseName } from '../domain/greeting.js';

describe('whom one may greet', () => {
  it.each([
    [' Olena ', { ok: true, value: 'Olena' }],
    ['', { ok: false, error: { code: 'name-missing' } }],
    [7, { ok: false, error: { code: 'name-missing' } }],
    ['x'.repeat(81), { ok: false, error: { code: 'name-too-long', max: 80 } }],
  ])('%j', (value, result) => {
    expect(parseName(value)).toEqual(result);
  });
});
