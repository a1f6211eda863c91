import { z } from 'zod';
import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import { LOOK_AT_ARCHIVE } from '../../app/restoring/ask-for-restoration.js';
import { RESTORE } from '../../app/restoring/decide-restoration.js';
import { makeLookAtArchive, type LookParts, type RequestJob } from '../../app/restoring/look-at-archive.js';
import { makeDrillNewest, type DrillParts } from '../../app/drills/run-drill.js';
import { DRILL, type DrillJob } from '../../app/drills/schedule-drill.js';
import { makeRunRestoration, type RunParts } from '../../app/restoring/run-restoration.js';

const HOUR = 60 * 60_000;
/** A restoration of millions of records, and its waiting for who writes. */
const TIMEOUT_MS = 6 * HOUR;

const request: z.ZodType<RequestJob> = z.object({ requestId: z.string() });
const drill: z.ZodType<DrillJob> = z.object({ requestedBy: z.string().nullable() });

export function addRestoreJobs(
  parts: LookParts & RunParts & DrillParts,
  add: <Data>(job: JobDefinition<Data>) => void,
): void {
  add({
    name: LOOK_AT_ARCHIVE,
    permission: 'backup.maintain',
    parse: (data) => request.parse(data),
    timeoutMs: TIMEOUT_MS,
    run: makeLookAtArchive(parts),
  });
  add({
    name: RESTORE,
    permission: 'backup.maintain',
    parse: (data) => request.parse(data),
    timeoutMs: TIMEOUT_MS,
    run: makeRunRestoration(parts),
  });
  add({
    name: DRILL,
    permission: 'backup.maintain',
    parse: (data) => drill.parse(data ?? { requestedBy: null }),
    repeat: { cron: '30 3 * * 0' },
    timeoutMs: TIMEOUT_MS,
    run: makeDrillNewest(parts),
  });
}
