import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { JOURNAL_FORMATS, type JournalFormat } from '../domain/journal/write-journal.js';

/** hledger when none is named. Refuses `unknown-journal-format`. */
export function journalFormat(text: unknown): Result<JournalFormat, Refusal> {
  if (text === undefined || text === '') return ok('hledger');
  const format = JOURNAL_FORMATS.find((each) => each === text);
  return format
    ? ok(format)
    : err({ code: 'unknown-journal-format', value: String(text), known: JOURNAL_FORMATS.join(', ') });
}
