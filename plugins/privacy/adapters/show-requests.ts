import { keptSentence, sentenceOf, type Reading } from '../../../src/kernel/refusal-sentence.js';
import type { ErasureParts } from '../app/erase-subject.js';
import type { ExportParts } from '../app/export-subject.js';
import type { ErasureReport, StoredErasure, StoredExport } from '../app/stored.js';
import type {
  ErasedView,
  ErasureView,
  ExportView,
  ProgressView,
  RequestsView,
} from '../contract/requests.js';
import { namesOf, subjectsOf } from './show-people.js';

interface RequestParts {
  readonly erasure: Pick<ErasureParts, 'erasures'>;
  readonly export: Pick<ExportParts, 'exports'>;
}

/** that are shown at once */
export const MOST_REQUESTS = 100;

/** The newest requests about subjects whose records the reader may see. */
export async function requestsView(parts: RequestParts, reading: Reading): Promise<RequestsView> {
  const { context, actor } = reading;
  const { queries } = context.database;
  const may = (what: string): boolean => context.may(actor, `privacy.${what}`);
  const [exports, erasures] = await Promise.all([
    parts.export.exports.list(queries, MOST_REQUESTS),
    parts.erasure.erasures.list(queries),
  ]);
  return {
    exports: await exportViews(reading, exports),
    erasures: await erasureViews(reading, erasures.slice(0, MOST_REQUESTS)),
    may: { export: may('export'), erase: may('erase') },
  };
}

export async function exportViews(
  reading: Reading,
  exports: readonly StoredExport[],
): Promise<readonly ExportView[]> {
  const [subjectOf, nameOf] = await Promise.all([
    subjectsOf(reading, exports),
    requestersOf(reading, exports),
  ]);
  const views = exports.map(async (made): Promise<ExportView | null> => {
    const subject = subjectOf(made);
    if (!subject) return null;
    return {
      ...{ id: made.id, subject, state: made.state, sha256: made.digest },
      ...{ records: Number(made.records), bytes: Number(made.bytes) },
      progress: await progressOf(reading, made, ['waiting', 'running']),
      error: keptSentence(reading, made.error),
      file: fileOf(made),
      requestedBy: nameOf(made.requestedBy),
      requestedAt: made.createdAt.toISOString(),
      expiresAt: made.expiresAt?.toISOString() ?? null,
    };
  });
  return (await Promise.all(views)).filter((view) => view !== null);
}

export async function erasureViews(
  reading: Reading,
  erasures: readonly StoredErasure[],
): Promise<readonly ErasureView[]> {
  const [subjectOf, nameOf] = await Promise.all([
    subjectsOf(reading, erasures),
    requestersOf(reading, erasures),
  ]);
  const views = erasures.map(async (erasure): Promise<ErasureView | null> => {
    const subject = subjectOf(erasure);
    if (!subject) return null;
    const { id, state, reason, error, again } = erasure;
    return {
      ...{ id, subject, state, reason },
      progress: await progressOf(reading, erasure, ['running']),
      error: error && sentenceOf(reading, error),
      report: reportView(reading, erasure.report),
      again: again.map((each) => ({ ...each, report: reportView(reading, each.report) })),
      requestedBy: nameOf(erasure.requestedBy),
      requestedAt: erasure.requestedAt.toISOString(),
      doneAt: erasure.doneAt?.toISOString() ?? null,
    };
  });
  return (await Promise.all(views)).filter((view) => view !== null);
}

export function reportView(
  { context, language }: Pick<Reading, 'context' | 'language'>,
  report: ErasureReport,
): readonly ErasedView[] {
  const say = (key: string): string => context.translator.text(language, key);
  return report.map(({ dataClass, kept, ...counts }) => ({
    title: say(classKey(dataClass)),
    ...counts,
    kept: kept.map(({ reason, rows, until }) => ({ reason: say(keepKey(reason)), records: rows, until })),
  }));
}

/** `billing.invoices` is `billing:privacy.classes.invoices.title`. */
function classKey(dataClass: string): string {
  const [plugin = '', name = ''] = dataClass.split('.');
  return `${plugin}:privacy.classes.${name}.title`;
}

/** `billing:tax-law` is `billing:privacy.keeps.tax-law`. */
function keepKey(reason: string): string {
  const [plugin = '', name = ''] = reason.split(':');
  return `${plugin}:privacy.keeps.${name}`;
}

/** Where it can be downloaded; null: it is not there. */
export function fileOf({ id, state }: StoredExport): string | null {
  return state === 'ready' ? `/admin/x/privacy/exports/${id}` : null;
}

function requestersOf(
  { context }: Reading,
  requests: readonly { readonly requestedBy: string | null }[],
): Promise<(id: string | null) => string | null> {
  return namesOf(
    context,
    requests.map(({ requestedBy }) => requestedBy),
  );
}

async function progressOf(
  { context }: Reading,
  { state, jobId }: { readonly state: string; readonly jobId: string | null },
  open: readonly string[],
): Promise<ProgressView> {
  const job = jobId !== null && open.includes(state) ? await context.jobs.find(jobId) : null;
  return { done: job?.progress ?? 0, total: job?.total ?? null };
}
