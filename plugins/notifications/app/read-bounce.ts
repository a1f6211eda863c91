import type { QueryHandle, Database } from '../../../src/kernel/ports.js';
import { messageIdOf } from '../domain/bounce-tag.js';
import { isGoneForGood, readDeliveryStatus, tagIn, type ReturnedLetter } from '../domain/bounce.js';
import type { Recipient } from '../contract/notice-kind.js';
import type { DeadAddress } from './block-address.js';
import type { MailBlocks, SentLetter } from './mail-blocks.js';

interface Needs {
  readonly database: Database;
  readonly mailBlocks: MailBlocks;
  readonly blockAddress: (dead: DeadAddress) => Promise<boolean>;
}

/** What became of a letter that came back; `outcome` is a key of the texts `bounces.<outcome>`. */
export interface BounceOutcome {
  readonly outcome: 'blocked' | 'blocked-before' | 'not-a-notification' | 'not-for-good' | 'unknown-letter';
  readonly address: string | null;
}

/**
 * Blocks the address that a letter of ours went to when its notification says that it failed for good. An automatic reply, spam and a
 * delay change nothing. The address is taken from our own letter, never from what came in: whoever writes to the address of bounces
 * cannot have another's blocked.
 */
export function makeReadBounce({ database, mailBlocks, blockAddress }: Needs) {
  return async (returned: ReturnedLetter): Promise<BounceOutcome> => {
    const statuses = returned.report === null ? [] : readDeliveryStatus(returned.report);
    if (statuses.length === 0) return { outcome: 'not-a-notification', address: null };
    const failed = statuses.find(isGoneForGood);
    if (!failed) return { outcome: 'not-for-good', address: null };
    const letter = await letterOf(mailBlocks, database.queries, returned);
    if (!letter?.address) return { outcome: 'unknown-letter', address: null };
    const { address, id } = letter;
    const recipient = { kind: letter.recipientKind, id: letter.recipientId } as Recipient;
    const detail = `${failed.status} ${failed.diagnostic}`.trim().slice(0, 500);
    const fresh = await blockAddress({
      address,
      recipient,
      detail,
      name: letter.recipientName,
      messageId: id,
    });
    return { outcome: fresh ? 'blocked' : 'blocked-before', address };
  };
}

async function letterOf(
  mailBlocks: MailBlocks,
  queries: QueryHandle,
  { recipients, about }: ReturnedLetter,
): Promise<SentLetter | null> {
  const tag = tagIn(recipients);
  const id = tag && messageIdOf(tag);
  const tagged = id && (await mailBlocks.messageById(queries, id));
  if (tagged) return tagged;
  for (const reference of about) {
    const found = await mailBlocks.messageByReference(queries, reference);
    if (found) return found;
  }
  return null;
}
