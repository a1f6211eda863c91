import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { FetchCopy } from '../../app/copies/fetch-copy.js';
import { refusingNoRoom } from '../../app/no-room.js';

/** Opens a copy where it lies; refuses what its place refuses. */
export type OpenCopy = (
  context: PluginContext,
  copyId: string,
  signal: AbortSignal,
) => Promise<Result<Readable, Refusal>>;

/** It is encrypted as it lies here, too. */
export function makeFetchCopy(open: OpenCopy): FetchCopy {
  return (context, copyId, signal, work) =>
    refusingNoRoom(async () => {
      const opened = await open(context, copyId, signal);
      if (!opened.ok) return opened;
      const path = join(await context.storage.folder('fetched'), `${randomUUID()}.age`);
      try {
        await pipeline(opened.value, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal });
        return await work(async () => createReadStream(path));
      } finally {
        await rm(path, { force: true });
      }
    });
}
