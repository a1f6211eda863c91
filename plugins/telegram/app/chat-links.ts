import { theHouse, type Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { digestOfCode, LINK_MINUTES, mayBeCode, newLinkCode } from '../domain/link-code.js';
import type { ChatLinks } from '../contract/links.js';
import type { Chats, Links, StoredChat } from './stored.js';

export interface LinkMeans {
  readonly context: PluginContext;
  readonly chats: Chats;
  readonly links: Links;
  /** @name of the bot; null: none is configured */
  readonly botName: () => Promise<string | null>;
  /** Says in a chat that it is not linked any more. */
  readonly sayUnlinked: (chat: StoredChat) => Promise<void>;
}

export interface NewChat {
  readonly chatId: bigint;
  readonly username: string | null;
}

const MINUTE_MS = 60_000;

/** Which chats belong to whom: the contract, and what the bot itself does with links. */
export function makeChatLinks(means: LinkMeans) {
  const { context, chats, links } = means;
  const { database, clock } = context;

  const contract: ChatLinks = {
    async makeLink(actor, userId) {
      const needed = actor.userId === userId ? 'telegram.use' : 'telegram.link-others';
      if (!context.may(actor, needed)) return err({ code: 'not-permitted' });
      if (!(await context.people.actor(userId))) return err({ code: 'user-not-found' });
      const botName = await means.botName();
      if (botName === null) return err({ code: 'bot-not-configured' });
      const code = newLinkCode();
      const createdAt = clock.now();
      const expiresAt = new Date(createdAt.getTime() + LINK_MINUTES * MINUTE_MS);
      await database.transaction(async (tx) => {
        const digest = digestOfCode(code);
        await links.replace(tx.queries, { digest, userId, createdBy: actor.userId, createdAt, expiresAt });
        await tx.audit({ actor, action: 'telegram.make-link', entity: 'User', entityId: userId });
      });
      return ok({ url: `https://t.me/${botName}?start=${code}`, expiresAt });
    },

    async unlink(actor, chatRowId) {
      const chat = await chats.byId(database.queries, chatRowId);
      if (chat?.state !== 'linked') return err({ code: 'chat-not-found' });
      const isOwn = actor.userId === chat.userId;
      if (!isOwn && !context.may(actor, 'telegram.link-others')) return err({ code: 'not-permitted' });
      await end(actor, chat, 'unlinked');
      if (actor.via !== 'bot') await means.sayUnlinked(chat);
      return ok(true);
    },
  };

  const end = (actor: Actor, chat: StoredChat, state: 'unlinked' | 'blocked'): Promise<boolean> =>
    database.transaction(async (tx) => {
      if (!(await chats.end(tx.queries, chat.id, state, clock.now()))) return false;
      if (state === 'blocked') await informStaff(tx, chat);
      await auditChat(tx, actor, state === 'blocked' ? 'block-chat' : 'unlink-chat', chat);
      return true;
    });

  const informStaff = async (tx: Transaction, chat: StoredChat): Promise<void> => {
    const staff = await context.people.find({ term: '', roles: ['admin', 'operator'], limit: 200 });
    const [person] = await context.people.named([chat.userId]);
    await tx.inform({
      userIds: staff.map(({ id }) => id),
      kind: 'telegram.chat-blocked',
      facts: { name: person?.name ?? '' },
      ...{ entity: 'TelegramChat', entityId: chat.id },
      uniqueKey: `telegram.chat-blocked:${chat.id}:${chat.linkedAt.toISOString()}`,
    });
  };

  return {
    ...contract,

    /** Links the chat to the user whom the code is for. Refuses `link-spent`. A code that this very chat used gives its user again. */
    async redeem(code: string, { chatId, username }: NewChat): Promise<Result<string, Refusal>> {
      if (!mayBeCode(code)) return err({ code: 'link-spent' });
      const digest = digestOfCode(code);
      const taken = await database.transaction(async (tx) => {
        const now = clock.now();
        const userId = await links.take(tx.queries, digest, now);
        if (userId === null) return null;
        const before = await chats.byNumber(tx.queries, chatId);
        const others = await chats.linkedOf(tx.queries, [userId]);
        const replaced = others.filter((other) => other.chatId !== chatId);
        for (const other of replaced) await chats.end(tx.queries, other.id, 'unlinked', now);
        const chat = { id: before?.id ?? newId(), chatId, userId, username, linkedAt: now };
        await chats.link(tx.queries, chat);
        await auditChat(tx, await bot(context, userId), 'link-chat', { ...chat, state: 'linked' });
        return { userId, replaced };
      });
      if (!taken) {
        const chat = await chats.byNumber(database.queries, chatId);
        const isOurs =
          chat?.state === 'linked' && chat.userId === (await links.userOf(database.queries, digest));
        return isOurs ? ok(chat.userId) : err({ code: 'link-spent' });
      }
      for (const other of taken.replaced) await means.sayUnlinked(other);
      return ok(taken.userId);
    },

    /** Telegram says that nobody reads this chat: it is reported to those who run the house. */
    async blocked(chatId: bigint): Promise<void> {
      const chat = await chats.byNumber(database.queries, chatId);
      if (chat?.state === 'linked') await end(theHouse('system'), chat, 'blocked');
    },
  };
}

async function bot({ people }: PluginContext, userId: string): Promise<Actor> {
  const actor = await people.actor(userId);
  return actor ? { ...actor, via: 'bot' } : theHouse('system');
}

function auditChat(tx: Transaction, actor: Actor, verb: string, chat: StoredChat): Promise<void> {
  return tx.audit({
    ...{ actor, action: `telegram.${verb}`, entity: 'TelegramChat', entityId: chat.id },
    after: { chatId: String(chat.chatId), userId: chat.userId },
  });
}
