import type { BucketRule } from './token-bucket.js';

export interface SendingRules {
  readonly bot: BucketRule;
  readonly chat: BucketRule;
  readonly group: BucketRule;
}

/**
 * What Telegram lets a bot send ("Bots FAQ", "Broadcasting to users": 30 a second over all, one a second to a chat, 20 a minute to a
 * group). A tenth may go at once and four fifths come back each second: the network bunches what leaves evenly, and no second may see
 * more than the limit.
 */
export function sendingRules(messagesPerSecond: number, chatMessagesPerSecond: number): SendingRules {
  return {
    bot: { capacity: Math.max(1, Math.floor(messagesPerSecond / 10)), perSecond: messagesPerSecond * 0.8 },
    // Somebody who presses buttons is answered at once, three times in a row.
    chat: { capacity: 3 * chatMessagesPerSecond, perSecond: chatMessagesPerSecond },
    group: { capacity: 10, perSecond: 10 / 60 },
  };
}
