// Files to send, of random bytes, and what a job gives a destination: a finished upload is remembered as the house's table does it.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Result, Refusal } from '../../../../src/values/result.js';
import type { BackupToSend, OpenDestination, UploadProgress } from '../../contract/destination.js';

export const MIB = 1024 * 1024;

export interface Shelf {
  readonly folder: string;
  backup(bytes: number): BackupToSend & { readonly content: Buffer };
  clear(): void;
}

export function makeShelf(): Shelf {
  const folder = mkdtempSync(join(tmpdir(), 'backups-'));
  let made = 0;
  return {
    folder,
    backup(bytes) {
      const content = randomBytes(bytes);
      const fileName = `countinghouse-${(made += 1)}.tar.gz.age`;
      const path = join(folder, fileName);
      writeFileSync(path, content);
      const digest = (name: string): string => createHash(name).update(content).digest('hex');
      return { ...{ path, fileName, bytes, content }, sha256: digest('sha256'), md5: digest('md5') };
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Remembering extends UploadProgress {
  readonly remembered: readonly string[];
  readonly reached: readonly number[];
}

export function anUpload(resume: string | null = null, signal = new AbortController().signal): Remembering {
  const remembered: string[] = [];
  const reached: number[] = [];
  return {
    ...{ resume, remembered, reached, signal },
    remember: async (state) => void remembered.push(state),
    progress: async (bytes) => void reached.push(bytes),
  };
}

export function given<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

export async function contentOf(place: OpenDestination, location: string): Promise<Buffer> {
  const stream = given(await place.get(location, new AbortController().signal)) satisfies Readable;
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
