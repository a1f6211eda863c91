import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { UploadedFile } from '../../kernel/contributions.js';
import { RequestFailed } from './request-failed.js';

export interface Upload {
  readonly file: UploadedFile | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

interface UploadOptions {
  /** private; the file stands there under a name of ours */
  readonly folder: string;
  readonly maxBytes: number;
  /** aborted when the sender goes away */
  readonly signal: AbortSignal;
}

const ABANDONED_MS = 24 * 3600_000;

/**
 * Streams the file of a multipart form to disk, in memory that does not grow with it. Whatever goes wrong, no part of it stays.
 * @throws RequestFailed 413 upload-too-large { limit }, 400 upload-malformed, 415 upload-not-multipart
 */
export async function receiveUpload(
  request: IncomingMessage,
  { folder, maxBytes, signal }: UploadOptions,
): Promise<Upload> {
  const path = join(folder, `${randomUUID()}.part`);
  try {
    const form = openForm(request, maxBytes);
    // There before the first byte is read: a file that is still being made when its form fails would come to be after its removal.
    await writeFile(path, '', { flag: 'wx', mode: 0o600 });
    signal.throwIfAborted();
    const upload = await receive(request, form, { path, maxBytes, signal });
    if (!upload.file) await rm(path);
    return upload;
  } catch (error) {
    await rm(path, { force: true });
    // What is still on its way is read and thrown away, so that the sender comes to read the answer.
    request.unpipe();
    request.resume();
    throw error;
  }
}

interface Writing {
  readonly path: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

async function receive(request: IncomingMessage, form: busboy.Busboy, to: Writing): Promise<Upload> {
  const fields: Record<string, string> = {};
  let writing: Promise<UploadedFile> | undefined;

  await new Promise<void>((resolve, reject) => {
    const malformed = (): void => reject(new RequestFailed(400, { code: 'upload-malformed' }));
    form.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) malformed();
      else fields[name] = value;
    });
    form.on('file', (name, stream, { filename }) => {
      if (name !== 'file' || writing) return void stream.resume();
      writing = writeCapped(stream, filename ?? '', to);
      writing.catch(reject);
    });
    for (const limit of ['fieldsLimit', 'partsLimit', 'filesLimit'] as const) form.on(limit, malformed);
    form.on('error', malformed);
    form.on('close', resolve);
    to.signal.addEventListener('abort', () => reject(to.signal.reason), { once: true });
    request.on('error', reject);
    request.pipe(form);
  });
  return { file: await writing, fields };
}

function openForm(request: IncomingMessage, maxBytes: number): busboy.Busboy {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + FORM_ALLOWANCE_BYTES)
    throw tooLarge(maxBytes);
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      // One byte more than allowed, so that a file of exactly the limit is told from one that was cut there.
      limits: {
        files: 1,
        fileSize: maxBytes + 1,
        fields: 50,
        fieldSize: 64 * 1024,
        fieldNameSize: 100,
        parts: 60,
        headerPairs: 20,
      },
    });
  } catch {
    throw new RequestFailed(415, { code: 'upload-not-multipart' });
  }
}

/** Headers of the parts, boundaries and the form's other fields. */
const FORM_ALLOWANCE_BYTES = 1024 * 1024;

async function writeCapped(
  stream: Readable,
  fileName: string,
  { path, maxBytes, signal }: Writing,
): Promise<UploadedFile> {
  const target = createWriteStream(path, { flags: 'r+' });
  stream.once('limit', () => stream.destroy(tooLarge(maxBytes)));
  await pipeline(stream, target, { signal });
  return { fileName: fileName || 'file', path, bytes: target.bytesWritten };
}

function tooLarge(maxBytes: number): RequestFailed {
  return new RequestFailed(413, {
    code: 'upload-too-large',
    limit: `${Math.floor(maxBytes / (1024 * 1024))} MB`,
  });
}

/** Parts that a process left when it was killed. */
export async function clearAbandonedUploads(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now.getTime() }));
    if (now.getTime() - mtimeMs > ABANDONED_MS) await rm(path, { force: true });
  }
}
