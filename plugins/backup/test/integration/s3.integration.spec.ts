import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { startS3, type TestS3 } from '../../../../test/harness/s3.js';
import { makeS3Destination } from '../../adapters/destinations/s3.js';
import type { OpenDestination } from '../../contract/destination.js';
import { anUpload, contentOf, given, makeShelf, MIB, type Shelf } from './a-backup.js';

const never = new AbortController().signal;

describe.each([
  { what: 'that knows SHA-256', knowsSha256: true },
  { what: 'that knows MD5 alone', knowsSha256: false },
])('a bucket of a service $what', ({ knowsSha256 }) => {
  let s3: TestS3;
  let shelf: Shelf;
  const waits: number[] = [];
  const destination = makeS3Destination(async (ms) => void waits.push(ms));

  beforeEach(async () => {
    waits.length = 0;
    s3 = await startS3({ knowsSha256 });
    shelf = makeShelf();
  });
  afterEach(async () => {
    shelf.clear();
    await s3.close();
  });

  async function open(place: Readonly<Record<string, string>> = {}): Promise<OpenDestination> {
    const context = { environment: s3.environment } as unknown as PluginContext;
    return given(await destination.open(context, { bucket: s3.name, prefix: 'house a/2026', ...place }));
  }
  const objects = () => [...s3.bucket.objects.values()];

  it('keeps a backup byte for byte, lists it, gives it back and takes it away', async () => {
    const place = await open();
    const backup = shelf.backup(17 * MIB + 3);
    const upload = anUpload();
    const stored = given(await place.put(backup, upload));
    expect(stored).toMatchObject({ fileName: backup.fileName, bytes: backup.bytes });
    expect(stored.location).toBe(`house a/2026/${backup.fileName}`);
    expect(upload.reached).toEqual([8 * MIB, 16 * MIB, backup.bytes]);
    expect(s3.bucket.objects.get(stored.location)?.content.equals(backup.content)).toBe(true);
    expect(given(await place.list(never)).map(({ location }) => location)).toEqual([stored.location]);
    expect((await contentOf(place, stored.location)).equals(backup.content)).toBe(true);
    expect(await place.remove(stored.location, never)).toEqual({ ok: true, value: null });
    expect(await place.remove(stored.location, never)).toEqual({ ok: true, value: null });
    expect(await place.get(stored.location, never)).toEqual({
      ok: false,
      error: { code: 'copy-missing', file: stored.location },
    });
  });

  it('an upload that is cut ten times arrives whole, and each part that arrived stays', async () => {
    const place = await open();
    const backup = shelf.backup(40 * MIB);
    let cuts = 0;
    s3.breaks(({ what }) =>
      what === 'part' && cuts < 10 && (cuts += 1) % 3 !== 0 ? { kind: 'cut', after: MIB } : null,
    );
    given(await place.put(backup, anUpload()));
    expect(cuts).toBe(10);
    expect(objects().map(({ content }) => content.equals(backup.content))).toEqual([true]);
    expect(s3.callsOf('part').filter(({ status }) => status === 200)).toHaveLength(5);
    expect(s3.callsOf('begin')).toHaveLength(1);
  });

  it('the next start asks which parts are there, by the page, and sends the others', async () => {
    const place = await open();
    s3.pageSize = 1;
    const backup = shelf.backup(30 * MIB);
    const aborted = new AbortController();
    const first = anUpload(null, aborted.signal);
    s3.breaks(({ number }) => {
      if (number === 3) aborted.abort();
      return null;
    });
    await expect(place.put(backup, first)).rejects.toThrow();
    s3.breaks(() => null);
    const before = s3.callsOf('part').length;
    given(await place.put(backup, anUpload(first.remembered.at(-1) ?? null)));
    expect(
      s3
        .callsOf('part')
        .slice(before)
        .map(({ number }) => number),
    ).not.toContain(1);
    expect(
      s3
        .callsOf('part')
        .slice(before)
        .map(({ number }) => number),
    ).not.toContain(2);
    expect(objects().map(({ content }) => content.equals(backup.content))).toEqual([true]);
  });

  it('a cut after the last byte leaves one object and no parts', async () => {
    const place = await open();
    const backup = shelf.backup(9 * MIB);
    s3.breaksNext('complete', { kind: 'cut', after: 'effect' });
    const upload = anUpload();
    given(await place.put(backup, upload));
    given(await place.put(backup, anUpload(upload.remembered.at(-1) ?? null)));
    expect(s3.callsOf('begin')).toHaveLength(1);
    expect(objects()).toHaveLength(1);
    expect(s3.bucket.uploads.size).toBe(0);
  });

  it('an upload that is not known any more is begun anew; what a lost start began is ended', async () => {
    const place = await open();
    const backup = shelf.backup(9 * MIB);
    s3.bucket.begin(`house a/2026/${backup.fileName}`, {});
    const upload = anUpload('an upload of last month');
    given(await place.put(backup, upload));
    expect(upload.remembered).toHaveLength(1);
    expect(s3.bucket.uploads.size).toBe(0);
    expect(objects().map(({ content }) => content.equals(backup.content))).toEqual([true]);
  });

  it('waits as long as the service asks, and gives up until the next start after six failures', async () => {
    const place = await open();
    s3.breaksNext('part', { kind: 'status', status: 503, code: 'SlowDown', retryAfter: '7' });
    given(await place.put(shelf.backup(MIB), anUpload()));
    expect(waits).toEqual([7_000]);
    s3.breaks(({ what }) =>
      what === 'part' ? { kind: 'status', status: 500, code: 'InternalError' } : null,
    );
    const failing = shelf.backup(MIB);
    await expect(place.put(failing, anUpload())).rejects.toThrow('S3 answered 500 InternalError');
    expect(waits).toHaveLength(6);
    expect(s3.bucket.uploads.size).toBe(1);
    given(await place.abandon!(failing.fileName, never));
  });

  it('an upload that is given up leaves no parts, and others of the same place go on', async () => {
    const place = await open();
    s3.pageSize = 1;
    const [givenUp, other] = [shelf.backup(9 * MIB), shelf.backup(MIB)];
    const goingOn = s3.bucket.begin(`house a/2026/${other.fileName}`, {});
    s3.breaks(({ number }) => (number === 2 ? { kind: 'status', status: 403, code: 'QuotaExceeded' } : null));
    expect(await place.put(givenUp, anUpload())).toMatchObject({ ok: false });
    given(await place.abandon!(givenUp.fileName, never));
    given(await place.abandon!(givenUp.fileName, never));
    expect([...s3.bucket.uploads.keys()]).toEqual([goingOn]);
    given(await place.abandon!(other.fileName, never));
  });

  it('parts that nobody has gone on with for a week are ended by the next upload, and nobody else’s', async () => {
    const place = await open();
    s3.pageSize = 1;
    const weekAgo = new Date(Date.now() - 8 * 24 * 60 * 60_000);
    s3.bucket.begin('house a/2026/countinghouse-old.tar.gz.age', {}, weekAgo);
    s3.bucket.begin('house a/2026/countinghouse-new.tar.gz.age', {});
    s3.bucket.begin('house a/2026/below/countinghouse-old.tar.gz.age', {}, weekAgo);
    s3.bucket.begin('house a/2026/film.mp4', {}, weekAgo);
    given(await place.put(shelf.backup(MIB), anUpload()));
    expect([...s3.bucket.uploads.values()].map(({ key }) => key)).toEqual([
      'house a/2026/countinghouse-new.tar.gz.age',
      'house a/2026/below/countinghouse-old.tar.gz.age',
      'house a/2026/film.mp4',
    ]);
    s3.bucket.uploads.clear();
  });

  it('a part that arrived altered is sent again', async () => {
    const place = await open();
    const backup = shelf.backup(9 * MIB);
    s3.breaksNext('part', { kind: 'altered' });
    given(await place.put(backup, anUpload()));
    expect(s3.callsOf('part').map(({ number }) => number)).toEqual([1, 1, 2]);
    expect(objects().map(({ content }) => content.equals(backup.content))).toEqual([true]);
  });

  it('a service that goes on altering is given nothing under the name of the backup', async () => {
    const place = await open();
    s3.breaks(({ what }) => (what === 'part' ? { kind: 'altered' } : null));
    const backup = shelf.backup(MIB);
    await expect(place.put(backup, anUpload())).rejects.toThrow('S3 took another part 1');
    expect(objects()).toEqual([]);
    given(await place.abandon!(backup.fileName, never));
  });

  it('a bucket that is not there, keys that are not known and a full one are refused in words', async () => {
    const away = await open({ bucket: 'elsewhere' });
    const missing = { ok: false, error: { code: 'place-missing', place: 'elsewhere' } };
    expect(await away.list(never)).toEqual(missing);
    expect(await away.put(shelf.backup(MIB), anUpload())).toEqual(missing);
    const stranger = await open({ accessKeyId: 'AKIASOMEBODYELSE0001', secretAccessKey: 'secret' });
    expect(await stranger.list(never)).toEqual({ ok: false, error: { code: 'place-not-let-in' } });
    const place = await open();
    s3.breaksNext('part', { kind: 'status', status: 403, code: 'QuotaExceeded' });
    const tooMuch = shelf.backup(MIB);
    expect(await place.put(tooMuch, anUpload())).toEqual({
      ok: false,
      error: { code: 'place-full', place: s3.name },
    });
    given(await place.abandon!(tooMuch.fileName, never));
    s3.breaksNext('list', { kind: 'status', status: 403, code: 'AccessDenied' });
    expect(await place.list(never)).toMatchObject({ ok: false, error: { code: 'place-forbidden' } });
  });

  it('lists more than a page, and only backups below its prefix', async () => {
    const place = await open();
    const other = await open({ prefix: 'house a/2026/older' });
    given(await other.put(shelf.backup(1_000), anUpload()));
    s3.pageSize = 2;
    const names: string[] = [];
    for (let made = 0; made < 5; made += 1) {
      const backup = shelf.backup(1_000 + made);
      names.push(backup.fileName);
      given(await place.put(backup, anUpload()));
    }
    const listed = given(await place.list(never)).map(({ fileName }) => fileName);
    expect(listed.sort()).toEqual(names.sort());
  });
});

describe('the text after s3:', () => {
  it('is a bucket and what its names begin with', () => {
    const { parse } = makeS3Destination();
    expect(parse('books/house/a')).toEqual({ ok: true, value: { bucket: 'books', prefix: 'house/a' } });
    expect(parse('books')).toEqual({ ok: true, value: { bucket: 'books', prefix: '' } });
    for (const text of ['', 'B', 'Books/x', '-books'])
      expect(parse(text)).toMatchObject({ ok: false, error: { code: 'place-invalid', field: 'bucket' } });
  });
});
