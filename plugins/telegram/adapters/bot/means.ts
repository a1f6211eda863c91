import type { Contributed, PluginContext } from '../../../../src/kernel/plugin.js';
import type { Language } from '../../../../src/kernel/permissions.js';
import type { TelegramSettings } from '../../settings.js';
import type { BotFeature } from '../../contract/feature.js';
import type { makeChatLinks } from '../../app/chat-links.js';
import type { TelegramClient } from './telegram-client.js';

/** What every part of the bot works with. */
export interface BotMeans {
  /** the plugin's own */
  readonly context: PluginContext;
  readonly client: TelegramClient;
  readonly links: ReturnType<typeof makeChatLinks>;
  readonly features: ReadonlyMap<string, Contributed<BotFeature>>;
  /** @name of the bot, asked once */
  readonly botName: () => Promise<string>;
}

export type Facts = Readonly<Record<string, unknown>>;

export const wordsIn =
  ({ context }: Pick<BotMeans, 'context'>, language: Language) =>
  (key: string, facts: Facts = {}): string =>
    context.translator.text(language, `telegram:bot.${key}`, facts);

export async function settingsOf({ context }: Pick<BotMeans, 'context'>): Promise<TelegramSettings> {
  // The settings of a plugin's own context are those that it declares.
  return (await context.settings()) as unknown as TelegramSettings;
}
