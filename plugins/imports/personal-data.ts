import type { PersonalDataOf } from '../../src/kernel/contributions.js';

/** What imports keep of who asked for them, and of those whom the files name. */
export const personalData: PersonalDataOf = {
  classes: [{ name: 'files', days: 90 }],
  models: [
    {
      ...{ model: 'ImportRun', dataClass: 'files' },
      belongs: [{ of: 'user', field: 'requestedBy', lightly: true }],
      fields: { fileName: 'mentions', error: 'mentions' },
      files: { paths: ['filePath', 'failedPath'], over: 'finishedAt', set: { failedPath: null } },
      expiry: {
        ...{ by: 'createdAt', when: { state: ['done', 'refused', 'failed'] }, does: 'removed' },
        with: [{ model: 'ImportError', field: 'runId' }],
      },
    },
    { model: 'ImportError', dataClass: 'files', fields: { column: 'nobody', facts: 'mentions' } },
  ],
  impersonal: ['ImportProfile'],
};
