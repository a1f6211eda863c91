import { keptAs, keptNowhere, type CopyRule } from '../../src/kernel/copies.js';

/** What people agreed to or asked for since a copy was made stays. A file about one person is not kept longer by being copied. */
export const copyRules: readonly CopyRule[] = [
  ...keptAs('privacy', ['ConsentWording', 'ConsentEntry', 'Erasure']).map((rule): CopyRule => ({
    ...rule,
    inUse: 'joined',
  })),
  ...keptAs('privacy', ['RetentionRule']),
  {
    model: 'RetentionRun',
    kept: 'privacy',
    comesBack: (run, now) =>
      run['state'] === 'running' ? { ...run, state: 'failed', finished_at: now } : run,
  },
  ...keptNowhere(['SubjectExport']),
];
