import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CliCall, CliCommand } from '../../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { writeBackup, type WriteBackupParts, type WrittenBackup } from '../../app/making/write-backup.js';
import { openWritten } from '../../app/places/open-place.js';
import { putOnce } from '../../app/places/put-once.js';
import { archiveKeys, type Lock } from '../../contract/archive-file.js';
import type { OpenDestination } from '../../contract/destination.js';
import { makeLockedKey, type LockedKey } from '../archive/key-file.js';
import { passphraseAsked } from './read-asked.js';

const FORMS = ['jsonl', 'csv'] as const;
const NOTED_RECORDS = 100_000;

/** `countinghouse backup make --to file:DIR`: one backup, now, to one place. */
export function makeCommand(partsOf: (context: PluginContext) => WriteBackupParts): CliCommand {
  return {
    name: 'backup make',
    description:
      'makes a backup, encrypted to the house’s key and to those that are given, and puts it into a place',
    options: [
      { name: 'to', kind: 'string', required: true, description: 'file:FOLDER, or another kind of place' },
      { name: 'recipient', kind: 'strings', description: 'a further key that opens it: age1…' },
      {
        name: 'passphrase-file',
        kind: 'string',
        description:
          'a file whose first line is a passphrase that opens it: in place of keys, or with --recipient by a key file beside it',
      },
      {
        name: 'sets',
        kind: 'string',
        description: 'names of sets with commas between them; without it everything',
      },
      { name: 'rows', kind: 'string', description: 'jsonl or csv; default jsonl' },
    ],
    run: async (call) => {
      const { context, options } = call;
      const { to = '', rows = 'jsonl', sets = '' } = options;
      const form = FORMS.find((each) => each === rows);
      if (!form) return err({ code: 'rows-form-unknown', form: rows });
      const place = await placeOf(context, String(to));
      if (!place.ok) return place;
      const asked = await lockAsked(call);
      if (!asked.ok) return asked;
      const { lock, key } = asked.value;
      if (key && place.value.open) return err({ code: 'key-file-needs-folder' });
      let noted = 0;
      const written = await writeBackup(partsOf(context), context, {
        sets: String(sets)
          .split(',')
          .filter((name) => name !== ''),
        ...{ rows: form, lock, signal: new AbortController().signal },
        folder: place.value.folder ?? (await context.storage.folder('leaving')),
        progress: async (records) => {
          if (records < noted + NOTED_RECORDS) return;
          noted = records;
          call.note(context.translator.text(call.actor.language, 'backup:words.records', { count: records }));
        },
      });
      if (!written.ok) return written;
      if (key) await writeFile(`${written.value.path}.key.age`, key.file, { mode: 0o600, flush: true });
      const file = await put(context, place.value, written.value);
      if (!file.ok) return file;
      const { bytes, sha256, manifest } = written.value;
      const tables = manifest.tables.map(({ table, rows: count }) => ({ table, rows: count }));
      return ok({ json: { file: file.value, bytes, sha256, tables }, text: [file.value, sha256].join('\n') });
    },
  };
}

/** A folder is written to at once; any other place is given the file when it is whole. */
type Place =
  | { readonly folder: string; readonly open: null }
  | { readonly folder: null; readonly open: OpenDestination };

async function placeOf(context: PluginContext, to: string): Promise<Result<Place, Refusal>> {
  const [, folder] = /^file:(.+)$/.exec(to) ?? [];
  if (folder !== undefined) return ok({ folder: resolve(folder), open: null });
  const open = await openWritten(context, to);
  return open.ok ? ok({ folder: null, open: open.value }) : open;
}

interface AskedLock {
  readonly lock: Lock;
  /** opened by the passphrase when there are keys too */
  readonly key: LockedKey | null;
}

async function lockAsked({ context, options }: CliCall): Promise<Result<AskedLock, Refusal>> {
  const { recipient } = options;
  const recipients = Array.isArray(recipient) ? (recipient as readonly string[]) : [];
  const given = await passphraseAsked(options);
  if (!given.ok) return given;
  const passphrase = given.value;
  if (passphrase !== null && recipients.length === 0)
    return ok({ lock: { kind: 'passphrase', passphrase }, key: null });
  const key = passphrase === null ? null : await makeLockedKey(passphrase);
  const lock = await context.use(archiveKeys).lock(key ? [...recipients, key.recipient] : recipients);
  return lock.ok ? ok({ lock: lock.value, key }) : lock;
}

async function put(
  context: PluginContext,
  { open }: Place,
  written: WrittenBackup,
): Promise<Result<string, Refusal>> {
  if (open === null) return ok(written.path);
  try {
    const put = await putOnce(context, open, written, new AbortController().signal);
    return put.ok ? ok(put.value.location) : put;
  } finally {
    await rm(written.path, { force: true });
  }
}
