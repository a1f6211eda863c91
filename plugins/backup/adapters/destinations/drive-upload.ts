import { z } from 'zod';
import type { BackupToSend, UploadProgress } from '../../contract/destination.js';
import { DriveRefused, refusalOf, type DriveAccount, type DriveAnswer } from './drive-account.js';
import { readPart } from './file-part.js';
import { ComeLater, Patience, type Pause } from './patience.js';

const BEGIN =
  'https://www.googleapis.com/upload/drive/v3/files?uploadType=resumable&supportsAllDrives=true&fields=id,name,size,md5Checksum,createdTime';
/** A multiple of 256 KiB, as the protocol asks of every part but the last. */
const PART = 8 * 1024 * 1024;

export const driveFile = z.object({
  id: z.string(),
  name: z.string(),
  size: z.coerce.number(),
  md5Checksum: z.string(),
  createdTime: z.coerce.date(),
});

export type UploadedFile = z.infer<typeof driveFile>;

/** How far an upload is, as far as we know. */
type Reached =
  | { readonly at: 'nowhere' }
  /** the server is to say how much it has */
  | { readonly at: 'unknown'; readonly session: string }
  | { readonly at: 'part'; readonly session: string; readonly offset: number }
  | { readonly at: 'end'; readonly file: UploadedFile };

interface Upload {
  readonly account: DriveAccount;
  readonly folder: string;
  readonly backup: BackupToSend;
  readonly upload: UploadProgress;
  readonly pause: Pause;
  /** the same backup, if it is there whole already: a cut may come after its last byte */
  readonly there: () => Promise<UploadedFile | null>;
}

/**
 * A resumable upload (https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable): after a cut the server says what
 * it has, and the rest is sent; a session that has expired is begun anew.
 */
export async function uploadToDrive(order: Upload): Promise<UploadedFile> {
  const { backup, upload, pause } = order;
  const patience = new Patience(pause, upload.signal);
  let session = sessionOf(order);
  let reached: Reached = session === null ? { at: 'nowhere' } : { at: 'unknown', session };
  let offset = 0;
  while (reached.at !== 'end') {
    try {
      reached = await next(order, reached);
    } catch (failure) {
      await patience.after(failure);
      reached = session === null ? { at: 'nowhere' } : { at: 'unknown', session };
      continue;
    }
    session = reached.at === 'part' ? reached.session : null;
    if (reached.at !== 'part') continue;
    // Only bytes that arrived are progress: an answer alone does not give the next failure more time.
    if (reached.offset > offset) patience.succeeded();
    offset = reached.offset;
    await upload.progress(offset);
  }
  await upload.progress(backup.bytes);
  return reached.file;
}

function next(order: Upload, reached: Exclude<Reached, { at: 'end' }>): Promise<Reached> {
  switch (reached.at) {
    case 'nowhere':
      return begin(order);
    case 'unknown':
      return ask(order, reached.session);
    case 'part':
      return send(order, reached.session, reached.offset);
  }
}

function sessionOf({ account, upload }: Upload): string | null {
  return upload.resume !== null && account.isOurs(upload.resume) ? upload.resume : null;
}

async function begin({ account, folder, backup, upload, there }: Upload): Promise<Reached> {
  const file = await there();
  if (file) return { at: 'end', file };
  const metadata = {
    name: backup.fileName,
    parents: [folder],
    mimeType: 'application/octet-stream',
    appProperties: { countinghouse: 'backup', sha256: backup.sha256 },
  };
  const answer = await account.ask(
    {
      method: 'POST',
      url: BEGIN,
      headers: {
        'content-type': 'application/json; charset=UTF-8',
        'x-upload-content-type': 'application/octet-stream',
        'x-upload-content-length': String(backup.bytes),
      },
      body: JSON.stringify(metadata),
    },
    upload.signal,
  );
  if (answer.status === 404) throw new DriveRefused({ code: 'place-missing', place: folder });
  const session = answer.header('location');
  if (answer.status !== 200 || session === null || !account.isOurs(session)) throw unforeseen(answer);
  await upload.remember(session);
  return { at: 'part', session, offset: 0 };
}

async function ask({ account, backup, upload }: Upload, session: string): Promise<Reached> {
  const headers = { 'content-range': `bytes */${backup.bytes}`, 'content-length': '0' };
  return read(await account.ask({ method: 'PUT', url: session, headers }, upload.signal), session);
}

async function send({ account, backup, upload }: Upload, session: string, offset: number): Promise<Reached> {
  const length = Math.min(PART, backup.bytes - offset);
  const body = await readPart(backup.path, offset, length);
  const headers = {
    'content-type': 'application/octet-stream',
    'content-range': `bytes ${offset}-${offset + length - 1}/${backup.bytes}`,
  };
  return read(await account.ask({ method: 'PUT', url: session, headers, body }, upload.signal), session);
}

function read(answer: DriveAnswer, session: string): Reached {
  const { status } = answer;
  if (status === 308) {
    const [, last] = /^bytes=0-(\d+)$/.exec(answer.header('range') ?? '') ?? [];
    return { at: 'part', session, offset: last === undefined ? 0 : Number(last) + 1 };
  }
  if (status === 200 || status === 201) return { at: 'end', file: driveFile.parse(answer.data) };
  if (status === 404 || status === 410) return { at: 'nowhere' };
  throw unforeseen(answer);
}

function unforeseen({ status, data }: DriveAnswer): Error {
  return refusalOf(status, data) ?? new ComeLater(`Drive answered ${status}: ${JSON.stringify(data)}`);
}
