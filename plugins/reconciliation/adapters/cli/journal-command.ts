import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CliCommand, CliValue } from '../../../../src/kernel/contributions.js';
import { parseLocalDate, type LocalDate } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { makeExportJournal, type ReadJournal } from '../../app/export-journal.js';
import { journalFormat } from '../journal-format.js';

export function journalCommand(readJournal: ReadJournal): CliCommand {
  return {
    name: 'reconcile journal',
    description: 'write the books as a journal that hledger or Beancount can check',
    arguments: ['FILE'],
    options: [
      { name: 'format', kind: 'string', description: 'hledger or beancount; default hledger' },
      { name: 'until', kind: 'string', description: 'the last day, YYYY-MM-DD; default everything' },
    ],
    async run({ context, arguments: [file], options }) {
      if (!file) return err({ code: 'journal-needs-file' });
      const format = journalFormat(options['format']);
      if (!format.ok) return format;
      const until = dayOf(options['until']);
      if (!until.ok) return until;
      const exportJournal = makeExportJournal({ queries: context.database.queries, readJournal });
      const pieces = exportJournal({ format: format.value, until: until.value });
      const target = createWriteStream(file);
      try {
        await pipeline(Readable.from(pieces), target);
      } catch (failure) {
        const { code } = failure as NodeJS.ErrnoException;
        if (code === undefined) throw failure;
        return err({ code: 'journal-not-written', file, reason: code });
      }
      return ok({
        json: { file, format: format.value, until: until.value, bytes: target.bytesWritten },
        text: `${file}: ${target.bytesWritten} bytes`,
      });
    },
  };
}

function dayOf(text: CliValue): Result<LocalDate | null, Refusal> {
  return typeof text === 'string' ? parseLocalDate(text) : ok(null);
}
