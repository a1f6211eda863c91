import { DocumentsUnavailable } from '../../../../src/kernel/documents-unavailable.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Language } from '../../../../src/kernel/permissions.js';
import { instantInWriting } from '../../../../src/values/in-writing.js';
import type { DrillReport } from '../../domain/drill-report.js';

export interface PassedDrill {
  readonly drillId: string;
  readonly fileName: string;
  readonly report: DrillReport;
  /** UTC */
  readonly finishedAt: Date;
}

/** The certificate of a passed drill, PDF, in the organisation's language. Null on a machine that prints nothing. */
export async function printCertificate(context: PluginContext, drill: PassedDrill): Promise<Buffer | null> {
  const { language } = await context.organisation();
  try {
    return await context.documents.pdf(await certificateHtml(context, drill, language));
  } catch (error) {
    if (!(error instanceof DocumentsUnavailable)) throw error;
    context.log.warn({ reason: error.message }, 'the certificate of a drill could not be printed');
    return null;
  }
}

export async function certificateHtml(
  { documents, organisation, translator }: Pick<PluginContext, 'documents' | 'organisation' | 'translator'>,
  { drillId, fileName, report, finishedAt }: PassedDrill,
  language: Language,
): Promise<string> {
  const house = await organisation();
  const say = (key: string, facts = {}) => translator.text(language, `backup:certificate.${key}`, facts);
  const number = new Intl.NumberFormat(language);
  const when = (instant: Date) => instantInWriting(instant, house.zone, language);
  const records = report.tables.reduce((sum, { found }) => sum + found, 0);
  const madeAt = when(new Date(report.madeAt));
  return documents.html(
    'backup/certificate',
    {
      title: say('title'),
      organisation: house,
      ...{ drillId, fileName, madeAt, sha256: report.sha256, schemaVersion: report.schemaVersion },
      sentence: say('sentence', { fileName, madeAt, restoredAt: when(finishedAt) }),
      restoredAt: when(finishedAt),
      bytes: say('bytes', { count: report.bytes, shown: number.format(report.bytes) }),
      records: number.format(records),
      trail: say('trailSentence', {
        count: report.trail.entries,
        shown: number.format(report.trail.entries),
      }),
      trailDigest: report.trail.digest,
      figures: report.figures
        .filter(({ found }) => found !== null)
        .map(({ figure, expected }) => ({ figure, value: expected })),
      tables: report.tables
        .filter(({ found }) => found > 0)
        .map(({ table, found }) => ({ table, rows: number.format(found) })),
    },
    language,
  );
}
