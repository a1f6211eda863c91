import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createKeyRing, SealedUnreadable } from '../key-ring.js';
import { isSealed, partsOf } from '../sealed-value.js';

const OLD = 'the key of last year, and long enough';
const NEW = 'the key of this year, and long enough';
const ring = createKeyRing({ secretKey: NEW });

describe('a key ring', () => {
  it('opens what it sealed, whatever text that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = ring.seal('contact', text);
        expect(sealed).toMatch(/^~s1\.[0-9a-f]{8}\.contact\.[\w-]+$/);
        expect(ring.open(sealed)).toBe(text);
      }),
    );
  });

  it('opens what it sealed, whatever bytes those are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
        const sealed = ring.seal('document', Buffer.from(bytes));
        expect(isSealed(sealed)).toBe(true);
        expect(ring.open(sealed)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('seals the same text otherwise each time', () => {
    expect(ring.seal('note', 'the same')).not.toBe(ring.seal('note', 'the same'));
  });

  it('names the key and the purpose in every value', () => {
    expect(partsOf(ring.seal('account', 'LT12'))).toMatchObject({ keyId: ring.keyId, purpose: 'account' });
  });

  it('opens what a former key sealed, while that key is named', () => {
    const sealed = createKeyRing({ secretKey: OLD }).seal('contact', 'Ona');
    expect(createKeyRing({ secretKey: NEW, formerKeys: [OLD] }).open(sealed)).toBe('Ona');
    const { keyId } = createKeyRing({ secretKey: OLD });
    expect(() => ring.open(sealed)).toThrow(new SealedUnreadable('contact', keyId));
  });

  it('refuses a value of which one character was changed', () => {
    const sealed = ring.seal('contact', 'Ona Onaitė, Vilnius');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sealed.length - 1 }), (at) => {
        const other = sealed[at] === 'A' ? 'Q' : 'A';
        const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
        expect(() => ring.open(changed)).toThrow(SealedUnreadable);
      }),
      { numRuns: sealed.length },
    );
  });

  it('refuses a value under the name of another purpose', () => {
    const moved = ring.seal('note', 'secret').replace('.note.', '.contact.');
    expect(() => ring.open(moved)).toThrow(SealedUnreadable);
  });

  it.each([
    '~s1.',
    '~s1.0123abcd.',
    '~s1.0123abcd.contact.',
    '~s1.x.contact.AAAA',
    `~s1.${ring.keyId}.contact.AAAA`,
  ])('refuses %p, which only begins like one', (text) => {
    expect(() => ring.open(text)).toThrow(SealedUnreadable);
  });
});

describe('a blind index', () => {
  it.each([
    ['email', ' Ona@Example.COM ', 'ona@example.com'],
    ['phone', '+370 (600) 12-345', '0037060012345'],
    ['account', 'lt12 1000 0111', 'LT1210000111'],
  ] as const)('of %s is one for two spellings: %p and %p', (spelling, one, other) => {
    expect(ring.indexes(spelling, one)).toEqual(ring.indexes(spelling, other));
    expect(ring.indexes(spelling, one)[0]).toMatch(/^[\w-]{43}$/);
  });

  it('tells words that have no digits apart: whoever is looked for by a name has not the telephone “none”', () => {
    expect(ring.indexes('phone', 'none')[0]).not.toBe(ring.indexes('phone', 'Ona')[0]);
    expect(ring.indexes('phone', ' None')).toEqual(ring.indexes('phone', 'none'));
  });

  it('is another for another value, another spelling and another key', () => {
    const [index] = ring.indexes('exact', 'value');
    expect(ring.indexes('exact', 'Value')[0]).not.toBe(index);
    expect(ring.indexes('account', 'value')[0]).not.toBe(index);
    expect(createKeyRing({ secretKey: OLD }).indexes('exact', 'value')[0]).not.toBe(index);
  });

  it('is given by each key of the ring, the present one first', () => {
    const both = createKeyRing({ secretKey: NEW, formerKeys: [OLD] });
    expect(both.indexes('exact', 'value')).toEqual([
      ring.indexes('exact', 'value')[0],
      createKeyRing({ secretKey: OLD }).indexes('exact', 'value')[0],
    ]);
  });
});
