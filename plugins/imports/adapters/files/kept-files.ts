import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Storage } from '../../../../src/kernel/ports.js';
import type { RunParts } from '../../app/process-run.js';
import type { RowFailure } from '../../app/read-rows.js';
import { rowSentence } from '../../app/sentences.js';
import { FailedRowsFile } from './failed-rows.js';
import { openTable } from './open-table.js';

/** Moves an uploaded file to where imports keep theirs; the name on disk is ours, never the uploader's. */
export async function keepFile(
  storage: Storage,
  runId: string,
  path: string,
): Promise<{ path: string; digest: string }> {
  const kept = join(await storage.folder('imports'), runId);
  // A rename does not cross file systems; the upload folder may be on another.
  await rename(path, kept).catch(async () => {
    await copyFile(path, kept);
    await rm(path);
  });
  const hash = createHash('sha256');
  await pipeline(createReadStream(kept), hash);
  return { path: kept, digest: hash.digest('hex') };
}

export const openFailedRows: RunParts['failedRows'] = async (context, owner, actor, run) => {
  const path = join(await context.storage.folder('imports'), `${run.id}-failed-rows.csv`);
  const table = await openTable(run.filePath, run.mapping.encoding);
  const headings = table.ok ? table.value.headings : [];
  const say = (key: string): string => context.translator.text(actor.language, `imports:failedRows.${key}`);
  const labels = { line: say('line'), reason: say('reason') };
  const sentence = (failure: RowFailure): string => rowSentence(context, owner, actor.language, failure);
  let file: FailedRowsFile | null = null;
  let written: string | null = null;
  const finish = async (): Promise<void> => {
    await file?.close();
    file = null;
  };
  return {
    async add(row, failures) {
      file ??= new FailedRowsFile(path, headings, labels, sentence);
      written = path;
      await file.add(row, headings.length, failures);
    },
    async restart() {
      await finish();
      await rm(path, { force: true });
      written = null;
    },
    async close() {
      await finish();
      return written;
    },
  };
};
