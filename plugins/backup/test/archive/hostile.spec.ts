import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { Encrypter, generateX25519Identity } from 'age-encryption';
import { pack, type Header } from 'tar-stream';
import { passphraseRecipient } from '../../adapters/archive/age-passphrase.js';
import type { Manifest } from '../../contract/archive-file.js';
import { LIMITS } from '../../domain/limits.js';
import { TAR_END, tarHeader, tarPadding } from '../../domain/tar-block.js';
import {
  archiveBytes,
  aTable,
  columns,
  readAll,
  recipient,
  rowsUpTo,
  sourceOf,
  withWorkshop,
} from './sample.js';

type Entry = Pick<Header, 'name'> & Partial<Header> & { readonly content?: Buffer | string };

/** A tar as the library makes it, whatever is asked for. */
async function tarOf(entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack();
  for (const { content = '', ...header } of entries) tar.entry(header, content);
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of tar) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

async function sealed(plain: Buffer, workFactor?: number): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(workFactor === undefined ? recipient : passphraseRecipient('secret', workFactor));
  return Buffer.from(await encrypter.encrypt(plain));
}

const ROW = '{"id":"a"}\n';
const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

const manifest = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  ...{ format: 'countinghouse-backup', version: 1, madeAt: '2026-11-27T12:00:00.000Z', tool: 't' },
  ...{
    schemaVersion: '0001',
    dialect: 'sqlite',
    organisation: '',
    sets: [],
    rows: 'jsonl',
    files: [],
    figures: {},
  },
  tables: [
    {
      ...{ table: 'a', model: 'A', file: 'tables/a.jsonl', rows: 1, bytes: ROW.length, sha256: sha256(ROW) },
      ...{ key: ['id'], columns: [{ name: 'id', kind: 'text', nullable: false }] },
    },
  ],
  ...change,
});

const tableEntry: Entry = { name: 'tables/a.jsonl', content: ROW };
const listEntry = (change?: Readonly<Record<string, unknown>>): Entry => ({
  name: 'manifest.json',
  content: JSON.stringify(manifest(change)),
});
const archiveWith = async (...entries: readonly Entry[]): Promise<Buffer> =>
  sealed(gzipSync(await tarOf([...entries, tableEntry, listEntry()])));
const tableOf = (change: Readonly<Record<string, unknown>>) => ({
  tables: [{ ...(manifest()['tables'] as object[])[0], ...change }],
});

/** The refusal; nothing may have been given out, or written. */
async function refusalOf(bytes: Buffer): Promise<unknown> {
  return withWorkshop(async ({ archives, folder, spool }) => {
    const found = await readAll(archives, bytes, {
      identities: [(await import('./sample.js')).identity],
      passphrases: ['secret'],
    });
    expect([found.tables.size, found.files.size]).toEqual([0, 0]);
    expect([...(await readdir(folder)), ...(await readdir(spool))]).toEqual([]);
    return found.read.ok ? null : found.read.error;
  });
}

it('The archive that all of these are made from is one', async () => {
  await withWorkshop(async ({ archives }) => {
    const found = await readAll(archives, await archiveWith());
    expect(found.tables.get('a')).toEqual([{ id: 'a' }]);
  });
});

describe('A tar is refused', () => {
  const file = (name: string): Entry => ({ name, content: 'x' });
  it.each<[string, Entry, string]>([
    ['a path upwards', file('files/a/../../etc/passwd'), 'name'],
    ['a path upwards after a dot', file('./../files/a/b'), 'name'],
    ['an absolute path', file('/etc/passwd'), 'name'],
    ['a name of our kind below the root', file('/tables/b.jsonl'), 'name'],
    ['another folder', file('bin/sh'), 'name'],
    ['a file of the storage itself', file('files/a'), 'name'],
    ['a hidden name', file('files/a/.ssh'), 'name'],
    ['a backslash', file('files/a/..\\b'), 'name'],
    ['a name with a newline', file('files/a/b\nc'), 'name'],
    ['a name beyond ASCII', file('files/a/ﬁ'), 'name'],
    ['a long name', file(`files/a/${'b/'.repeat(150)}c`), 'name'],
    ['a table of another form', file('tables/a.sql'), 'name'],
    ['a symbolic link', { name: 'files/a/b', type: 'symlink', linkname: '/etc/passwd' }, 'not-a-file'],
    ['a link', { name: 'files/a/b', type: 'link', linkname: 'manifest.json' }, 'not-a-file'],
    ['a device', { name: 'files/a/b', type: 'character-device', devmajor: 1, devminor: 3 }, 'not-a-file'],
    ['a disk', { name: 'files/a/b', type: 'block-device' }, 'not-a-file'],
    ['a pipe', { name: 'files/a/b', type: 'fifo' }, 'not-a-file'],
    ['a folder upwards', { name: 'files/../..', type: 'directory' }, 'name'],
    ['a folder of no archive', { name: 'etc/', type: 'directory' }, 'name'],
    ['a file that the list does not know', file('files/a/b'), 'not-in-manifest'],
    ['a table twice', tableEntry, 'twice'],
    ['two lists', listEntry(), 'twice'],
  ])('for %s', async (_, entry, why) => {
    expect(await refusalOf(await archiveWith(entry))).toMatchObject({ code: 'archive-hostile', why });
  });

  const raw = async (blocks: readonly Buffer[]): Promise<Buffer> =>
    sealed(gzipSync(Buffer.concat([...blocks, await tarOf([tableEntry, listEntry()])])));
  const extended = (content: string, type = 'x'): Buffer => {
    const header = Buffer.from(tarHeader('PaxHeader', content.length, 0));
    header.write(type, 156);
    header.write(`${sumOf(header).toString(8).padStart(6, '0')}\u0000 `, 148);
    return Buffer.concat([header, Buffer.from(content), Buffer.alloc(tarPadding(content.length))]);
  };

  it.each([
    ['a negative length, which holds a naive reader for ever', '-5 a\n-5 a\n'],
    ['a length beyond the header', '999 path=x\n'],
    ['no length', 'path=x\n'],
    ['a length of nothing', '0 path=x\n'],
    ['no end', '10 path=xy'],
  ])('for an extended header with %s', async (_, content) => {
    expect(await refusalOf(await raw([extended(content)]))).toMatchObject({ why: 'extended-header' });
  });

  it('for an extended header that is larger than any', async () => {
    const long = extended('x'.repeat(LIMITS.extendedHeaderBytes + 1));
    expect(await refusalOf(await raw([long]))).toMatchObject({ why: 'extended-header' });
  });

  it.each(['99999999999999999999', '-1', '1e999', 'NaN', '1099511627777'])(
    'for a size of %s',
    async (size) => {
      const content = ` size=${size}\n`;
      const length = content.length + 2;
      expect(await refusalOf(await raw([extended(`${length}${content}`)]))).toMatchObject({
        why: 'too-large',
      });
    },
  );

  it('for a name that an extended header puts in place of a harmless one', async () => {
    expect(await refusalOf(await raw([extended('25 path=/etc/cron.d/evil\n')]))).toMatchObject({
      why: 'name',
    });
  });

  it('for a long name of GNU that leads elsewhere', async () => {
    expect(await refusalOf(await raw([extended('../../evil\u0000', 'L')]))).toMatchObject({ why: 'name' });
  });

  it('for more files than an archive may have', async () => {
    const many = Array.from({ length: LIMITS.entries + 1 }, (_, at) => tarHeader(`files/a/${at}`, 0, 0));
    expect(await refusalOf(await raw(many))).toMatchObject({ why: 'too-many' });
  });
});

/** The sum of a header's bytes, with spaces where it stands (POSIX.1-2001, "ustar Interchange Format"). */
const sumOf = (header: Buffer): number =>
  header.subarray(0, 512).reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);

describe('A list of contents is refused', () => {
  const withList = async (change: Readonly<Record<string, unknown>>): Promise<Buffer> =>
    sealed(gzipSync(await tarOf([tableEntry, listEntry(change)])));

  it.each<[string, Readonly<Record<string, unknown>>, object]>([
    ['of a later version', { version: 2, more: true }, { code: 'archive-too-new', version: 2 }],
    ['of another format', { format: 'mysqldump' }, { code: 'archive-not-backup' }],
    ['of no version', { version: 0 }, { code: 'archive-not-backup' }],
    ['with words of its own', { run: 'rm' }, { why: 'manifest' }],
    ['without a date', { madeAt: 'yesterday' }, { why: 'manifest' }],
    ['with a path', { files: [{ path: '../x', bytes: 1, sha256: sha256('') }] }, { why: 'manifest' }],
    ['with a file of another table', tableOf({ file: 'tables/b.jsonl' }), { why: 'manifest' }],
    ['with a name that is SQL', tableOf({ table: 'a; drop table b' }), { why: 'manifest' }],
    [
      'with a column that is SQL',
      tableOf({ columns: [{ name: '"', kind: 'text', nullable: true }] }),
      { why: 'manifest' },
    ],
    [
      'with a table twice',
      { tables: [...(manifest()['tables'] as []), ...(manifest()['tables'] as [])] },
      { why: 'manifest' },
    ],
    [
      'with fewer rows',
      tableOf({ rows: 0 }),
      { code: 'archive-differs', entry: 'tables/a.jsonl', what: 'rows' },
    ],
    ['with another size', tableOf({ bytes: 1 }), { code: 'archive-differs', what: 'bytes' }],
    ['with another digest', tableOf({ sha256: sha256('') }), { code: 'archive-differs', what: 'digest' }],
    [
      'with a file that is not there',
      { files: [{ path: 'files/a/b', bytes: 1, sha256: sha256('') }] },
      { code: 'archive-differs', entry: 'files/a/b', what: 'missing' },
    ],
  ])('%s', async (_, change, refusal) => {
    expect(await refusalOf(await withList(change))).toMatchObject(refusal);
  });

  it.each([
    ['that is missing', []],
    ['that is no JSON', [{ name: 'manifest.json', content: '{' }]],
    ['that is deep', [{ name: 'manifest.json', content: '['.repeat(1_000_000) }]],
    ['that is empty', [{ name: 'manifest.json', content: '' }]],
  ])('%s', async (_, entries) => {
    const bytes = await sealed(gzipSync(await tarOf([tableEntry, ...entries])));
    expect(await refusalOf(bytes)).toMatchObject({ code: 'archive-not-backup' });
  });

  it('whose size is beyond any, before it is read', async () => {
    const header = tarHeader('manifest.json', LIMITS.manifestBytes + 1, 0);
    expect(await refusalOf(await sealed(gzipSync(header)))).toMatchObject({ why: 'too-large' });
  });
});

it('A row that is none of its table is refused at its line', async () => {
  const row = '{"id":"a"}\n{"id":1}\n';
  const list = listEntry(tableOf({ rows: 2, bytes: row.length, sha256: sha256(row) }));
  const bytes = await sealed(gzipSync(await tarOf([{ name: 'tables/a.jsonl', content: row }, list])));
  await withWorkshop(async ({ archives }) => {
    const { read } = await readAll(archives, bytes);
    expect(read).toEqual({
      ok: false,
      error: { code: 'archive-differs', entry: 'tables/a.jsonl:2', what: 'row' },
    });
  });
});

describe('What is packed tighter than any rows is refused', () => {
  /** Zeros are compressed once; members that follow one another are one gzip file. */
  const bombOf = (header: Buffer): Buffer => {
    const zeros = gzipSync(Buffer.alloc(16 * 1024 * 1024));
    return Buffer.concat([gzipSync(header), ...Array<Buffer>(64).fill(zeros)]);
  };

  it('as a file of zeros', async () => {
    const header = tarHeader('files/a/b', 1024 ** 3, 0);
    expect(await refusalOf(await sealed(bombOf(header)))).toMatchObject({
      code: 'archive-hostile',
      why: 'bomb',
    });
  });

  it('as one row', async () => {
    const header = tarHeader('tables/a.jsonl', 1024 ** 3, 0);
    expect(await refusalOf(await sealed(bombOf(header)))).toMatchObject({
      why: expect.stringMatching(/bomb|record/),
    });
  });

  it('as zeros behind the end of the tar', async () => {
    const tar = await tarOf([tableEntry, listEntry()]);
    expect(await refusalOf(await sealed(bombOf(tar)))).toMatchObject({ why: 'bomb' });
  });

  it('as a row that memory should hold', async () => {
    const random = Buffer.from(
      createHash('shake256', { outputLength: 1024 * 1024 })
        .update('x')
        .digest('base64'),
    );
    const long = Buffer.concat(Array<Buffer>(60).fill(random));
    const tar = Buffer.concat([tarHeader('tables/a.jsonl', long.length, 0), long]);
    expect(await refusalOf(await sealed(gzipSync(tar, { level: 1 })))).toMatchObject({ why: 'record' });
  });
});

/** So that the archive has several of age's pieces. */
const noisyRows = rowsUpTo(1_000).map((row) => ({
  ...row,
  picture: createHash('shake256', { outputLength: 200 }).update(String(row['id'])).digest(),
}));

describe('What age does not vouch for is refused', () => {
  const whole = () =>
    withWorkshop(({ archives }) =>
      archiveBytes(archives, { tables: [{ table: aTable('invoice'), rows: noisyRows }] }),
    );

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['another file', Buffer.from('PK\u0003\u0004')],
    ['an armoured file', Buffer.from('-----BEGIN AGE ENCRYPTED FILE-----\n')],
    ['a later age', Buffer.from('age-encryption.org/v2\n-> X25519 a\n')],
  ])('%s', async (_, bytes) => {
    expect(await refusalOf(bytes)).toEqual({ code: 'archive-not-age' });
  });

  it('a header without an end', async () => {
    const header = Buffer.from(`age-encryption.org/v1\n-> X25519 ${'a'.repeat(100_000)}`);
    expect(await refusalOf(header)).toMatchObject({ code: 'archive-hostile', why: 'age-header' });
  });

  it('a passphrase that would take all memory to try', async () => {
    const bytes = await sealed(Buffer.from('x'), 10);
    const greedy = Buffer.from(bytes.toString('latin1').replace(/^(-> scrypt \S+ )10$/m, '$130'), 'latin1');
    expect(await refusalOf(greedy)).toMatchObject({ code: 'archive-hostile', why: 'work-factor' });
  });

  it('a file for another key', async () => {
    const bytes = await whole();
    await withWorkshop(async ({ archives }) => {
      const other = { identities: [await generateX25519Identity()], passphrases: [] };
      const checked = await archives.check(sourceOf(bytes), other, new AbortController().signal);
      expect(checked).toEqual({ ok: false, error: { code: 'archive-wrong-key' } });
    });
  });

  it('a file that was cut, wherever it was', async () => {
    const bytes = await whole();
    expect(bytes.length).toBeGreaterThan(150_000);
    for (const at of [10, 100, 200, 230, 65_768, 65_769, 100_000, bytes.length - 300, bytes.length - 1])
      expect(await refusalOf(bytes.subarray(0, at))).toEqual({ code: 'archive-truncated' });
  });

  it('a file of which a byte is another, wherever it stands', async () => {
    const bytes = await whole();
    for (const at of [30, 150, 250, 10_000, 70_000, bytes.length - 200, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await refusalOf(changed)).toMatchObject({
        code: expect.stringMatching(/^archive-(tampered|wrong-key)$/),
      });
    }
  });

  it('a file with something behind it', async () => {
    expect(await refusalOf(Buffer.concat([await whole(), Buffer.from('more')]))).toEqual({
      code: 'archive-truncated',
    });
  });

  it('something else that the key opens', async () => {
    expect(await refusalOf(await sealed(Buffer.from('a letter')))).toEqual({ code: 'archive-not-backup' });
    expect(await refusalOf(await sealed(gzipSync('a letter')))).toEqual({ code: 'archive-truncated' });
    expect(await refusalOf(await sealed(gzipSync(TAR_END)))).toEqual({ code: 'archive-not-backup' });
    expect(await refusalOf(await sealed(gzipSync(Buffer.alloc(600, 'letter'))))).toEqual({
      code: 'archive-not-backup',
    });
  });
});

it('A file that is another when it is read again gives its rows to a reader that is told', async () => {
  await withWorkshop(async ({ archives }) => {
    const sampleOf = (count: number) =>
      archiveBytes(archives, { tables: [{ table: aTable('invoice'), rows: rowsUpTo(count) }] });
    const given = [await sampleOf(2), await sampleOf(3)];
    const source = () => Promise.resolve(Readable.from([given.shift()]));
    const nothing = { table: () => null, file: () => null };
    const keys = { identities: [(await import('./sample.js')).identity], passphrases: [] };
    const read = await archives.read(source, keys, nothing, new AbortController().signal);
    expect(read).toEqual({ ok: false, error: { code: 'archive-tampered' } });
  });
});

it('A manifest names every column, so that the archive can be read without this house', async () => {
  await withWorkshop(async ({ archives }) => {
    const found = await readAll(
      archives,
      await archiveBytes(archives, { tables: [{ table: aTable('invoice'), rows: [] }] }),
    );
    const { tables } = (found.read as { readonly value: Manifest }).value;
    expect(tables[0]?.columns).toEqual(columns);
  });
});
