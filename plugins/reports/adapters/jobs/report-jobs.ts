import { z } from 'zod';
import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import { CLEAR_FILES, makeClearFiles } from '../../app/clear-files.js';
import {
  DELIVER_REPORT,
  makeDeliverReport,
  makeStartDeliveries,
  START_DELIVERIES,
  type Occurrence,
} from '../../app/deliver-reports.js';
import { MAKE_FILE, makeMakeFile, type FileParts } from '../../app/make-file.js';
import type { ScheduleParts } from '../../app/schedule-report.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const runData = z.object({ runId: z.string() });

const occurrence: z.ZodType<Occurrence> = z.object({
  scheduleId: z.string(),
  occurrence: z.iso.datetime().transform((text) => new Date(text)),
});

export function addReportJobs(
  parts: FileParts & ScheduleParts,
  add: <Data>(job: JobDefinition<Data>) => void,
): void {
  add({
    name: MAKE_FILE,
    permission: 'reports.maintain',
    parse: (data) => runData.parse(data),
    concurrency: 2,
    timeoutMs: 2 * HOUR,
    attempts: 3,
    backoff: { firstMs: 5_000, factor: 4, maxMs: 5 * MINUTE },
    run: makeMakeFile(parts),
  });
  add({
    name: START_DELIVERIES,
    permission: 'reports.maintain',
    parse: () => null,
    repeat: { everyMs: MINUTE },
    run: makeStartDeliveries(parts),
  });
  add({
    name: DELIVER_REPORT,
    permission: 'reports.maintain',
    parse: (data) => occurrence.parse(data),
    concurrency: 2,
    timeoutMs: 2 * HOUR,
    attempts: 6,
    backoff: { firstMs: MINUTE, factor: 4, maxMs: 4 * HOUR },
    run: makeDeliverReport(parts),
  });
  add({
    name: CLEAR_FILES,
    permission: 'reports.maintain',
    parse: () => null,
    repeat: { cron: '40 2 * * *' },
    run: makeClearFiles(parts.runs),
  });
}
