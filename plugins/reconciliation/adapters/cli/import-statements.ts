import { basename } from 'node:path';
import type { CliCommand } from '../../../../src/kernel/contributions.js';
import { ok } from '../../../../src/values/result.js';
import { scopeOfSharedRows } from '../../../billing/contract/row-scope.js';
import { tables } from '../../../imports/contract/tables.js';
import { readFileOfStatements } from '../../app/read-upload.js';
import { startRunAfterImport } from '../../app/run-after-import.js';
import { intake } from '../../intake.js';
import { makeReadStatements } from '../statements/read-statements.js';
import { statementViews } from '../database/statement-views.js';

/** `countinghouse reconcile import FILE`: takes a file of bank statements in, all of it or nothing. */
export const importStatementsCommand: CliCommand = {
  name: 'reconcile import',
  description: 'takes bank statements in: CSV, XLSX, OFX, MT940, CAMT',
  arguments: ['FILE'],
  options: [
    { name: 'account', kind: 'string', description: 'id or identifier, where the file names no account' },
    { name: 'override', kind: 'string', description: 'why to take what does not add up' },
    { name: 'profile', kind: 'string', description: 'a saved mapping of columns, for CSV and XLSX' },
  ],
  async run({ context, actor, arguments: [path = ''], options }) {
    const text = (name: string): string | null => (typeof options[name] === 'string' ? options[name] : null);
    const profile = text('profile');
    const file = { path, fileName: basename(path) };
    const columns = profile === null ? null : { profile };
    const read = await readFileOfStatements(context, makeReadStatements(context.use(tables)), file, columns);
    if (!read.ok) return read;
    const taken = await context.use(intake).takeStatements(actor, {
      ...read.value,
      ...{ account: text('account'), open: [], overrideReason: text('override') },
    });
    if (!taken.ok) return taken;
    const jobId = await startRunAfterImport(context.jobs, actor, taken.value);
    const ids = taken.value.map(({ statementId }) => statementId);
    const asked = { ids, limit: ids.length };
    const statements = await statementViews(context.database.queries, scopeOfSharedRows(actor), asked);
    const added = new Map(taken.value.map((one) => [one.statementId, one.added]));
    const lines = statements.map(
      ({ id, account, from, to, lines: all }) =>
        `${account.name.padEnd(30)} ${from ?? ''} – ${to ?? ''} ${String(all).padStart(8)} ${`+${added.get(id) ?? 0}`.padStart(8)}`,
    );
    return ok({
      json: {
        statements: statements.map((view) => ({ ...view, added: added.get(view.id) ?? 0 })),
        jobId,
      },
      text: lines.join('\n'),
    });
  },
};
