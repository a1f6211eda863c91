import type { PersonalDataOf } from '../../src/kernel/contributions.js';

/** What is in a backup is encrypted, and described by whom it belongs to; these rows tell of the backups themselves. */
export const personalData: PersonalDataOf = {
  classes: [],
  models: [],
  impersonal: [
    ...['BackupDestination', 'BackupPlan', 'BackupRun', 'BackupCopy', 'BackupDrill', 'RestoreRequest'],
  ],
};
