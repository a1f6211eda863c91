import { readFile } from 'node:fs/promises';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { CliCall } from '../../../../src/kernel/contributions.js';
import { archiveKeys, type Keys } from '../../contract/archive-file.js';
import { readIdentityFile } from '../archive/identity-file.js';

/** Options by which archives are opened on the command line. */
export const keyOptions = [
  {
    name: 'identity',
    kind: 'strings',
    description: 'a file with keys as age-keygen writes them; without it the house’s own key is tried',
  },
  { name: 'passphrase-file', kind: 'string', description: 'a file whose first line is the passphrase' },
] as const;

/** The house's own key when nothing else is given. Refuses `file-unreadable`, `passphrase-empty`, and what identity files are refused for. */
export async function keysAsked({ context, options }: CliCall): Promise<Result<Keys, Refusal>> {
  const { identity = [] } = options;
  const passphrase = await passphraseAsked(options);
  if (!passphrase.ok) return passphrase;
  const passphrases = passphrase.value === null ? [] : [passphrase.value];
  const files = Array.isArray(identity) ? (identity as readonly string[]) : [];
  if (files.length === 0 && passphrases.length === 0) return ok(await context.use(archiveKeys).keys());
  const identities: string[] = [];
  for (const file of files) {
    const content = await contentOf(file);
    if (!content.ok) return content;
    const read = await readIdentityFile(content.value, passphrases);
    if (!read.ok) return err({ ...read.error, file });
    identities.push(...read.value);
  }
  return ok({ identities, passphrases });
}

/** The first line; null when no file is named. */
export async function passphraseAsked(options: CliCall['options']): Promise<Result<string | null, Refusal>> {
  const file = options['passphrase-file'];
  if (typeof file !== 'string') return ok(null);
  const content = await contentOf(file);
  if (!content.ok) return content;
  const [passphrase = ''] = content.value.toString('utf8').split(/\r?\n/);
  return passphrase === '' ? err({ code: 'passphrase-empty', file }) : ok(passphrase);
}

async function contentOf(file: string): Promise<Result<Buffer, Refusal>> {
  try {
    return ok(await readFile(file));
  } catch (error) {
    return err({ code: 'file-unreadable', file, reason: (error as NodeJS.ErrnoException).code ?? '' });
  }
}
