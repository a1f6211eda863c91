import { Readable } from 'node:stream';
import type { HttpRoute } from '../../../../src/kernel/contributions.js';
import { parseLocalDate } from '../../../../src/values/local-date.js';
import { ok } from '../../../../src/values/result.js';
import { makeExportJournal, type ReadJournal } from '../../app/export-journal.js';
import { journalFormat } from '../journal-format.js';

const EXTENSIONS = { hledger: 'journal', beancount: 'beancount' };

export function journalRoute(readJournal: ReadJournal): HttpRoute {
  return {
    method: 'GET',
    path: '/journal',
    permission: 'reconciliation.read',
    async handle({ context, query }) {
      const format = journalFormat(query['format']);
      if (!format.ok) return { refusal: format.error };
      const until = query['until'] ? parseLocalDate(query['until']) : ok(null);
      if (!until.ok) return { refusal: until.error };
      const exportJournal = makeExportJournal({ queries: context.database.queries, readJournal });
      return {
        body: Readable.from(exportJournal({ format: format.value, until: until.value })),
        contentType: 'text/plain; charset=utf-8',
        fileName: `books.${EXTENSIONS[format.value]}`,
      };
    },
  };
}
