import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { startDrive, type TestDrive } from '../../../../test/harness/drive.js';
import { makeDriveDestination } from '../../adapters/destinations/drive.js';
import type { OpenDestination } from '../../contract/destination.js';
import { anUpload, contentOf, given, makeShelf, MIB, type Shelf } from './a-backup.js';

const never = new AbortController().signal;

describe('a folder of Google Drive', () => {
  let drive: TestDrive;
  let shelf: Shelf;
  let folder: string;
  const waits: number[] = [];
  const destination = makeDriveDestination(async (ms) => void waits.push(ms));

  beforeEach(async () => {
    waits.length = 0;
    drive = await startDrive();
    shelf = makeShelf();
    folder = drive.files.folder('Backups');
  });
  afterEach(async () => {
    shelf.clear();
    await drive.close();
  });

  async function open(place: Readonly<Record<string, string>> = { folder }): Promise<OpenDestination> {
    const context = { environment: drive.environment } as unknown as PluginContext;
    return given(await destination.open(context, place));
  }

  it('keeps a backup byte for byte, lists it, gives it back and takes it away', async () => {
    const place = await open();
    const backup = shelf.backup(17 * MIB + 3);
    const upload = anUpload();
    const stored = given(await place.put(backup, upload));
    expect(stored).toMatchObject({ fileName: backup.fileName, bytes: backup.bytes });
    expect(upload.reached).toEqual([0, 8 * MIB, 16 * MIB, backup.bytes]);
    expect(drive.files.all.get(stored.location)?.content.equals(backup.content)).toBe(true);
    expect(given(await place.list(never))).toEqual([stored]);
    expect((await contentOf(place, stored.location)).equals(backup.content)).toBe(true);
    expect(await place.remove(stored.location, never)).toEqual({ ok: true, value: null });
    expect(await place.remove(stored.location, never)).toEqual({ ok: true, value: null });
    expect(await place.get(stored.location, never)).toEqual({
      ok: false,
      error: { code: 'copy-missing', file: stored.location },
    });
    expect(given(await place.list(never))).toEqual([]);
  });

  it('an upload that is cut ten times arrives whole, and nothing that arrived is sent again', async () => {
    const place = await open();
    const backup = shelf.backup(40 * MIB);
    let cuts = 0;
    drive.breaks(({ what }) =>
      what === 'part' && cuts < 10 ? { kind: 'cut', after: (cuts++ % 2 === 0 ? 3 : 1) * MIB + 100 } : null,
    );
    given(await place.put(backup, anUpload()));
    expect(cuts).toBe(10);
    expect(drive.backups.map(({ content }) => content.equals(backup.content))).toEqual([true]);
    expect(drive.callsOf('begin')).toHaveLength(1);
  });

  it('the next start goes on from what the service says it has', async () => {
    const place = await open();
    const backup = shelf.backup(20 * MIB);
    const aborted = new AbortController();
    const first = anUpload(null, aborted.signal);
    drive.breaks(({ range }) => {
      if (range?.startsWith(`bytes ${8 * MIB}-`)) aborted.abort();
      return null;
    });
    await expect(place.put(backup, first)).rejects.toThrow();
    drive.breaks(() => null);

    const second = anUpload(first.remembered.at(-1) ?? null);
    given(await place.put(backup, second));
    expect(second.remembered).toEqual([]);
    expect(second.reached[0]).toBeGreaterThanOrEqual(8 * MIB);
    expect(drive.backups.map(({ content }) => content.equals(backup.content))).toEqual([true]);
  });

  it('a cut after the last byte leaves one file, also when the session has expired since', async () => {
    const place = await open();
    const backup = shelf.backup(2 * MIB);
    drive.breaksNext('part', { kind: 'cut', after: 'effect' });
    given(await place.put(backup, anUpload()));
    expect(drive.callsOf('ask')).toHaveLength(1);

    const session = [...drive.sessions.values()][0]!;
    session.isExpired = true;
    given(await place.put(backup, anUpload(session.url)));
    expect(drive.backups).toHaveLength(1);
  });

  it('a session that has expired is begun anew', async () => {
    const place = await open();
    const backup = shelf.backup(20 * MIB);
    const upload = anUpload();
    let parts = 0;
    drive.breaks(({ what }) => (what === 'part' && (parts += 1) === 2 ? { kind: 'expired-session' } : null));
    given(await place.put(backup, upload));
    expect(upload.remembered).toHaveLength(2);
    expect(drive.backups.map(({ content }) => content.equals(backup.content))).toEqual([true]);
  });

  it.each(['service account', 'OAuth'])('a token that has expired is asked for anew (%s)', async (by) => {
    const place = await open({ folder, ...(by === 'OAuth' ? { credentials: drive.agreedUser } : {}) });
    const backup = shelf.backup(20 * MIB);
    // The first part, and the second: each is sent again with a new token.
    let parts = 0;
    drive.breaks(({ what }) =>
      what === 'part' && [1, 3].includes((parts += 1)) ? { kind: 'expired-token' } : null,
    );
    given(await place.put(backup, anUpload()));
    expect(drive.tokens.given).toBe(3);
    expect(drive.backups.map(({ content }) => content.equals(backup.content))).toEqual([true]);
  });

  it('waits as long as the service asks, and longer each time when it does not say', async () => {
    const place = await open();
    const backup = shelf.backup(2 * MIB);
    const faults = [
      { kind: 'status', status: 429, retryAfter: '7' },
      { kind: 'status', status: 500 },
      { kind: 'status', status: 503 },
    ] as const;
    let failed = 0;
    drive.breaks(({ what }) => (what === 'part' ? (faults[failed++] ?? null) : null));
    given(await place.put(backup, anUpload()));
    expect(waits[0]).toBe(7_000);
    expect(waits[1]).toBeGreaterThanOrEqual(2_000);
    expect(waits[2]).toBeGreaterThanOrEqual(4_000);
    expect(waits).toHaveLength(3);
  });

  it('gives up until the next start when it fails six times in a row', async () => {
    const place = await open();
    drive.breaks(({ what }) => (what === 'begin' ? { kind: 'status', status: 503 } : null));
    await expect(place.put(shelf.backup(MIB), anUpload())).rejects.toThrow('Drive answered 503');
    expect(waits).toHaveLength(5);
  });

  it('a rate limit that is answered 403 is waited for; a quota is refused in words', async () => {
    const place = await open();
    drive.breaksNext('begin', { kind: 'forbidden', reason: 'userRateLimitExceeded' });
    given(await place.put(shelf.backup(MIB), anUpload()));
    expect(waits).toHaveLength(1);

    drive.breaks(({ what }) =>
      what === 'part' ? { kind: 'forbidden', reason: 'storageQuotaExceeded' } : null,
    );
    expect(await place.put(shelf.backup(MIB), anUpload())).toEqual({
      ok: false,
      error: { code: 'place-full', place: 'Google Drive' },
    });
    drive.breaks(({ what }) =>
      what === 'begin' ? { kind: 'forbidden', reason: 'insufficientFilePermissions' } : null,
    );
    expect(await place.put(shelf.backup(MIB), anUpload())).toMatchObject({
      ok: false,
      error: { code: 'place-forbidden' },
    });
  });

  it('a file with another MD5 is not called stored, and does not stay', async () => {
    const place = await open();
    drive.breaksNext('part', { kind: 'wrong-md5' });
    await expect(place.put(shelf.backup(MIB), anUpload())).rejects.toThrow('MD5 00000000');
    expect(drive.backups).toEqual([]);
  });

  it('a folder that is not there, and an account that is not let in, are refused', async () => {
    const away = await open({ folder: 'not-there' });
    const missing = { ok: false, error: { code: 'place-missing', place: 'not-there' } };
    expect(await away.list(never)).toEqual(missing);
    expect(await away.put(shelf.backup(MIB), anUpload())).toEqual(missing);

    const user = { ...(JSON.parse(drive.agreedUser) as object), refresh_token: 'withdrawn' };
    const stranger = await open({ folder, credentials: JSON.stringify(user) });
    expect(await stranger.list(never)).toEqual({ ok: false, error: { code: 'place-not-let-in' } });
  });

  it('credentials that are missing, or are none, are refused before anything is asked', async () => {
    const context = { environment: { GOOGLE_API_ROOT: drive.root } } as unknown as PluginContext;
    const refusal = async (credentials?: string) =>
      destination.open(context, { folder, ...(credentials === undefined ? {} : { credentials }) });
    expect(await refusal()).toEqual({ ok: false, error: { code: 'place-credentials-missing' } });
    for (const text of ['{', '{}', '{"type":"service_account"}'])
      expect(await refusal(text)).toEqual({ ok: false, error: { code: 'place-credentials-unreadable' } });
    expect(drive.calls).toEqual([]);
  });

  it('lists more than a page, newest first, and only what is ours', async () => {
    const place = await open();
    drive.pageSize = 2;
    drive.files.add(
      { name: 'a letter', mimeType: 'text/plain', parents: [folder], appProperties: {} },
      Buffer.from('hello'),
    );
    const names: string[] = [];
    for (let made = 0; made < 5; made += 1) {
      const backup = shelf.backup(1_000 + made);
      names.unshift(backup.fileName);
      given(await place.put(backup, anUpload()));
    }
    expect(given(await place.list(never)).map(({ fileName }) => fileName)).toEqual(names);
  });

  it('shows folders to choose from: all that the account sees, and those inside one', async () => {
    const inner = drive.files.folder('2026', folder);
    const context = { environment: drive.environment } as unknown as PluginContext;
    const folders = async (inside: string | null) =>
      given(await destination.folders!(context, {}, inside, never)).map(({ id }) => id);
    expect(new Set(await folders(null))).toEqual(new Set([folder, inner]));
    expect(await folders(folder)).toEqual([inner]);
  });

  it('a session elsewhere is sent nothing: it is begun anew', async () => {
    const place = await open();
    given(await place.put(shelf.backup(MIB), anUpload('https://drive.example.com/session')));
    expect(drive.callsOf('begin')).toHaveLength(1);
  });
});
