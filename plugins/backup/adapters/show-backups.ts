import type {
  CopyState,
  CopyView,
  DrillState,
  DrillView,
  Fault,
  Overview,
  RunState,
  RunView,
  Trigger,
} from '../contract/doors.js';
import { readSettings } from '../app/read-settings.js';
import { minutesBetween } from '../domain/age.js';
import { isLate } from '../domain/lateness.js';
import {
  newestProven,
  readCopies,
  readDrills,
  readRuns,
  type CopyRow,
  type DrillRow,
  type RunRow,
} from './database/read-backups.js';
import { readPlaces, readPlans } from './database/read-places.js';
import { keptSentence, type Reading } from '../../../src/kernel/refusal-sentence.js';
import { keptNames, mayOf, namesOf, progressOf, setsOf } from './words.js';

/** What was wrong before them is of the past. */
const RUNS_LOOKED_AT = 40;
const RUNS_SHOWN = 20;
const DRILLS_SHOWN = 10;

/** Whether the house could be had back today, and what there is to worry about. */
export async function overview(reading: Reading): Promise<Overview> {
  const { context } = reading;
  const { queries } = context.database;
  const { lateHours } = await readSettings(context);
  const newest = await newestProven(queries);
  const now = context.clock.now();
  const runs = await readRuns(queries, RUNS_LOOKED_AT);
  const drills = await readDrills(queries, DRILLS_SHOWN);
  const places = await readPlaces(queries);
  return {
    newestProven: newest && {
      runId: newest.run_id,
      fileName: newest.file_name,
      madeAt: newest.started_at.toISOString(),
      provenAt: (newest.proven_at ?? newest.started_at).toISOString(),
      minutes: minutesBetween(newest.started_at, now),
    },
    lateHours,
    isLate: newest === null || isLate(newest.started_at, now, lateHours),
    faults: await faultsOf(reading, runs, drills[0]),
    runs: await runViews(reading, runs.slice(0, RUNS_SHOWN)),
    drills: await Promise.all(drills.map((drill) => drillView(reading, drill))),
    sets: setsOf(reading),
    places: places.filter(({ active }) => active).map(({ id, name }) => ({ id, title: name })),
    may: mayOf(reading),
  };
}

/** The newest word of each: of the last backup, of each place, of the last drill, of each plan. */
async function faultsOf(
  reading: Reading,
  runs: readonly RunRow[],
  drill: DrillRow | undefined,
): Promise<readonly Fault[]> {
  const { queries } = reading.context.database;
  const copies = await readCopies(
    queries,
    runs.map(({ id }) => id),
  );
  const faults: Fault[] = [];
  const add = (kind: Fault['kind'], title: string, error: string | null, at: Date): void => {
    faults.push({ kind, title, sentence: keptSentence(reading, error) ?? '', at: at.toISOString() });
  };
  const [run] = runs;
  if (run?.state === 'failed') add('run', run.file_name, run.error, run.finished_at ?? run.started_at);
  for (const [{ started_at }, copy] of newestAtEach(runs, copies))
    if (copy.state === 'failed') add('copy', copy.place, copy.error, copy.stored_at ?? started_at);
  if (drill?.state === 'failed')
    add('drill', drill.file_name, drill.error, drill.finished_at ?? drill.started_at);
  for (const plan of await readPlans(queries))
    if (plan.active && plan.last_error !== null)
      add('plan', plan.name, plan.last_error, plan.last_run_at ?? plan.updated_at);
  return faults.sort((one, other) => other.at.localeCompare(one.at));
}

function newestAtEach(
  runs: readonly RunRow[],
  copies: readonly CopyRow[],
): readonly (readonly [RunRow, CopyRow])[] {
  const newest = new Map<string, readonly [RunRow, CopyRow]>();
  for (const run of runs)
    for (const copy of copies.filter(({ run_id }) => run_id === run.id))
      if (!newest.has(copy.destination_id)) newest.set(copy.destination_id, [run, copy]);
  return [...newest.values()];
}

export async function runViews(reading: Reading, runs: readonly RunRow[]): Promise<readonly RunView[]> {
  const { queries } = reading.context.database;
  const copies = await readCopies(
    queries,
    runs.map(({ id }) => id),
  );
  const nameOf = await namesOf(
    reading,
    runs.map(({ requested_by }) => requested_by),
  );
  const plans = new Map((await readPlans(queries)).map(({ id, name }) => [id, name]));
  const sets = new Map(setsOf(reading).map(({ name, title }) => [name, title]));
  return Promise.all(
    runs.map(async (run): Promise<RunView> => {
      const own = copies.filter(({ run_id }) => run_id === run.id);
      return {
        id: run.id,
        fileName: run.file_name,
        trigger: run.trigger_name as Trigger,
        plan: run.plan_id === null ? null : (plans.get(run.plan_id) ?? null),
        requestedBy: nameOf(run.requested_by),
        sets: keptNames(run.sets).map((name) => sets.get(name) ?? name),
        state: run.state as RunState,
        progress: await progressOf(reading, isUnderWay(run, own) ? run.job_id : null),
        records: Number(run.records),
        bytes: Number(run.bytes),
        sha256: run.sha256,
        startedAt: run.started_at.toISOString(),
        finishedAt: run.finished_at?.toISOString() ?? null,
        error: keptSentence(reading, run.error),
        copies: own.map((copy) => copyView(reading, copy)),
      };
    }),
  );
}

function isUnderWay(run: RunRow, copies: readonly CopyRow[]): boolean {
  return run.state === 'running' || copies.some(({ state }) => state === 'waiting' || state === 'sending');
}

function copyView(reading: Reading, copy: CopyRow): CopyView {
  return {
    id: copy.id,
    place: copy.place,
    state: copy.state as CopyState,
    storedAt: copy.stored_at?.toISOString() ?? null,
    provenAt: copy.proven_at?.toISOString() ?? null,
    error: keptSentence(reading, copy.error),
  };
}

export async function drillView(reading: Reading, drill: DrillRow): Promise<DrillView> {
  return {
    id: drill.id,
    fileName: drill.file_name,
    state: drill.state as DrillState,
    progress: await progressOf(reading, drill.state === 'running' ? drill.job_id : null),
    startedAt: drill.started_at.toISOString(),
    finishedAt: drill.finished_at?.toISOString() ?? null,
    certificate: drill.has_certificate ? `/admin/x/backup/drills/${drill.id}/certificate` : null,
    error: keptSentence(reading, drill.error),
  };
}
