import type { UserFromGetMe } from 'telegraf/types';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { makeChatLinks } from '../../app/chat-links.js';
import type { StoredChat } from '../../app/stored.js';
import { botFeature } from '../../contract/feature.js';
import { escapeHtml } from '../../contract/text.js';
import { chats, links } from '../database/chats.js';
import { makeHandleUpdate, type UpdateHandler } from './handle-update.js';
import { dropCommands } from './menu.js';
import { settingsOf, wordsIn, type BotMeans } from './means.js';
import { pollUpdates, SecretMissing, type Polling } from './poll-updates.js';
import { TelegramClient } from './telegram-client.js';

/** The bot of one process. Nothing is asked of Telegram until it is used. */
export interface BotEngine {
  readonly means: BotMeans;
  readonly handle: UpdateHandler;
  /** @throws SecretMissing when updates come by webhook and it has no secret */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function makeEngine(context: PluginContext): BotEngine | null {
  const token = context.environment['TELEGRAM_BOT_TOKEN'] ?? '';
  if (token === '') return null;
  const root = context.environment['TELEGRAM_API_ROOT'] ?? 'https://api.telegram.org';
  const client = new TelegramClient(context, token, root);
  let asked: Promise<UserFromGetMe> | null = null;
  const botInfo = (): Promise<UserFromGetMe> =>
    (asked ??= client.ask<UserFromGetMe>('getMe', {}).catch((error: unknown) => {
      asked = null;
      throw error;
    }));
  const means: BotMeans = {
    ...{ context, client },
    features: new Map(context.contributions(botFeature).map((each) => [each.value.name, each])),
    botName: async () => (await botInfo()).username,
    links: makeChatLinks({
      ...{ context, chats, links },
      botName: async () => (await botInfo()).username,
      sayUnlinked: (chat) => sayUnlinked(means, chat),
    }),
  };
  const handle = makeHandleUpdate(means, botInfo);
  let polling: Polling | null = null;
  return {
    ...{ means, handle },
    async start() {
      const { updates } = await settingsOf(means);
      if (updates === 'webhook' && !context.environment['TELEGRAM_WEBHOOK_SECRET'])
        throw new SecretMissing(
          'Updates come by webhook, but TELEGRAM_WEBHOOK_SECRET is not set: set it, or choose long polling in the settings of Telegram.',
        );
      polling = pollUpdates(means, handle);
    },
    async stop() {
      await polling?.stop();
      polling = null;
    },
  };
}

/** To a chat that is not linked any more. That it cannot be told changes nothing. */
async function sayUnlinked(means: BotMeans, { chatId, userId }: StoredChat): Promise<void> {
  const { context, client } = means;
  const [person] = await context.people.named([userId]);
  const text = escapeHtml(wordsIn(means, person?.language ?? 'en')('unlink.elsewhere'));
  try {
    await client.call(
      'sendMessage',
      { chat_id: String(chatId), text, parse_mode: 'HTML' },
      { urgency: 'person' },
    );
    await dropCommands(means, chatId);
  } catch (error) {
    context.log.warn({ err: error }, 'a chat could not be told that it is unlinked');
  }
}
