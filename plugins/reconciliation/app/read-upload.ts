import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ImportMapping } from '../../imports/contract/import-kind.js';
import { tables } from '../../imports/contract/tables.js';
import type { ReadStatements, StatementFile } from './read-statements.js';
import { STATEMENT_PROFILES } from './statement-columns.js';

/** How the columns of a table are told: by a mapping, by the name of a saved one, or by the headings alone. */
export type ColumnsTold = { readonly mapping: ImportMapping } | { readonly profile: string } | null;

export interface FileRead {
  readonly file: StatementFile;
  readonly fileName: string;
  /** SHA-256, hexadecimal */
  readonly fileDigest: string;
}

/** Reads a file of statements where it lies. Refuses `unknown-profile` and whatever the reader refuses. */
export async function readFileOfStatements(
  context: PluginContext,
  read: ReadStatements,
  file: { readonly path: string; readonly fileName: string },
  columns: ColumnsTold,
): Promise<Result<FileRead, Refusal>> {
  const mapping = await mappingOf(context, columns);
  if (!mapping.ok) return mapping;
  const found = await read(file, { mapping: mapping.value });
  if (!found.ok) return found;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file.path), hash);
  return ok({ file: found.value, fileName: file.fileName, fileDigest: hash.digest('hex') });
}

async function mappingOf(
  context: PluginContext,
  columns: ColumnsTold,
): Promise<Result<ImportMapping | null, Refusal>> {
  if (columns === null) return ok(null);
  if ('mapping' in columns) return ok(columns.mapping);
  const known = await context.use(tables).profiles(STATEMENT_PROFILES);
  const profile = known.find(({ name }) => name === columns.profile);
  if (profile) return ok(profile.mapping);
  return err({
    code: 'unknown-profile',
    profile: columns.profile,
    known: known.map(({ name }) => name).join(', '),
  });
}
