import { describe, expect, it } from '@jest/globals';
import { relyingPartyOf } from '../relying-party.js';

describe('Whom passkeys are for', () => {
  it.each([
    ['https://books.example.com', { id: 'books.example.com', origin: 'https://books.example.com' }],
    [
      'https://books.example.com:8443/x',
      { id: 'books.example.com', origin: 'https://books.example.com:8443' },
    ],
    [null, { id: 'localhost', origin: 'http://localhost:3000' }],
    ['http://10.0.0.7:3000', null],
    ['http://[::1]:3000', null],
  ])('%s', (publicUrl, party) => {
    expect(relyingPartyOf({ publicUrl, port: 3000 })).toEqual(party);
  });
});
