import { ADDRESS_DEAD } from '../../app/block-address.js';
import type { NoticeFacts, NoticeKind, NoticeSample } from '../../contract/notice-kind.js';

export const TEST = 'notifications.test';

const addressDead: NoticeKind = {
  name: ADDRESS_DEAD,
  ...{ roles: ['admin', 'operator'], channels: ['inbox'], comesBy: 'inbox' },
  ...{ hasTemplates: false, priority: 1 },
  sample: madeUp({ address: 'office@harbour.example', name: 'Harbour Telecom' }),
};

const test: NoticeKind = {
  name: TEST,
  ...{ roles: ['admin', 'operator'], channels: ['email', 'telegram'], comesBy: 'tell' },
  ...{ hasTemplates: true, priority: 0, sample: madeUp({}) },
};

export const otherKinds: readonly NoticeKind[] = [addressDead, test];

function madeUp(facts: NoticeFacts): NoticeSample {
  return { model: null, choices: () => Promise.resolve([]), facts: () => Promise.resolve(facts) };
}
