import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { DocumentsUnavailable } from '../../../../src/kernel/documents-unavailable.js';
import { makePrintRun } from '../../app/print-run.js';
import { makeRunReport, type RunReport } from '../../app/run-report.js';
import { showRun } from '../../app/show-runs.js';
import { runLines } from '../database/run-lines.js';
import { writeRunWorkbook } from '../run-workbook.js';
import { runParts } from './run-routes.js';

const FORMATS = {
  xlsx: workbook,
  pdf: printed,
} as const satisfies Record<string, (request: HttpRequest, report: RunReport) => Promise<HttpReply>>;
const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const runReportRoute: HttpRoute = {
  method: 'GET',
  path: '/runs/:id/report',
  permission: 'reconciliation.read',
  async handle(request) {
    const { context, actor, language, params, query } = request;
    const asked = query['format'] ?? 'xlsx';
    if (!isFormat(asked))
      return {
        status: 400,
        refusal: { code: 'unknown-report-format', value: asked, known: Object.keys(FORMATS).join(', ') },
      };
    const runReport = makeRunReport({
      queries: context.database.queries,
      organisation: () => context.organisation(),
      translator: context.translator,
      lines: runLines,
      showRun: (reader, id) => showRun(runParts(request), reader, id),
    });
    const report = await runReport(actor, params['id'] ?? '', language);
    if (!report.ok) return { status: 404, refusal: report.error };
    return FORMATS[asked](request, report.value);
  },
};

const isFormat = (text: string): text is keyof typeof FORMATS => Object.hasOwn(FORMATS, text);

/** Whole before the first byte leaves: what fails on the way is an answer, not half a file. */
async function workbook({ signal }: HttpRequest, report: RunReport): Promise<HttpReply> {
  const folder = await mkdtemp(join(tmpdir(), 'reconciliation-run-'));
  const path = join(folder, 'report.xlsx');
  try {
    await writeRunWorkbook(report, path, { signal });
    signal.throwIfAborted();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    body: readOnce(path, folder),
    contentType: WORKBOOK_TYPE,
    fileName: `${report.fileName}.xlsx`,
  };
}

/** The folder goes when the file was read, or nobody waits for it any more. */
function readOnce(path: string, folder: string): Readable {
  return createReadStream(path).once('close', () => void rm(folder, { recursive: true, force: true }));
}

async function printed({ context, language }: HttpRequest, report: RunReport): Promise<HttpReply> {
  const { documents, translator, log } = context;
  const printRun = makePrintRun({ documents, translator, organisation: () => context.organisation() });
  try {
    return {
      body: await printRun(report, language),
      contentType: 'application/pdf',
      fileName: `${report.fileName}.pdf`,
      inline: true,
    };
  } catch (error) {
    if (!(error instanceof DocumentsUnavailable)) throw error;
    log.warn({ err: error }, 'nothing can be printed here');
    return { status: 503, refusal: { code: 'printing-unavailable', mend: error.mend } };
  }
}
