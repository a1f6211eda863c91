import type { Selectable } from 'kysely';
import type { ReconciliationRunTable } from '../../../../generated/tables/reconciliation.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { mayBeId } from '../../../../src/values/ids.js';
import type { RunAmounts, RunRecord, Runs, RunSums } from '../../app/runs.js';
import { reconciliationTables } from './tables.js';

export const runs: Runs = {
  async insert(queries, run) {
    await reconciliationTables(queries)
      .insertInto('reconciliation_run')
      .values({
        id: run.id,
        trigger_name: run.trigger,
        statement_id: run.statementId,
        state: run.state,
        looked: run.looked,
        linked: run.linked,
        suggested: run.suggested,
        unmatched: run.unmatched,
        written_off: run.writtenOff,
        amounts: writeAmounts(run.amounts),
        job_id: run.jobId,
        requested_by: run.requestedBy,
        started_at: run.startedAt,
        finished_at: run.finishedAt,
      })
      .execute();
  },

  async finish(queries, id, end) {
    await reconciliationTables(queries)
      .updateTable('reconciliation_run')
      .set({
        state: 'done',
        looked: end.looked,
        linked: end.linked,
        suggested: end.suggested,
        unmatched: end.unmatched,
        written_off: end.writtenOff,
        amounts: writeAmounts(end.amounts),
        finished_at: end.finishedAt,
      })
      .where('id', '=', id)
      .execute();
  },

  async fail(queries, id, at) {
    await reconciliationTables(queries)
      .updateTable('reconciliation_run')
      .set({ state: 'failed', finished_at: at })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  },

  async find(queries, id) {
    if (!mayBeId(id)) return null;
    const row = await reconciliationTables(queries)
      .selectFrom('reconciliation_run')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? runOf(row) : null;
  },

  async ofJob(queries, jobId) {
    const row = await reconciliationTables(queries)
      .selectFrom('reconciliation_run')
      .selectAll()
      .where('job_id', '=', jobId)
      .executeTakeFirst();
    return row ? runOf(row) : null;
  },

  async recent(queries, limit) {
    const rows = await reconciliationTables(queries)
      .selectFrom('reconciliation_run')
      .selectAll()
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(runOf);
  },

  async linkedIn(queries, id) {
    const [linked, writtenOff] = await Promise.all([
      settledBy(queries, id).execute(),
      settledBy(queries, id).where('part.kind', '=', 'write-off').execute(),
    ]);
    return { linked: sumsOf(linked), writtenOff: sumsOf(writtenOff) };
  },
};

/** By settlement, what its parts come to. */
function settledBy(queries: QueryHandle, runId: string) {
  return reconciliationTables(queries)
    .selectFrom('bank_settlement as settlement')
    .innerJoin('bank_transaction as moved', 'moved.id', 'settlement.transaction_id')
    .innerJoin('bank_settlement_part as part', 'part.settlement_id', 'settlement.id')
    .select((row) => ['settlement.id', 'moved.currency', row.fn.sum('part.amount').as('amount')])
    .where('settlement.run_id', '=', runId)
    .groupBy(['settlement.id', 'moved.currency']);
}

function sumsOf(
  rows: readonly { readonly currency: string; readonly amount: bigint | number | string }[],
): RunSums {
  const amounts = new Map<string, bigint>();
  for (const { currency, amount } of rows) {
    const sum = BigInt(amount);
    amounts.set(currency, (amounts.get(currency) ?? 0n) + (sum < 0n ? -sum : sum));
  }
  return { count: rows.length, amounts };
}

function runOf(row: Selectable<ReconciliationRunTable>): RunRecord {
  return {
    id: row.id,
    trigger: row.trigger_name as RunRecord['trigger'],
    statementId: row.statement_id,
    state: row.state as RunRecord['state'],
    looked: row.looked,
    linked: row.linked,
    suggested: row.suggested,
    unmatched: row.unmatched,
    writtenOff: row.written_off,
    amounts: readAmounts(row.amounts),
    jobId: row.job_id,
    requestedBy: row.requested_by,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

type AmountsJson = Readonly<Record<keyof RunAmounts, string>>;

function writeAmounts(amounts: readonly RunAmounts[]): string {
  return JSON.stringify(amounts, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

function readAmounts(text: string): readonly RunAmounts[] {
  return (JSON.parse(text) as readonly AmountsJson[]).map((each) => ({
    currency: each.currency,
    linked: BigInt(each.linked),
    suggested: BigInt(each.suggested),
    unmatched: BigInt(each.unmatched),
    writtenOff: BigInt(each.writtenOff),
  }));
}
