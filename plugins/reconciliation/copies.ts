import { keptAs, type CopyRule } from '../../src/kernel/copies.js';

export const copyRules: readonly CopyRule[] = [
  ...keptAs('bank', [
    'BankAccount',
    'BankStatement',
    'BankTransaction',
    'BankSettlement',
    'BankSettlementPart',
    'BankRule',
  ]),
  {
    model: 'ReconciliationRun',
    kept: 'bank',
    comesBack: (run, now) =>
      run['state'] === 'running' ? { ...run, state: 'failed', finished_at: now } : run,
  },
];
