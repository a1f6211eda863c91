import { describe, expect, it } from '@jest/globals';
import { passwordRefusal, passwordMatches, unknownPasswordHash } from './passwords.js';

const refusalCode = (password: string, email = 'maria.lind@example.com') =>
  passwordRefusal(password, email)?.code ?? 'taken';

describe('a new password', () => {
  it.each([
    ['eleven char', 'user-password-length'],
    ['x'.repeat(129), 'user-password-length'],
    ['I am Maria.Lind here', 'user-password-address'],
    ['Password-123456!', 'user-password-common'],
    ['QWERTYUIOP123', 'user-password-common'],
    ['abababababababab', 'user-password-common'],
    ['паролік-паролік', 'taken'],
    ['ПарольПароль', 'user-password-common'],
    ['all lower case words', 'taken'],
    ['ключ від старого млина', 'taken'],
    ['x'.repeat(60) + 'yz'.repeat(34), 'taken'],
  ])('%s: %s', (password, code) => {
    expect(refusalCode(password)).toBe(code);
  });

  it('may contain a name so short that it stands in other words', () => {
    expect(refusalCode('a representative sentence', 'rep@example.com')).toBe('taken');
  });
});

describe('the password of somebody who is invited', () => {
  it('is known to nobody, and another each time', async () => {
    const [one, other] = await Promise.all([unknownPasswordHash(), unknownPasswordHash()]);
    expect(one).not.toBe(other);
    expect(await passwordMatches(one, '')).toBe(false);
  });
});
