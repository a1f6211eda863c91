import { streamRows } from '../../../../src/query/stream-rows.js';
import type { RunLines, SettledLine } from '../../app/run-report.js';
import { batchesOf } from './batches-of.js';
import { withParts } from './settlements.js';
import { reconciliationTables } from './tables.js';
import { lineOf, linesFrom } from './work.js';

/** Enough to spare round trips, few enough for every database's list of values. */
const SETTLEMENTS_AT_ONCE = 400;

export const runLines: RunLines = {
  async *settledBy(queries, runId): AsyncGenerator<SettledLine> {
    const rows = linesFrom(queries)
      .innerJoin('bank_settlement as settlement', 'settlement.transaction_id', 'moved.id')
      .select('settlement.id as settlement_id')
      .where('settlement.run_id', '=', runId)
      .orderBy('moved.booked_on')
      .orderBy('moved.id')
      .orderBy('settlement.id');
    for await (const batch of batchesOf(streamRows(rows), SETTLEMENTS_AT_ONCE)) {
      const ids = batch.map(({ settlement_id: id }) => id);
      const records = await reconciliationTables(queries)
        .selectFrom('bank_settlement')
        .selectAll()
        .where('id', 'in', ids)
        .execute();
      const settlements = new Map((await withParts(queries, records)).map((each) => [each.id, each]));
      for (const row of batch) {
        const settlement = settlements.get(row.settlement_id);
        if (settlement) yield { line: lineOf(row), settlement };
      }
    }
  },

  async *waiting(queries, { state, statementId, until }) {
    const all = linesFrom(queries)
      .where('moved.state', '=', state)
      .where('moved.created_at', '<=', until)
      .orderBy('moved.booked_on')
      .orderBy('moved.id');
    const rows =
      statementId === null
        ? all.where('account.active', '=', true)
        : all.where('moved.statement_id', '=', statementId);
    for await (const row of streamRows(rows)) yield lineOf(row);
  },
};
