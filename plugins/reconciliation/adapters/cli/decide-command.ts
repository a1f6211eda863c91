import { readFile } from 'node:fs/promises';
import type { CliCall, CliCommand, CliOutcome } from '../../../../src/kernel/contributions.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { decide } from '../../domain/decide/decide.js';
import { readDecisionFile } from '../decision-file.js';
import { decisionJson } from '../decision-json.js';

const decideCommand: CliCommand = {
  name: 'reconcile decide',
  description:
    'decides what the transactions of a file settle: the decision alone, nothing is read or written',
  arguments: ['file'],
  anyDatabase: true,
  run: decideFile,
};

export const decideCommands: readonly CliCommand[] = [decideCommand];

async function decideFile({
  context,
  actor,
  arguments: [file = ''],
}: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return err({ code: 'decision-file-missing', file });
  const asked = readDecisionFile(text, actor.language);
  if (!asked.ok) return asked;
  const decision = decide(asked.value);
  const reader = { translator: context.translator, language: actor.language };
  const counts = {
    links: decision.links.length,
    suggestions: decision.suggestions.length,
    leftovers: decision.leftovers.length,
  };
  return ok({
    json: decisionJson(decision, asked.value, reader),
    text: Object.entries(counts)
      .map(([name, count]) =>
        context.translator.text(actor.language, `reconciliation:decided.${name}`, { count }),
      )
      .join('\n'),
  });
}
