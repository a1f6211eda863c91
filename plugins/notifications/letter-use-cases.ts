// What letters need, put together once from what the house gives the plugin.
import { defineService } from '../../src/kernel/contributions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import type { QueryHandle } from '../../src/kernel/ports.js';
import { ledgerNews } from './adapters/database/ledger-news.js';
import { makeMailBlocks } from './adapters/database/mail-blocks.js';
import { messageCounter } from './adapters/database/message-counter.js';
import { behind } from './adapters/notices/tell-ledger.js';
import { makeBlockAddress } from './app/block-address.js';
import { knownKinds } from './app/kinds.js';
import { makeLetterWords } from './app/letter-words.js';
import { makeReadBounce } from './app/read-bounce.js';
import { makeSendByHand } from './app/send-by-hand.js';
import { makeUnblockAddress } from './app/unblock-address.js';
import { makeUnsubscribe } from './app/unsubscribe.js';
import type { Words } from './app/words.js';
import type { Recipient } from './contract/notice-kind.js';

export type LetterUseCases = ReturnType<typeof makeLetterUseCases>;

/** The plugin's own. */
export const letterUseCases = defineService<LetterUseCases>('notifications.letters');

export function makeLetterUseCases({ clock, database, people }: PluginContext) {
  const mailBlocks = makeMailBlocks(database.dialect);
  const needs = { clock, database, people, mailBlocks };
  const blockAddress = makeBlockAddress(needs);

  /** Whether nobody turns letters of the kind off: as the administrator said, else as the kind says. */
  const isLocked = async (context: PluginContext, queries: QueryHandle, kind: string): Promise<boolean> => {
    const locked =
      (await mailBlocks.lockedByAdministrator(queries, kind)) ?? knownKinds(context).get(kind)?.value.locked;
    return locked?.includes('email') ?? false;
  };

  const nameOf = async (context: PluginContext, { kind, id }: Recipient): Promise<string> => {
    if (kind === 'user') return (await context.people.named([id]))[0]?.name ?? id;
    return (await ledgerNews.representative(context.database.queries, id))?.name ?? id;
  };

  return {
    mailBlocks,
    representatives: ledgerNews,
    isLocked,
    nameOf,
    blockAddress,
    sendByHand: makeSendByHand(behind, messageCounter.byChannel),
    unblockAddress: makeUnblockAddress(needs),
    unsubscribe: makeUnsubscribe({ ...needs, isLocked }),
    readBounce: makeReadBounce({ ...needs, blockAddress }),
  };
}

/** What the queue says. */
export const letterWords: Words = makeLetterWords({
  isLocked: (context, queries, kind) => context.use(letterUseCases).isLocked(context, queries, kind),
});
