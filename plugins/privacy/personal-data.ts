import type { PersonalDataOf } from '../../src/kernel/contributions.js';
import type { Belonging } from '../../src/kernel/personal-data.js';
import { SUBJECT_KINDS } from '../../src/kernel/personal-data.js';

const ofSubject: readonly Belonging[] = SUBJECT_KINDS.map((kind) => ({
  ...{ of: kind, field: 'subjectId', when: { subjectKind: kind } },
}));

/** What people agreed to, and what was done about their data. */
export const personalData: PersonalDataOf = {
  classes: [
    { name: 'consents', days: null },
    { name: 'requests', days: null },
  ],
  models: [
    {
      ...{ model: 'ConsentEntry', dataClass: 'consents', belongs: ofSubject },
      fields: { source: { kept: 'proof-of-consent' } },
    },
    // The words of what somebody agreed to go with it into the file about that person.
    {
      ...{ model: 'ConsentWording', dataClass: 'consents' },
      belongs: [{ through: 'ConsentEntry', at: 'wordingId' }],
      fields: { texts: 'nobody' },
    },
    {
      ...{ model: 'Erasure', dataClass: 'requests', belongs: ofSubject },
      fields: { reason: 'mentions' },
    },
    {
      ...{ model: 'SubjectExport', dataClass: 'requests', belongs: ofSubject, rows: 'removed' },
      fields: { fileName: 'cleared' },
      files: { paths: ['filePath'], over: 'createdAt', set: { filePath: null } },
    },
  ],
  impersonal: ['RetentionRule', 'RetentionRun'],
};
