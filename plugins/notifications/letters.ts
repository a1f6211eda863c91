// Letters put together: what they tell of, how they go out, and how they are ended.
import type { House } from '../../src/kernel/plugin.js';
import { emailChannel } from './adapters/email/email-channel.js';
import { ledgerKinds } from './adapters/notices/ledger-kinds.js';
import { otherKinds } from './adapters/notices/other-kinds.js';
import { statementKind } from './adapters/notices/statement-kind.js';
import { ledgerSubscriptions } from './adapters/notices/tell-ledger.js';
import { channel } from './contract/channel.js';
import { noticeKind } from './contract/notice-kind.js';
import { letterUseCases, makeLetterUseCases } from './letter-use-cases.js';

export function addLetters(house: House): void {
  for (const kind of [...ledgerKinds, statementKind, ...otherKinds]) house.contribute(noticeKind, kind);
  house.contribute(channel, emailChannel);
  for (const subscription of ledgerSubscriptions) house.on(subscription);
  house.provide(letterUseCases, makeLetterUseCases);
}
