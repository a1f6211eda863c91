import type { House, PluginContext } from '../../src/kernel/plugin.js';
import { backupCommands } from './adapters/cli/backup-commands.js';
import { copies } from './adapters/database/copies.js';
import { destinations } from './adapters/database/destinations.js';
import { drills } from './adapters/database/drills.js';
import { plans } from './adapters/database/plans.js';
import { runs } from './adapters/database/runs.js';
import { addBackupJobs } from './adapters/jobs/backup-jobs.js';
import { provenHealth } from './adapters/health/proven-health.js';
import { rhythm } from './adapters/rhythm.js';
import { makeBackUpBeforeMigrations } from './app/making/back-up-before-migrations.js';
import type { WriteArchive } from './app/making/write-archive.js';
import { writeBackup, type WriteBackupParts } from './app/making/write-backup.js';
import { archiveKeys } from './contract/archive-file.js';

/** Backups that are made, sent to their places, proven and kept. */
export function addBackingUp(house: House, writing: (context: PluginContext) => WriteBackupParts): void {
  const parts = { destinations, plans, runs, copies, drills, rhythm };
  for (const command of backupCommands(parts)) house.command(command);
  house.healthCheck(provenHealth(parts));
  const writeArchive: WriteArchive = async (context, archive) => {
    const lock = await context.use(archiveKeys).lock();
    return lock.ok ? writeBackup(writing(context), context, { ...archive, lock: lock.value }) : lock;
  };
  house.beforeMigrations({ name: 'backup', run: makeBackUpBeforeMigrations(writeArchive) });
  addBackupJobs({ ...parts, writeArchive }, (job) => house.job(job));
}
