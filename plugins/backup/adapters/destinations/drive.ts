import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { Destination, PlaceFolder, StoredBackup } from '../../contract/destination.js';
import { DriveRefused, openDriveAccount, understood, type DriveAccount } from './drive-account.js';
import { driveFile, uploadToDrive, type UploadedFile } from './drive-upload.js';
import { patiently, pauseFor, type Pause } from './patience.js';

const OURS = "appProperties has { key='countinghouse' and value='backup' }";
const FOLDERS = "mimeType = 'application/vnd.google-apps.folder'";
const SHARED = { supportsAllDrives: true, includeItemsFromAllDrives: true } as const;

type Place = Readonly<Record<string, string>>;

/** A folder of Google Drive, by a service account that it is shared with or by OAuth; GOOGLE_CREDENTIALS where the place has none of its own. */
export function makeDriveDestination(pause: Pause = pauseFor): Destination {
  return {
    kind: 'drive',
    fields: [
      { name: 'folder', required: true, secret: false },
      { name: 'credentials', required: false, secret: true },
    ],
    parse: (text) =>
      isId(text) ? ok({ folder: text }) : err({ code: 'place-invalid', field: 'folder', given: text }),
    async open(context, place) {
      const { folder = '' } = place;
      if (!isId(folder)) return err({ code: 'place-invalid', field: 'folder', given: folder });
      const account = await accountOf(context, place);
      if (!account.ok) return account;
      const { files } = account.value;
      const asked = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<Result<T, Refusal>> =>
        refusable(() => patiently(pause, signal, () => understood(work)));
      return ok({
        put: (backup, upload) =>
          refusable(async () => {
            const there = (): Promise<UploadedFile | null> =>
              findSame(account.value, folder, backup, upload.signal);
            const file = await uploadToDrive({
              ...{ account: account.value, folder, backup, upload, pause, there },
            });
            if (file.md5Checksum === backup.md5 && file.size === backup.bytes) return storedOf(file);
            await understood(() => files.delete({ fileId: file.id, supportsAllDrives: true }));
            throw new Error(`Drive has ${file.size} bytes with MD5 ${file.md5Checksum}, not ${backup.md5}`);
          }),
        list: (signal) =>
          asked(signal, async () => (await listOurs(account.value, folder, OURS, signal)).map(storedOf)),
        async get(location, signal) {
          const got = await asked(signal, () =>
            orMissing(() =>
              files.get(
                { fileId: location, alt: 'media', supportsAllDrives: true },
                { responseType: 'stream', retry: false, signal },
              ),
            ),
          );
          if (!got.ok) return got;
          return got.value === null
            ? err({ code: 'copy-missing', file: location })
            : ok(got.value.data as unknown as Readable);
        },
        async remove(location, signal) {
          const removed = await asked(signal, () =>
            orMissing(() =>
              files.delete({ fileId: location, supportsAllDrives: true }, { retry: false, signal }),
            ),
          );
          return removed.ok ? ok(null) : removed;
        },
      });
    },
    async folders(context, place, parent, signal) {
      const account = await accountOf(context, place);
      if (!account.ok) return account;
      // Without a parent: what is shared with a service account has none that it sees, so all are shown.
      const query =
        parent !== null && isId(parent)
          ? `${inside(parent)} and ${FOLDERS}`
          : `trashed = false and ${FOLDERS}`;
      return refusable(() =>
        patiently(pause, signal, () => understood(() => listFolders(account.value, query, signal))),
      );
    },
  };
}

function isId(text: string): boolean {
  return /^[\w-]{1,128}$/.test(text);
}

function inside(folder: string): string {
  return `'${folder}' in parents and trashed = false`;
}

function accountOf(
  { environment }: PluginContext,
  { credentials }: Place,
): ReturnType<typeof openDriveAccount> {
  const json = credentials || (environment['GOOGLE_CREDENTIALS'] ?? '');
  return openDriveAccount(json, environment['GOOGLE_API_ROOT'] ?? null);
}

/** By name and digest, found whole. */
async function findSame(
  account: DriveAccount,
  folder: string,
  { fileName, sha256 }: { readonly fileName: string; readonly sha256: string },
  signal: AbortSignal,
): Promise<UploadedFile | null> {
  const same = `name = '${fileName}' and appProperties has { key='sha256' and value='${sha256}' }`;
  const [found = null] = await understood(() => listOurs(account, folder, `${OURS} and ${same}`, signal));
  return found;
}

async function listOurs(
  { files }: DriveAccount,
  folder: string,
  which: string,
  signal: AbortSignal,
): Promise<readonly UploadedFile[]> {
  const found: UploadedFile[] = [];
  let pageToken: string | undefined;
  do {
    const page = await orMissing(() =>
      files.list(
        {
          ...SHARED,
          ...{ q: `${inside(folder)} and ${which}`, orderBy: 'createdTime desc', pageSize: 1000 },
          fields: 'nextPageToken, files(id, name, size, md5Checksum, createdTime)',
          ...(pageToken === undefined ? {} : { pageToken }),
        },
        { retry: false, signal },
      ),
    );
    if (!page) throw new DriveRefused({ code: 'place-missing', place: folder });
    found.push(...z.array(driveFile).parse(page.data.files ?? []));
    pageToken = page.data.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
  return found;
}

async function listFolders(
  { files }: DriveAccount,
  q: string,
  signal: AbortSignal,
): Promise<readonly PlaceFolder[]> {
  const { data } = await files.list(
    { ...SHARED, q, orderBy: 'name', pageSize: 1000, fields: 'files(id, name)' },
    { retry: false, signal },
  );
  return z.array(z.object({ id: z.string(), name: z.string() })).parse(data.files ?? []);
}

function storedOf({ id, name, size, createdTime }: UploadedFile): StoredBackup {
  return { location: id, fileName: name, bytes: size, storedAt: createdTime };
}

async function orMissing<T>(request: () => Promise<T>): Promise<T | null> {
  try {
    return await request();
  } catch (error) {
    if ((error as { response?: { status?: number } }).response?.status === 404) return null;
    throw error;
  }
}

async function refusable<T>(work: () => Promise<T>): Promise<Result<T, Refusal>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof DriveRefused) return err(error.refusal);
    throw error;
  }
}
