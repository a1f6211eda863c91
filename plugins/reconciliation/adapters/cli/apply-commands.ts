import type { CliCommand } from '../../../../src/kernel/contributions.js';
import { err, ok } from '../../../../src/values/result.js';
import { runView } from '../../app/show-runs.js';
import { useCases } from '../../use-cases.js';
import { fileNameOf } from '../database/statement-names.js';

const run: CliCommand = {
  name: 'reconcile run',
  description: 'decides about every bank transaction that waits, and settles what is certain',
  options: [{ name: 'statement', kind: 'string', description: 'the id of one statement; default all' }],
  async run({ context, actor, options, note }) {
    const { database } = context;
    const asked = options['statement'];
    const statementId = typeof asked === 'string' ? asked : null;
    const fileName = statementId === null ? null : await fileNameOf(database.queries, statementId);
    if (statementId !== null && fileName === null) return err({ code: 'unknown-statement' });
    const done = await context.use(useCases).runDecision(
      { trigger: 'command', statementId, jobId: null, requestedBy: actor.userId },
      {
        signal: new AbortController().signal,
        onProgress: (made, total) => Promise.resolve(note(`${made} / ${total}`)),
      },
    );
    const json = runView(done, statementId === null ? null : { id: statementId, fileName: fileName ?? '' });
    const counts = [
      ['looked at', json.looked],
      ['linked', json.linked],
      ['suggested', json.suggested],
      ['unmatched', json.unmatched],
      ['written off', json.writtenOff],
    ] as const;
    const text = counts.map(([what, count]) => `${what.padEnd(14)}${String(count).padStart(10)}`);
    return ok({ json, text: text.join('\n') });
  },
};

const undo: CliCommand = {
  name: 'reconcile undo',
  description: 'takes back what a bank transaction became',
  arguments: ['SETTLEMENT'],
  async run({ context, actor, arguments: [settlementId = ''] }) {
    const undone = await context.use(useCases).undoSettlement(actor, { settlementId });
    if (!undone.ok) return undone;
    const { transactionId } = undone.value;
    return ok({ json: { settlementId, transactionId }, text: `${transactionId} is open again` });
  },
};

export const applyCommands: readonly CliCommand[] = [run, undo];
