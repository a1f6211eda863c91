import { dailyEntries } from '../../../daily-entries/contract/daily-entries.js';
import {
  ENTRY_MISSING,
  ENTRY_MISSING_ESCALATED,
  lookAgain,
  type MissingFacts,
} from '../../app/missing/telling.js';
import type { NoticeKind, NoticeSample } from '../../contract/notice-kind.js';

const madeUp: MissingFacts = {
  ...{ date: '2026-11-26', managerId: '00000000-0000-7000-8000-000000000000', manager: 'Olena Koval' },
  office: 'Lviv',
};

const sample: NoticeSample = {
  model: null,
  choices: () => Promise.resolve([]),
  facts: () => Promise.resolve(madeUp),
};

const kind = (of: { readonly isEscalated: boolean }): Omit<NoticeKind, 'name' | 'roles'> => ({
  comesBy: 'tell',
  hasTemplates: true,
  channels: ['telegram', 'email', 'inbox'],
  priority: 1,
  lookAgain: (context, tx, { facts }) =>
    lookAgain(context.use(dailyEntries), tx.queries, facts as MissingFacts, of),
  sample,
});

export const entryMissingKinds: readonly NoticeKind[] = [
  { ...kind({ isEscalated: false }), name: ENTRY_MISSING, roles: ['manager'] },
  { ...kind({ isEscalated: true }), name: ENTRY_MISSING_ESCALATED, roles: ['admin', 'operator'] },
];
