import type { PersonalDataOf } from '../../src/kernel/contributions.js';

/** Figures of one representative, and the dashboards that people arranged. */
export const personalData: PersonalDataOf = {
  classes: [
    { name: 'figures', days: null },
    { name: 'dashboards', days: null },
  ],
  models: [
    {
      ...{ model: 'AnalyticsRepresentativeMonth', dataClass: 'figures' },
      belongs: [{ of: 'representative', field: 'representativeId' }],
      amounts: { fields: ['amount', 'tax', 'settled'], currency: 'currency' },
    },
    {
      ...{ model: 'AnalyticsArchived', dataClass: 'figures' },
      belongs: [{ of: 'representative', field: 'representativeId' }],
      amounts: { fields: ['amount', 'tax', 'settled'], currency: 'currency' },
    },
    {
      ...{ model: 'Dashboard', dataClass: 'dashboards', rows: 'removed' },
      belongs: [{ of: 'user', field: 'userId' }],
      fields: { name: 'mentions', layout: 'mentions', filters: 'mentions' },
    },
  ],
  impersonal: [
    // Images of the ledger's rows until the next fold, which the export has from the ledger itself.
    'AnalyticsChange',
    ...['AnalyticsOfficeDay', 'AnalyticsOfficeMonth', 'AnalyticsDay', 'ExchangeRate', 'Target'],
  ],
};
