import { readdir } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { Decrypter, Encrypter } from 'age-encryption';
import fc from 'fast-check';
import { archiveBytes, aTable, identity, readAll, recipient, rowsUpTo, withWorkshop } from './sample.js';

type Change = { readonly at: number } & (
  | { readonly kind: 'flip'; readonly bit: number }
  | { readonly kind: 'cut'; readonly bytes: number }
  | { readonly kind: 'put'; readonly bytes: Uint8Array }
);

const at = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('cut' as const), at, bytes: fc.integer({ min: 1, max: 2_000 }) }),
  fc.record({
    kind: fc.constant('put' as const),
    at,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 600 }),
  }),
);

function changed(bytes: Buffer, changes: readonly Change[]): Buffer {
  return changes.reduce((sum: Buffer, each) => {
    const place = Math.floor(each.at * sum.length);
    if (each.kind === 'put') return Buffer.concat([sum.subarray(0, place), each.bytes, sum.subarray(place)]);
    if (each.kind === 'cut') return Buffer.concat([sum.subarray(0, place), sum.subarray(place + each.bytes)]);
    const flipped = Buffer.from(sum);
    flipped[place] = (flipped[place] ?? 0) ^ (1 << each.bit);
    return flipped;
  }, bytes);
}

async function seal(plain: Buffer): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return Buffer.from(await encrypter.encrypt(plain));
}

async function open(bytes: Buffer): Promise<Buffer> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Buffer.from(await decrypter.decrypt(bytes));
}

const sample = {
  tables: [{ table: aTable('invoice'), rows: rowsUpTo(60) }],
  files: [{ path: 'files/reports/runs/a.pdf', content: Buffer.from('a file') }],
};

/** How an archive is broken at each of its layers; the layers above are made anew, as somebody who has the public key can. */
const layers: readonly [string, (bytes: Buffer, changes: readonly Change[]) => Promise<Buffer>][] = [
  ['age', (bytes, changes) => Promise.resolve(changed(bytes, changes))],
  ['gzip', async (bytes, changes) => seal(changed(await open(bytes), changes))],
  [
    'tar and what is in it',
    async (bytes, changes) => seal(gzipSync(changed(gunzipSync(await open(bytes)), changes))),
  ],
];

it.each(layers)('An archive broken in %s is refused, or says what it said', async (_, broken) => {
  await withWorkshop(async ({ archives, spool, folder }) => {
    const bytes = await archiveBytes(archives, sample);
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const { read, tables, files } = await readAll(archives, await broken(bytes, changes));
        if (read.ok) {
          expect(tables.get('invoice')).toEqual(sample.tables[0]?.rows);
          expect(files.get('files/reports/runs/a.pdf')).toEqual(sample.files[0]?.content);
        } else {
          expect(read.error.code).toMatch(/^archive-/);
          expect(tables.size + files.size).toBe(0);
        }
        expect([...(await readdir(spool)), ...(await readdir(folder))]).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
