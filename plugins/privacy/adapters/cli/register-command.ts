import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CliCall, CliCommand, CliOutcome } from '../../../../src/kernel/contributions.js';
import { DocumentsUnavailable } from '../../../../src/kernel/documents-unavailable.js';
import { LANGUAGES } from '../../../../src/kernel/permissions.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { registerOf } from '../../app/register.js';
import type { RetentionParts } from '../../app/retention.js';
import { REGISTER_FORMATS, writeRegister } from '../files/write-register.js';

/** `countinghouse privacy register` */
export function registerCommand(parts: RetentionParts): CliCommand {
  return {
    name: 'privacy register',
    description: 'the register of processing: what is kept of whom, why and how long',
    options: [
      { name: 'out', kind: 'string', description: 'the file to write: .pdf, .xlsx or .csv' },
      { name: 'language', kind: 'string', description: `one of ${LANGUAGES.join(', ')}` },
    ],
    run: (call) => showRegister(parts, call),
  };
}

/** Refuses `unknown-language`, `unknown-format`, `cannot-print`. */
async function showRegister(
  parts: RetentionParts,
  { context, actor, options }: CliCall,
): Promise<Result<CliOutcome, Refusal>> {
  const wanted = options['language'] ?? actor.language;
  const language = LANGUAGES.find((each) => each === wanted);
  if (!language) return err({ code: 'unknown-language', known: LANGUAGES.join(', ') });
  const classes = await registerOf(parts, context, language);
  const { out } = options;
  if (typeof out !== 'string')
    return ok({
      json: { classes },
      text: classes.map(({ dataClass, title, purpose }) => `${dataClass}: ${title}. ${purpose}`).join('\n'),
    });
  const format = REGISTER_FORMATS.find((each) => out.toLowerCase().endsWith(`.${each}`));
  if (!format) return err({ code: 'unknown-format', known: REGISTER_FORMATS.join(', ') });
  const file = resolve(out);
  try {
    const content = await writeRegister(parts, context, { format, language });
    await writeFile(file, content);
    return ok({ json: { file, bytes: content.length, classes: classes.length }, text: file });
  } catch (error) {
    if (!(error instanceof DocumentsUnavailable)) throw error;
    return err({ code: 'cannot-print', mend: error.mend });
  }
}
