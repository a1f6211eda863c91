import { describe, expect, it } from '@jest/globals';
import { accountComponent, accountPath, distinctComponents } from '../../../domain/journal/accounts.js';

describe('the names of accounts', () => {
  it('have letters, digits and hyphens, and begin with a capital or a digit', () => {
    expect(accountComponent('bank-charges')).toBe('Bank-charges');
    expect(accountComponent('Éclair  №7;x')).toBe('Eclair-7-x');
    expect(accountComponent('42')).toBe('42');
    expect(accountComponent('Київ')).toBe('X');
  });

  it('lie under one of the five roots', () => {
    expect(accountPath('Assets:Bank:main')).toEqual(['Assets', 'Bank', 'Main']);
    expect(accountPath('liabilities:Card')).toEqual(['Liabilities', 'Card']);
    expect(accountPath('Bank::Main')).toEqual(['Assets', 'Bank', 'Main']);
    expect(accountPath('')).toEqual(['Assets']);
  });

  it('stay different when what they are made of is', () => {
    const names = distinctComponents(['Львів', 'a/b', 'a b', 'Київ']);
    expect([...names]).toEqual([
      ['a b', 'A-b'],
      ['a/b', 'A-b-2'],
      ['Київ', 'X'],
      ['Львів', 'X-2'],
    ]);
  });

  it('do not meet a name that a code has by itself', () => {
    const names = distinctComponents(['A-2', 'a', 'A']);
    expect(new Set(names.values()).size).toBe(3);
  });
});
