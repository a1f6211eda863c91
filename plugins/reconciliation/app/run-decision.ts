import { theHouse } from '../../../src/kernel/permissions.js';
import { newId } from '../../../src/values/ids.js';
import type { Candidate, Decision, ToDecide } from '../domain/decision.js';
import { writeCandidates } from '../domain/candidate-json.js';
import { makeApplyCandidate } from './accept-candidate.js';
import type { Needs } from './needs.js';
import { leftOf } from './records.js';
import type { RunKey, RunRecord, Runs, RunSums } from './runs.js';
import { openState } from './state-of.js';
import { readToDecide, readWaiting, type DecisionSources, type Waiting } from './to-decide.js';

/** The house itself: what a rule links is nobody's own deed. */
export const reconciler = theHouse('job');

export interface RunParts extends Needs {
  readonly runs: Runs;
  readonly sources: DecisionSources;
  readonly decide: (asked: ToDecide) => Decision;
}

export interface Watching {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => Promise<void>;
}

/** Suggestions kept in one transaction. */
const KEPT_AT_ONCE = 200;
const TOLD_EVERY = 50;

/**
 * Decides about everything that waits, or about one statement: links what is certain, each link in a transaction of its own, keeps
 * what is likely as suggestions and of the rest why not. What does not fit any more when it is applied stays a suggestion. Started
 * again it goes on where it was: what is settled does not wait any more.
 */
export function makeRunDecision(parts: RunParts) {
  const apply = makeApplyCandidate(parts);
  const { database, clock, runs } = parts;

  return async (key: RunKey, watching: Watching): Promise<RunRecord> => {
    const run = await begin(key);
    try {
      return await carryOut(run, watching);
    } catch (error) {
      if (key.jobId === null) await runs.fail(database.queries, run.id, clock.now());
      throw error;
    }
  };

  async function begin(key: RunKey): Promise<RunRecord> {
    const before = key.jobId === null ? null : await runs.ofJob(database.queries, key.jobId);
    if (before) return before;
    const none = { looked: 0, linked: 0, suggested: 0, unmatched: 0, writtenOff: 0, amounts: [] };
    const run: RunRecord = {
      ...{ id: newId(), ...key, ...none, state: 'running' },
      ...{ startedAt: clock.now(), finishedAt: null },
    };
    await runs.insert(database.queries, run);
    return run;
  }

  async function carryOut(run: RunRecord, { signal, onProgress }: Watching): Promise<RunRecord> {
    const waiting = await readWaiting(parts, parts.sources, run.statementId);
    const decision = parts.decide(await readToDecide(parts, parts.sources, reconciler, waiting));
    const byId = new Map(waiting.map((each) => [each.line.id, each]));
    const total = waiting.length;
    let done = 0;
    let ignored = 0;

    const left = new Map<string, readonly Candidate[]>();
    for (const { transactionId, ...candidate } of decision.links) {
      signal.throwIfAborted();
      const line = byId.get(transactionId)?.line;
      if (!line) continue;
      const applied = await apply(reconciler, line, candidate, run.id);
      if (!applied.ok && applied.error.code !== 'changed-meanwhile') left.set(transactionId, [candidate]);
      if (applied.ok && applied.value.settlementId === null) ignored += 1;
      done += 1;
      if (done % TOLD_EVERY === 0) await onProgress(done, total);
    }
    for (const { transactionId, candidates } of decision.suggestions) left.set(transactionId, candidates);
    const leftovers = new Map(decision.leftovers.map(({ transactionId, reason }) => [transactionId, reason]));
    const kept = waiting.filter(({ line }) => left.has(line.id) || leftovers.has(line.id));
    for (let from = 0; from < kept.length; from += KEPT_AT_ONCE) {
      signal.throwIfAborted();
      await keep(kept.slice(from, from + KEPT_AT_ONCE), left, leftovers);
      done += Math.min(KEPT_AT_ONCE, kept.length - from);
      await onProgress(Math.min(done, total), total);
    }

    const { linked, writtenOff } = await runs.linkedIn(database.queries, run.id);
    const suggested = sumsOf(kept.filter(({ line }) => left.has(line.id)));
    const unmatched = sumsOf(kept.filter(({ line }) => !left.has(line.id)));
    const end = {
      looked: linked.count + suggested.count + unmatched.count + ignored,
      linked: linked.count,
      suggested: suggested.count,
      unmatched: unmatched.count,
      writtenOff: writtenOff.count,
      amounts: amountsOf({ linked, suggested, unmatched, writtenOff }),
      finishedAt: clock.now(),
    };
    await runs.finish(database.queries, run.id, end);
    return { ...run, ...end, state: 'done' };
  }

  /** What somebody has changed meanwhile is left as it is; what a run finds as it was is not written again. */
  async function keep(
    waiting: readonly Waiting[],
    suggested: ReadonlyMap<string, readonly Candidate[]>,
    leftovers: ReadonlyMap<string, string>,
  ): Promise<void> {
    const changed = waiting.filter(({ line, suggestions }) => {
      const leftover = suggested.has(line.id) ? null : (leftovers.get(line.id) ?? null);
      return (
        writeCandidates(suggested.get(line.id) ?? []) !== suggestions || (line.leftover ?? null) !== leftover
      );
    });
    if (changed.length === 0) return;
    await database.transaction(async (tx) => {
      const locked = await parts.transactions.lock(
        tx.queries,
        changed.map(({ line }) => line.id),
      );
      for (const { line } of changed) {
        const transaction = locked.get(line.id);
        if (transaction?.version !== line.version) continue;
        const candidates = suggested.get(line.id) ?? [];
        const leftover = candidates.length > 0 ? null : (leftovers.get(line.id) ?? null);
        const state = openState(transaction, transaction.settled, candidates);
        await parts.transactions.change(
          tx.queries,
          transaction,
          { ...state, candidates, leftover },
          clock.now(),
        );
      }
    });
  }
}

function sumsOf(waiting: readonly Waiting[]): RunSums {
  const amounts = new Map<string, bigint>();
  for (const { line } of waiting) {
    const left = leftOf(line);
    amounts.set(line.currency, (amounts.get(line.currency) ?? 0n) + (left < 0n ? -left : left));
  }
  return { count: waiting.length, amounts };
}

type Outcomes = Readonly<Record<'linked' | 'suggested' | 'unmatched' | 'writtenOff', RunSums>>;

function amountsOf({ linked, suggested, unmatched, writtenOff }: Outcomes): RunRecord['amounts'] {
  const all = [linked, suggested, unmatched, writtenOff];
  const currencies = [...new Set(all.flatMap(({ amounts }) => [...amounts.keys()]))].sort();
  return currencies.map((currency) => ({
    currency,
    linked: linked.amounts.get(currency) ?? 0n,
    suggested: suggested.amounts.get(currency) ?? 0n,
    unmatched: unmatched.amounts.get(currency) ?? 0n,
    writtenOff: writtenOff.amounts.get(currency) ?? 0n,
  }));
}
