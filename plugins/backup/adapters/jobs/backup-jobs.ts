import { z } from 'zod';
import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import { makeCarryOutBackup } from '../../app/making/carry-out-backup.js';
import { MAKE_BACKUP } from '../../app/making/make-backup.js';
import { makeProveCopyJob, PROVE_COPY } from '../../app/copies/prove-copy.js';
import type { PlanParts } from '../../app/making/save-plan.js';
import { makeStartPlans, START_PLANS } from '../../app/making/start-plans.js';
import { makeWatchBackups, WATCH_BACKUPS } from '../../app/making/watch-backups.js';
import type { ArchiveParts, MakeData } from '../../app/making/write-archive.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const makeData: z.ZodType<MakeData> = z.object({ runId: z.string(), rows: z.enum(['jsonl', 'csv']) });
const proveData = z.object({ copyId: z.string() });

export function addBackupJobs(
  parts: ArchiveParts & PlanParts & Parameters<typeof makeProveCopyJob>[0],
  add: <Data>(job: JobDefinition<Data>) => void,
): void {
  add({
    name: MAKE_BACKUP,
    permission: 'backup.maintain',
    parse: (data) => makeData.parse(data),
    timeoutMs: 12 * HOUR,
    // A place that is away for a night has its copy in the morning.
    attempts: 8,
    backoff: { firstMs: MINUTE, factor: 4, maxMs: 4 * HOUR },
    run: makeCarryOutBackup(parts),
  });
  add({
    name: PROVE_COPY,
    permission: 'backup.maintain',
    parse: (data) => proveData.parse(data),
    timeoutMs: 12 * HOUR,
    attempts: 6,
    backoff: { firstMs: MINUTE, factor: 4, maxMs: 4 * HOUR },
    run: makeProveCopyJob(parts),
  });
  add({
    name: START_PLANS,
    permission: 'backup.maintain',
    parse: () => null,
    repeat: { everyMs: MINUTE },
    run: makeStartPlans(parts),
  });
  add({
    name: WATCH_BACKUPS,
    permission: 'backup.maintain',
    parse: () => null,
    repeat: { everyMs: 15 * MINUTE },
    run: makeWatchBackups(parts),
  });
}
