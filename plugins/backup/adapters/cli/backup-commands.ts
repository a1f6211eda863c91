import type { CliCall, CliCommand, CliOutcome } from '../../../../src/kernel/contributions.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { makeListBackups, makeListDestinations } from '../../app/copies/list-backups.js';
import type { RunParts } from '../../app/making/make-backup.js';
import { makeProveCopy } from '../../app/copies/prove-copy.js';

const LISTED = 50;
const MOST_LISTED = 10_000;

export function backupCommands(parts: RunParts): readonly CliCommand[] {
  return [
    {
      name: 'backup list',
      description: 'backups that were made, newest first, and their copies at each place',
      options: [{ name: 'limit', kind: 'string', description: `how many; default ${LISTED}` }],
      run: (call) => listBackups(parts, call),
    },
    {
      name: 'backup prove',
      description: 'fetches a copy back, decrypts it and compares it with what was made',
      arguments: ['copy-id'],
      run: (call) => prove(parts, call),
    },
    {
      name: 'backup destinations',
      description: 'places where backups are kept, without their secrets',
      run: (call) => listDestinations(parts, call),
    },
  ];
}

async function listBackups(
  parts: RunParts,
  { context, actor, options }: CliCall,
): Promise<Result<CliOutcome, Refusal>> {
  const limit = Number(options['limit'] ?? LISTED);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
    return err({ code: 'limit-invalid', given: options['limit'], most: MOST_LISTED });
  const listed = await makeListBackups(parts)(context, actor, limit);
  if (!listed.ok) return listed;
  const json = listed.value.map(({ run, copies }) => ({ ...run, copies }));
  const lines = listed.value.flatMap(({ run, copies }) => [
    [run.startedAt.toISOString(), run.state, run.fileName, `${run.records}`, `${run.bytes}`].join('  '),
    ...copies.map(({ id, place, state }) => `  ${id}  ${state.padEnd(8)}  ${place}`),
  ]);
  return ok({ json, text: lines.join('\n') });
}

async function prove(parts: RunParts, call: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const [copyId = ''] = call.arguments;
  const signal = new AbortController().signal;
  const proven = await makeProveCopy(parts)(call.context, call.actor, copyId, signal);
  if (!proven.ok) return proven;
  const { fileName, sha256 } = proven.value;
  return ok({ json: proven.value, text: [fileName, sha256].join('\n') });
}

async function listDestinations(
  parts: RunParts,
  { context, actor }: CliCall,
): Promise<Result<CliOutcome, Refusal>> {
  const listed = await makeListDestinations(parts)(context, actor);
  if (!listed.ok) return listed;
  const lines = listed.value.map(({ id, kind, name, active }) =>
    [id, kind.padEnd(6), active ? 'on ' : 'off', name].join('  '),
  );
  return ok({ json: listed.value, text: lines.join('\n') });
}
