import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openTable } from '../../../imports/adapters/files/open-table.js';
import type { ImportProfiles } from '../../../imports/app/import-runs.js';
import { makeTables } from '../../../imports/app/map-table.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import { makeReadStatements } from '../../adapters/statements/read-statements.js';
import type { ReadOptions, StatementFile } from '../../app/read-statements.js';
import type { Statement } from '../../domain/statement.js';

const noProfiles: ImportProfiles = { of: () => Promise.resolve([]), save: () => Promise.resolve() };

/** The reader as the plugin puts it together, without a database: no statement needs one. */
export const readStatements = makeReadStatements(makeTables(openTable, noProfiles, {} as PluginContext));

export const byHeadings: ReadOptions = { mapping: null };

/** Real statements of many banks, which stand beside the repository. */
export const SAMPLES = resolve(process.env['SHARED_DATA'] ?? '../shared/data', 'statements');
export const haveSamples = existsSync(SAMPLES);
export const absent = haveSamples ? '' : ` (skipped: ${SAMPLES} is absent)`;

export async function readContent(
  content: string | Uint8Array,
  options: ReadOptions = byHeadings,
): Promise<Result<StatementFile, Refusal>> {
  const folder = await mkdtemp(join(tmpdir(), 'countinghouse-statement-'));
  try {
    const path = join(folder, 'statement');
    await writeFile(path, content);
    return await readStatements({ path, fileName: 'statement' }, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function statementsIn(
  content: string | Uint8Array,
  options?: ReadOptions,
): Promise<readonly Statement[]> {
  const file = await readContent(content, options);
  if (!file.ok) throw new Error(JSON.stringify(file.error));
  return file.value.statements;
}

export async function refusalOf(content: string | Uint8Array, options?: ReadOptions): Promise<Refusal> {
  const file = await readContent(content, options);
  if (file.ok) throw new Error(`read: ${JSON.stringify(file.value).slice(0, 400)}`);
  return file.error;
}
