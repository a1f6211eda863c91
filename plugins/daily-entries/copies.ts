import { keptAs, type CopyRule } from '../../src/kernel/copies.js';

export const copyRules: readonly CopyRule[] = keptAs('daily-entries', ['DailyEntry']);
