import { keptAs, keptNowhere, type CopyRule } from '../../src/kernel/copies.js';

/** A file about one person is not kept longer by being copied. */
export const copyRules: readonly CopyRule[] = [
  ...keptAs('privacy', ['ConsentWording', 'ConsentEntry', 'Erasure', 'RetentionRule']),
  {
    model: 'RetentionRun',
    kept: 'privacy',
    comesBack: (run, now) =>
      run['state'] === 'running' ? { ...run, state: 'failed', finished_at: now } : run,
  },
  ...keptNowhere(['SubjectExport']),
];
