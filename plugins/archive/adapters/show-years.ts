import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import { archivePlaces } from '../../backup/contract/archive-places.js';
import type { ArchivedYear } from '../app/years.js';
import type { ShownState, YearPreview, YearsView, YearView } from '../contract/doors.js';
import { REASONS } from '../domain/what-may-go.js';
import { useCases } from '../use-cases.js';
import { writtenAmounts } from './written-amounts.js';
import { keptSentence, type Reading } from '../../../src/kernel/refusal-sentence.js';

export async function yearsView(reading: Reading): Promise<YearsView> {
  const { context, actor } = reading;
  const mayMove = context.may(actor, 'archive.move');
  return {
    years: await yearViews(reading),
    places: mayMove ? await context.use(archivePlaces).all() : [],
    mayMove,
  };
}

/** Closed years and those that were moved, newest first. */
export async function yearViews(reading: Reading): Promise<readonly YearView[]> {
  const { context } = reading;
  const { closedYears, archivedYears } = context.use(useCases);
  const archived = new Map((await archivedYears()).map((each) => [each.year, each]));
  const years = new Set([...(await closedYears()), ...archived.keys()]);
  const nameOf = await namesOf(reading, [...archived.values()]);
  return Promise.all(
    [...years]
      .toSorted((one, other) => other - one)
      .map((year) => {
        const known = archived.get(year);
        return known ? archivedView(reading, known, nameOf) : closedView(year);
      }),
  );
}

function closedView(year: number): YearView {
  return {
    ...{ year, state: 'closed', progress: null, file: null, movedAt: null, returnedAt: null },
    ...{ requestedBy: null, error: null },
  };
}

async function archivedView(
  reading: Reading,
  known: ArchivedYear,
  nameOf: (id: string) => string | null,
): Promise<YearView> {
  const { year, fileName, sha256, bytes, provenAt, copies, requestedBy } = known;
  const { state, progress } = await standing(reading, known);
  const lies = sha256 !== null && known.state !== 'returned';
  return {
    ...{ year, state, progress },
    file: lies
      ? {
          ...{ name: fileName, bytes: Number(bytes), sha256, provenAt: provenAt?.toISOString() ?? null },
          copies: copies.map((copy) => ({ place: copy.name, provenAt: copy.provenAt })),
        }
      : null,
    movedAt: known.movedAt?.toISOString() ?? null,
    returnedAt: known.returnedAt?.toISOString() ?? null,
    requestedBy: requestedBy === null ? null : nameOf(requestedBy),
    error: keptSentence(reading, known.error),
  };
}

/** A job that moves a year or brings it back and is not alive any more has left the ledger as it was. */
async function standing(
  { context }: Reading,
  { state, jobId }: ArchivedYear,
): Promise<{ readonly state: ShownState; readonly progress: YearView['progress'] }> {
  if (state !== 'moving' && state !== 'returning') return { state, progress: null };
  // The command line has no job: who runs it sees how it goes.
  if (jobId === null) return { state: 'stopped', progress: null };
  const job = await context.jobs.find(jobId);
  if (job?.state !== 'scheduled' && job?.state !== 'running') return { state: 'stopped', progress: null };
  const since = job.startedAt?.toISOString() ?? null;
  return { state, progress: { done: job.progress, total: job.total, since } };
}

async function namesOf(
  { context }: Reading,
  years: readonly ArchivedYear[],
): Promise<(id: string) => string | null> {
  const ids = [...new Set(years.flatMap(({ requestedBy }) => requestedBy ?? []))];
  const people = ids.length > 0 ? await context.people.named(ids) : [];
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? null;
}

/** Refuses `year-not-closed`, `year-moved`. */
export async function yearPreview(
  { context, language }: Reading,
  year: number,
): Promise<Result<YearPreview, Refusal>> {
  const looked = await context.use(useCases).lookAtYear(year);
  if (!looked.ok) return looked;
  const { invoices, payments, amounts, tables, stays } = looked.value;
  const titles = new Map(context.copies.tables.map(({ name, model, plugin }) => [name, { model, plugin }]));
  const titleOf = (table: string): string => {
    const { model = table, plugin = 'billing' } = titles.get(table) ?? {};
    return context.translator.text(language, `${plugin}:resources.${model}.plural`, { defaultValue: table });
  };
  return ok({
    ...{ year, invoices, payments },
    amounts: writtenAmounts(amounts),
    tables: tables.map(({ table, rows }) => ({ table, title: titleOf(table), rows })),
    stays: REASONS.filter((reason) => stays[reason] > 0).map((reason) => ({
      ...{ reason, count: stays[reason] },
    })),
  });
}
