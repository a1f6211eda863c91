import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** Which chats belong to whom. */
export interface ChatLinks {
  /**
   * A deep link (`https://t.me/<bot>?start=<code>`) that links whoever opens it to the user, for ten minutes and once. A user makes one
   * for itself; for another it takes `telegram.link-others`. Refuses `bot-not-configured`, `user-not-found`, `not-permitted`.
   */
  makeLink(
    actor: Actor,
    userId: string,
  ): Promise<Result<{ readonly url: string; readonly expiresAt: Date }, Refusal>>;
  /** Refuses `chat-not-found`, `not-permitted`. */
  unlink(actor: Actor, chatRowId: string): Promise<Result<true, Refusal>>;
}

export const chatLinks = defineService<ChatLinks>('telegram.links');
