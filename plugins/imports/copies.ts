import { keptAs, type CopyRule } from '../../src/kernel/copies.js';

const UNDER_WAY = ['checking', 'applying'];

export const copyRules: readonly CopyRule[] = [
  ...keptAs('imports', ['ImportProfile', 'ImportError']),
  {
    model: 'ImportRun',
    kept: 'imports',
    comesBack: (run, now) =>
      UNDER_WAY.includes(String(run['state'])) ? { ...run, state: 'failed', finished_at: now } : run,
  },
];
