import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Statement } from '../../domain/statement.js';
import { readContent, statementsIn } from './reading.js';
import { camtOf, closingOf, csvOf, mt940Of, ofxOf, type Written } from './writing.js';

const LETTERS = [...'ABCdefäжіЇ0123456789&<>"\'.,+-()№'];
const word = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 14 });
const words = fc.array(word, { minLength: 1, maxLength: 12 }).map((all) => `x${all.join(' ')}x`);
const amount = fc
  .tuple(fc.bigInt({ min: -100_000_000_000_000n, max: 100_000_000_000_000n }), fc.integer({ min: 0, max: 5 }))
  .filter(([units]) => units !== 0n)
  .map(([units, decimals]) => {
    const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
    const whole = digits.slice(0, digits.length - decimals);
    const fraction = decimals === 0 ? '' : `.${digits.slice(-decimals)}`;
    return `${units < 0n ? '-' : ''}${whole}${fraction}`;
  });
const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-03-${String(date).padStart(2, '0')}`);
const written: fc.Arbitrary<Written> = fc.record({
  account: fc.constantFrom('NL26VAYB8060476890', '00123456', 'UA213223130000026007233566001'),
  currency: fc.constantFrom('EUR', 'UAH', 'JPY'),
  opening: amount,
  lines: fc.array(
    fc.record({ on: day, amount, name: words, text: words, endToEndId: word.map((id) => `E${id}`) }),
    { minLength: 1, maxLength: 8 },
  ),
});

/** What a reader has to find again, in the words of the reader. */
const told = ({ lines }: Written): unknown =>
  lines.map(({ on, amount: value, name, text, endToEndId }) => ({
    bookedOn: on,
    amount: value,
    counterparty: name,
    reference: endToEndId,
    text,
  }));
const found = (statement: Statement | undefined): unknown =>
  statement?.transactions.map(({ bookedOn, amount: value, counterparty, reference, text }) => ({
    bookedOn,
    amount: value,
    counterparty,
    reference,
    text,
  }));

describe('what was written is read again', () => {
  // Slash and colon are signs of MT940's own, and are not among the letters; the others escape what is theirs.
  it.each([
    ['MT940', mt940Of],
    ['CAMT', camtOf],
    ['CSV', csvOf],
  ] as const)('%s, with its balances proven', async (_format, write) => {
    await fc.assert(
      fc.asyncProperty(written, async (statement) => {
        const [read, ...others] = await statementsIn(write(statement));
        expect(others).toEqual([]);
        expect(found(read)).toEqual(told(statement));
        expect(read).toMatchObject({
          account: statement.account,
          currency: statement.currency,
          balanced: true,
        });
        expect(Number(read?.opening)).toBe(Number(statement.opening));
        expect(Number(read?.closing)).toBe(Number(closingOf(statement)));
      }),
      { numRuns: 60 },
    );
  });

  it('OFX, which has no opening balance', async () => {
    await fc.assert(
      fc.asyncProperty(written, async (statement) => {
        const [read] = await statementsIn(ofxOf(statement));
        expect(found(read)).toEqual(told(statement));
        expect(read).toMatchObject({ opening: null, closing: closingOf(statement), balanced: null });
      }),
      { numRuns: 60 },
    );
  });
});

/** Bytes turned, cut, doubled and strewn in, as a bad line or a bad will does. */
const damage = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.integer({ min: 0, max: 40 }),
    insert: fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc
        .constantFrom(
          '<',
          '>',
          '</',
          '<!--',
          '<![CDATA[',
          '&#',
          '"',
          '\r\n:61:',
          ':86:',
          '-\r\n',
          '<OFX>',
          '\0',
        )
        .map((text) => Buffer.from(text)),
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('a damaged file', () => {
  it.each([
    ['MT940', mt940Of],
    ['CAMT', camtOf],
    ['OFX', ofxOf],
    ['CSV', csvOf],
  ] as const)('of %s is read or refused, and nothing else', async (_format, write) => {
    await fc.assert(
      fc.asyncProperty(written, damage, async (statement, wounds) => {
        let bytes = Buffer.from(write(statement));
        for (const { at, remove, insert } of wounds) {
          const place = Math.floor(at * bytes.length);
          bytes = Buffer.concat([bytes.subarray(0, place), insert, bytes.subarray(place + remove)]);
        }
        const file = await readContent(bytes);
        if (file.ok) expect(file.value.statements.length).toBeGreaterThan(0);
        else expect(file.error.code).toMatch(/^[a-z\d-]+$/);
      }),
      { numRuns: 120 },
    );
  });
});
