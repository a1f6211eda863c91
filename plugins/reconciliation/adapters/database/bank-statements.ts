import type { LocalDate } from '../../../../src/values/local-date.js';
import type { BankStatementRecord, BankStatements } from '../../app/bank-book.js';
import { reconciliationTables } from './tables.js';

const COLUMNS = [
  'id',
  'account_id as accountId',
  'format',
  'file_name as fileName',
  'file_digest as fileDigest',
  'reference',
  'from_date as from',
  'to_date as to',
  'opening',
  'closing',
  'difference',
  'override_reason as overrideReason',
  'lines',
  'added',
  'imported_by as importedBy',
] as const;

export const bankStatements: BankStatements = {
  near(queries, { accountId, days, fileDigest }) {
    const [first, last] = [[...days].sort()[0], [...days].sort().at(-1)];
    return reconciliationTables(queries)
      .selectFrom('bank_statement')
      .select(COLUMNS)
      .where('account_id', '=', accountId)
      .where((row) => {
        const ofFile = row('file_digest', '=', fileDigest);
        if (first === undefined || last === undefined) return ofFile;
        return row.or([ofFile, row.and([row('from_date', '<=', last), row('to_date', '>=', first)])]);
      })
      .orderBy('id')
      .$castTo<BankStatementRecord>()
      .execute();
  },

  async insert(queries, statement, at) {
    await reconciliationTables(queries)
      .insertInto('bank_statement')
      .values({
        id: statement.id,
        account_id: statement.accountId,
        format: statement.format,
        file_name: statement.fileName,
        file_digest: statement.fileDigest,
        reference: statement.reference,
        from_date: statement.from,
        to_date: statement.to,
        opening: statement.opening,
        closing: statement.closing,
        difference: statement.difference,
        override_reason: statement.overrideReason,
        lines: statement.lines,
        added: statement.added,
        imported_by: statement.importedBy,
        created_at: at,
      })
      .execute();
  },

  async lastDays(queries) {
    const rows = await reconciliationTables(queries)
      .selectFrom('bank_statement')
      .select((row) => ['account_id', row.fn.max('to_date').as('day')])
      .where('to_date', 'is not', null)
      .groupBy('account_id')
      .execute();
    return new Map(rows.map((row) => [row.account_id, row.day as LocalDate]));
  },
};
