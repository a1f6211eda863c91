import { keptAs, keptNowhere, type CopyRule } from '../../src/kernel/copies.js';

/** Rollups are made again from the ledger when it has come back. */
export const copyRules: readonly CopyRule[] = [
  ...keptAs('analytics', ['ExchangeRate', 'Target', 'Dashboard', 'AnalyticsArchived']),
  ...keptNowhere([
    'AnalyticsChange',
    'AnalyticsOfficeDay',
    'AnalyticsOfficeMonth',
    'AnalyticsDay',
    'AnalyticsRepresentativeMonth',
  ]),
];
