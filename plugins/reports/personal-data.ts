import type { PersonalDataOf } from '../../src/kernel/contributions.js';

/** Reports that people defined, and the files that were made of them. */
export const personalData: PersonalDataOf = {
  classes: [
    { name: 'reports', days: null },
    { name: 'files', days: 90 },
  ],
  models: [
    {
      ...{ model: 'Report', dataClass: 'reports' },
      belongs: [{ of: 'user', field: 'ownerId', lightly: true }],
      fields: { name: 'mentions', description: 'mentions', definition: 'mentions' },
    },
    { model: 'ReportRevision', dataClass: 'reports', fields: { definition: 'mentions' } },
    {
      ...{ model: 'ReportSchedule', dataClass: 'reports' },
      belongs: [{ of: 'user', field: 'ownerId', lightly: true }],
      fields: { name: 'mentions', recipients: 'mentions', lastError: 'mentions' },
      ends: { set: { active: false } },
    },
    {
      ...{ model: 'ReportRun', dataClass: 'files' },
      belongs: [{ of: 'user', field: 'requestedBy', lightly: true }],
      fields: {
        ...{ title: 'mentions', definition: 'mentions', actor: 'mentions' },
        ...{ fileName: 'mentions', error: 'mentions' },
      },
      files: { paths: ['filePath'], over: 'finishedAt', set: { filePath: null, state: 'expired' } },
      expiry: { by: 'finishedAt', does: 'removed' },
    },
    {
      ...{ model: 'ReportDelivery', dataClass: 'files' },
      belongs: [{ addressed: 'recipient' }],
      fields: { recipient: 'mentions', error: 'mentions' },
      expiry: { by: 'at', does: 'removed' },
    },
  ],
  impersonal: [],
};
