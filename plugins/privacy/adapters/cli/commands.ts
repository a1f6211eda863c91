import { copyFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CliCall, CliCommand, CliOutcome } from '../../../../src/kernel/contributions.js';
import { newId } from '../../../../src/values/ids.js';
import { ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { makePlanErasure, makeRequestErasure, type ErasureParts } from '../../app/erase-subject.js';
import { makePerformErasure } from '../../app/perform-erasure.js';
import { languageOf, type ExportParts } from '../../app/export-subject.js';
import type { RetentionParts } from '../../app/retention.js';
import type { ErasureReport } from '../../app/stored.js';
import { registerCommand } from './register-command.js';
import { retentionCommands } from './retention-commands.js';
import { sentenceOf } from '../../../../src/kernel/refusal-sentence.js';
import { reportView } from '../show-requests.js';
import { subjectOf, whose } from './subject-options.js';

interface Parts {
  readonly erasure: ErasureParts;
  readonly export: ExportParts;
  readonly retention: RetentionParts;
}

const HOUR_MS = 3_600_000;

/** `countinghouse privacy …` */
export function privacyCommands(parts: Parts): readonly CliCommand[] {
  return [
    {
      name: 'privacy export',
      description: 'writes everything about one person into one file',
      options: [
        ...whose,
        { name: 'out', kind: 'string', description: 'the ZIP file to write', required: true },
      ],
      run: (call) => exportSubject(parts.export, call),
    },
    {
      name: 'privacy erase',
      description: 'forgets one person; what the law wants kept stays, and is said',
      options: [
        ...whose,
        { name: 'reason', kind: 'string', description: 'why, without naming the person' },
        { name: 'dry-run', kind: 'boolean', description: 'says what would be done, and does nothing' },
      ],
      run: (call) => eraseSubject(parts.erasure, call),
    },
    ...retentionCommands(parts.retention),
    registerCommand(parts.retention),
  ];
}

async function exportSubject(parts: ExportParts, call: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const { context, actor, options } = call;
  const found = await subjectOf(call);
  if (!found.ok) return found;
  const path = resolve(String(options['out']));
  const made = join(await context.storage.folder('exports'), `${newId()}.zip`);
  const subject = found.value;
  const signal = new AbortController().signal;
  const written = await parts.write({ context, subject, language: languageOf(subject), path: made, signal });
  try {
    await copyFile(made, path);
  } finally {
    await rm(made, { force: true });
  }
  await context.database.transaction((tx) =>
    tx.audit({
      ...{ actor, action: 'privacy.request-export', entity: subject.model, entityId: subject.id },
      after: { digest: written.digest },
    }),
  );
  const { records, bytes, digest } = written;
  const json = { file: path, records: Number(records), bytes: Number(bytes), sha256: digest };
  return ok({ json, text: [path, json.records, digest].join('\n') });
}

async function eraseSubject(parts: ErasureParts, call: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const { context, actor, options } = call;
  const found = await subjectOf(call);
  if (!found.ok) return found;
  const { kind, id, code } = found.value;
  const { signal } = new AbortController();
  if (options['dry-run'] === true) {
    const planned = await makePlanErasure(parts)(context, actor, { kind, id }, signal);
    if (!planned.ok) return planned;
    const { open, report } = planned.value;
    return ok({
      json: { kind, code, open, report },
      text: [...open.map(sentence), ...lines(report)].join('\n'),
    });
  }
  const reason = String(options['reason'] ?? '');
  const begun = await parts.erasures.of(context.database.queries, { kind, id });
  // A worker takes up what this command is kept from finishing.
  const workerAt = new Date((await context.database.now()).getTime() + HOUR_MS);
  // One that was stopped goes on from there.
  const asked =
    begun?.state === 'running'
      ? ok({ erasureId: begun.id })
      : await makeRequestErasure(parts)(context, actor, { kind, id, typed: code, reason }, workerAt);
  if (!asked.ok) return asked;
  const { erasureId } = asked.value;
  const done = await makePerformErasure(parts)(context, erasureId, { actor, signal, repeats: false });
  if (!done.ok) return done;
  const json = { kind, code, erasure: erasureId, report: done.value };
  return ok({ json, text: lines(done.value).join('\n') });

  function sentence(refusal: Refusal): string {
    return sentenceOf({ context, language: actor.language }, refusal);
  }
  function lines(report: ErasureReport): string[] {
    const say = (key: string, facts: Record<string, unknown>): string =>
      context.translator.text(actor.language, `privacy:cli.${key}`, facts);
    return reportView({ context, language: actor.language }, report).map(({ title, kept, ...counts }) =>
      [
        `${title}: ${say('erased', counts)}`,
        ...kept.map(
          ({ reason, records: rows, until }) =>
            `  ${say(until === null ? 'kept' : 'kept-until', { rows, until, reason })}`,
        ),
      ].join('\n'),
    );
  }
}
