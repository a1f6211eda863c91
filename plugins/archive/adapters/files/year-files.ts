import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { archiveFiles, archiveKeys } from '../../../backup/contract/archive-file.js';
import type { FilePlace, YearFiles } from '../../app/year-files.js';
import { intoThisVersion } from './older-version.js';

export function makeYearFiles(context: PluginContext): YearFiles {
  const folder = (): Promise<string> => context.storage.folder('years');
  const archives = context.use(archiveFiles);
  const keys = context.use(archiveKeys);
  const pathOf = async (place: FilePlace): Promise<string> =>
    'path' in place ? place.path : join(await folder(), basename(place.fileName));

  return {
    async write(fileName, { year, tables, signal, progress }) {
      const lock = await keys.lock();
      if (!lock.ok) return lock;
      const path = await pathOf({ fileName });
      const into = createWriteStream(path, { flags: 'wx', mode: 0o600 });
      const { database, copies, clock } = context;
      const written = await archives.write(
        {
          manifest: {
            ...{ madeAt: clock.now().toISOString(), dialect: database.dialect, rows: 'jsonl' },
            ...{ schemaVersion: copies.migrations.at(-1) ?? '', sets: [`year-${year}`] },
            organisation: (await context.organisation()).name,
          },
          tables,
          files: nothing(),
          figures: () => Promise.resolve({}),
          ...{ lock: lock.value, signal, progress },
        },
        into,
      );
      await sync(path);
      return ok(written);
    },

    async digest(place) {
      const path = await pathOf(place);
      try {
        return ok(await digestOf(path));
      } catch (error) {
        return missing(error, path);
      }
    },

    async read(place, signal, table) {
      const path = await pathOf(place);
      const source = async () => {
        const file = await open(path);
        return file.createReadStream();
      };
      try {
        await (await open(path)).close();
      } catch (error) {
        return missing(error, path);
      }
      const opened = await keys.keys();
      return intoThisVersion(context.copies, { archives, source, keys: opened, signal }, table);
    },

    async copy(fileName, target, sha256) {
      const path = join(target, fileName);
      const part = `${path}.part`;
      try {
        await mkdir(target, { recursive: true });
        await copyFile(await pathOf({ fileName }), part);
        await sync(part);
        if ((await digestOf(part)) !== sha256) throw Object.assign(new Error('differs'), { code: 'EIO' });
        await rename(part, path);
        return ok(true);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === undefined) throw error;
        await rm(part, { force: true });
        return err({ code: 'year-place', folder: target, reason: code });
      }
    },

    async remove(fileName) {
      await rm(await pathOf({ fileName }), { force: true });
    },
  };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece);
  return hash.digest('hex');
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}

function missing(error: unknown, file: string): Result<never, Refusal> {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return err({ code: 'year-file-missing', file, reason: code });
}

async function* nothing(): AsyncGenerator<never> {}
