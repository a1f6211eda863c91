import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodePlace, encodePlace } from '../../domain/callback-data.js';

it('fits the 64 bytes of the wire and comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.integer({ min: 0, max: 99 }),
      (bytes, index) => {
        const place = { screenId: Buffer.from(bytes).toString('base64url'), index };
        const data = encodePlace(place);
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
        expect(decodePlace(data)).toEqual(place);
      },
    ),
  );
});

it.each([
  '',
  '1',
  '2.AAAAAAAAAAAAAAAAAAAAAA.0',
  '1.short.0',
  "1.AAAAAAAAAAAAAAAAAAAAAA.0'",
  '1.AAAAAAAAAAAAAAAAAAAAAA.100',
])('knows that %j was not written here', (data) => expect(decodePlace(data)).toBeNull());
