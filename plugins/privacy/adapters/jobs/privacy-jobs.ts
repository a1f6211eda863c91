import { z } from 'zod';
import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import { ERASE_SUBJECT, type ErasureParts } from '../../app/erase-subject.js';
import {
  CLEAR_EXPORTS,
  EXPORT_SUBJECT,
  makeClearExports,
  makeExportSubject,
  type ExportParts,
} from '../../app/export-subject.js';
import { makeEraseSubject } from '../../app/perform-erasure.js';
import { makeRepeatErasures, REPEAT_ERASURES } from '../../app/repeat-erasures.js';
import { makeWatchRequests, WATCH_REQUESTS } from '../../app/watch-requests.js';
import type { RetentionParts } from '../../app/retention.js';
import { APPLY_RETENTION, makeRetentionJob, type RetentionJob } from '../../app/run-retention.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const permission = 'privacy.maintain';

const exportData = z.object({ exportId: z.string() });
const erasureData = z.object({ erasureId: z.string() });
const retentionData: z.ZodType<RetentionJob> = z.object({ runId: z.string().nullable() });

interface Parts {
  readonly erasure: ErasureParts;
  readonly export: ExportParts;
  readonly retention: RetentionParts;
}

export function addPrivacyJobs(parts: Parts, add: <Data>(job: JobDefinition<Data>) => void): void {
  add({
    ...{ name: EXPORT_SUBJECT, permission, attempts: 3, timeoutMs: 2 * HOUR },
    backoff: { firstMs: 5_000, factor: 4, maxMs: 5 * MINUTE },
    parse: (data) => exportData.parse(data),
    run: makeExportSubject(parts.export),
  });
  add({
    ...{ name: CLEAR_EXPORTS, permission, repeat: { cron: '20 2 * * *' }, parse: () => null },
    run: makeClearExports(parts.export),
  });
  add({
    ...{ name: ERASE_SUBJECT, permission, attempts: 10, timeoutMs: 6 * HOUR },
    backoff: { firstMs: 5_000, factor: 4, maxMs: HOUR },
    parse: (data) => erasureData.parse(data),
    run: makeEraseSubject(parts.erasure),
  });
  add({
    ...{ name: WATCH_REQUESTS, permission, repeat: { everyMs: 5 * MINUTE }, parse: () => null },
    run: makeWatchRequests(parts),
  });
  add({
    ...{ name: REPEAT_ERASURES, permission, attempts: 10, timeoutMs: 12 * HOUR },
    backoff: { firstMs: 5_000, factor: 4, maxMs: HOUR },
    parse: () => null,
    run: makeRepeatErasures(parts.erasure),
  });
  add({
    ...{ name: APPLY_RETENTION, permission, repeat: { cron: '10 2 * * *' }, timeoutMs: 6 * HOUR },
    parse: (data) => retentionData.parse(data ?? { runId: null }),
    run: makeRetentionJob(parts.retention),
  });
}
