import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { archiveFiles, archiveKeys } from '../../../backup/contract/archive-file.js';
import { archivePlaces } from '../../../backup/contract/archive-places.js';
import type { FilePlace, YearFiles } from '../../app/year-files.js';
import type { FileCopy } from '../../app/years.js';
import { intoThisVersion } from './older-version.js';

export function makeYearFiles(context: PluginContext): YearFiles {
  const folder = (): Promise<string> => context.storage.folder('years');
  const archives = context.use(archiveFiles);
  const keys = context.use(archiveKeys);
  const places = context.use(archivePlaces);
  const pathOf = async (place: FilePlace): Promise<string> =>
    'path' in place ? place.path : join(await folder(), basename(place.fileName));

  const sourceOf = (path: string) => async (): Promise<Readable> => (await open(path)).createReadStream();
  const sourceAt =
    ({ place, location }: FileCopy, signal: AbortSignal) =>
    async (): Promise<Readable> => {
      const opened = await places.open(place);
      const got = opened.ok ? await opened.value.destination.get(location, signal) : opened;
      if (!got.ok) throw new NotReached(got.error);
      return got.value;
    };
  const proveBy = async (
    source: () => Promise<Readable>,
    { name }: { readonly name: string },
    sha256: string,
    signal: AbortSignal,
  ): Promise<Result<true, Refusal>> => {
    const checked = await archives.check(source, await keys.keys(), signal);
    if (!checked.ok) return err({ ...checked.error, plugin: 'backup' });
    return checked.value.sha256 === sha256 ? ok(true) : err({ code: 'year-file-differs', place: name });
  };

  return {
    async write(fileName, { year, tables, signal, progress }) {
      const lock = await keys.lock();
      if (!lock.ok) return err({ ...lock.error, plugin: 'backup' });
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
      const there = await readable(path);
      if (!there.ok) return there;
      const opened = await keys.keys();
      const reading = { archives, source: sourceOf(path), keys: opened, signal };
      const read = await intoThisVersion(context.copies, reading, table);
      return read.ok ? read : err({ ...read.error, plugin: 'backup' });
    },

    async places(wanted) {
      for (const place of wanted) {
        const opened = await places.open(place);
        if (!opened.ok) return err({ ...opened.error, plugin: 'backup' });
      }
      return ok(true);
    },

    copy: (file, place, signal) =>
      reaching(place, signal, async () => {
        const opened = await places.open(place);
        if (!opened.ok) return opened;
        const { name, destination } = opened.value;
        const put = await destination.put(
          { ...file, path: await pathOf({ fileName: file.fileName }) },
          {
            ...{ resume: null, signal },
            remember: () => Promise.resolve(),
            progress: () => Promise.resolve(),
          },
        );
        if (!put.ok) return put;
        const copy: FileCopy = { place, name, location: put.value.location, provenAt: null };
        const proven = await proveBy(sourceAt(copy, signal), copy, file.sha256, signal);
        return proven.ok ? ok({ ...copy, provenAt: context.clock.now().toISOString() }) : proven;
      }),

    async prove(place, sha256, signal) {
      if ('location' in place)
        return reaching(place.name, signal, () => proveBy(sourceAt(place, signal), place, sha256, signal));
      const path = await pathOf(place);
      const there = await readable(path);
      return there.ok ? proveBy(sourceOf(path), { name: path }, sha256, signal) : there;
    },

    fetch: (copy, { fileName, sha256 }, signal) =>
      reaching(copy.name, signal, async () => {
        const path = await pathOf({ fileName });
        const part = `${path}.part`;
        try {
          const source = await sourceAt(copy, signal)();
          await pipeline(source, createWriteStream(part, { mode: 0o600, flush: true }), { signal });
          if ((await digestOf(part)) !== sha256) return err({ code: 'year-file-differs', place: copy.name });
          await rename(part, path);
          return ok(true);
        } finally {
          await rm(part, { force: true });
        }
      }),

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

/** It leaves the reading of an archive as whatever its source throws does. */
class NotReached extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** What a place of backups refuses, or a line to it that breaks off. */
async function reaching<Value>(
  place: string,
  signal: AbortSignal,
  work: () => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof NotReached) return err({ ...error.refusal, plugin: 'backup' });
    return err({ code: 'year-place', place, reason: error instanceof Error ? error.message : String(error) });
  }
}

async function readable(path: string): Promise<Result<true, Refusal>> {
  try {
    await (await open(path)).close();
    return ok(true);
  } catch (error) {
    return missing(error, path);
  }
}

function missing(error: unknown, file: string): Result<never, Refusal> {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return err({ code: 'year-file-missing', file, reason: code });
}

async function* nothing(): AsyncGenerator<never> {}
