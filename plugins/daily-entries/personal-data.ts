import type { PersonalDataOf } from '../../src/kernel/contributions.js';

/** Books: ten years, as billing keeps invoices. */
const TEN_YEARS = 3653;

/** What managers report. */
export const personalData: PersonalDataOf = {
  classes: [{ name: 'entries', days: TEN_YEARS, atLeastDays: TEN_YEARS }],
  models: [
    {
      ...{ model: 'DailyEntry', dataClass: 'entries' },
      belongs: [{ of: 'manager', field: 'managerId' }],
      fields: { note: 'words' },
      amounts: { fields: ['revenue', 'cost', 'profit'], currency: 'currency' },
      expiry: { by: 'day', does: 'cleared' },
    },
  ],
  impersonal: [],
};
