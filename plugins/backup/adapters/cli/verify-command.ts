import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { CliCommand } from '../../../../src/kernel/contributions.js';
import { err, ok } from '../../../../src/values/result.js';
import { archiveFiles } from '../../contract/archive-file.js';
import { keyOptions, keysAsked } from './read-asked.js';

/** `countinghouse backup verify FILE`: whether a file is a whole backup that the given keys open. */
export const verifyCommand: CliCommand = {
  name: 'backup verify',
  description: 'reads a backup to its end and compares every count and digest with its list of contents',
  arguments: ['file'],
  options: keyOptions,
  anyDatabase: true,
  run: async (call) => {
    const [file = ''] = call.arguments;
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) return err({ code: 'file-unreadable', file, reason: 'ENOENT' });
    const keys = await keysAsked(call);
    if (!keys.ok) return keys;
    const source = () => Promise.resolve(createReadStream(file));
    const checked = await call.context
      .use(archiveFiles)
      .check(source, keys.value, new AbortController().signal);
    if (!checked.ok) return checked;
    const { manifest, bytes, sha256 } = checked.value;
    const tables = manifest.tables.map(({ table, rows }) => ({ table, rows }));
    const { madeAt, tool, schemaVersion, dialect, organisation, sets, rows, files, figures } = manifest;
    const about = { madeAt, tool, schemaVersion, dialect, organisation, sets, rows, figures };
    const json = { file, bytes, sha256, tables, files: files.length, ...about };
    const lines = [
      file,
      madeAt,
      organisation,
      sha256,
      ...tables.map((each) => `${each.table.padEnd(40)}${each.rows}`),
    ];
    return ok({ json, text: lines.join('\n') });
  },
};
