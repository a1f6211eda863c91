import { LANGUAGES, type Actor, type Language } from '../../../../src/kernel/permissions.js';
import type { Contributed } from '../../../../src/kernel/plugin.js';
import type { BotFeature } from '../../contract/feature.js';
import { escapeHtml } from '../../contract/text.js';
import { wordsIn, type BotMeans } from './means.js';

const KEYS_IN_A_ROW = 2;

type Offered = Contributed<BotFeature>;

/** What somebody finds in menu and commands. */
export function offeredTo({ context, features }: BotMeans, actor: Actor): readonly Offered[] {
  return [...features.values()].filter(
    ({ value }) => value.roles.includes(actor.role) && context.may(actor, value.permission),
  );
}

export function menuLabel({ context }: BotMeans, { plugin, value }: Offered, language: Language): string {
  return context.translator.text(language, `${plugin}:bot.${value.name}.menu`);
}

/** The feature of a key in the persistent menu, in whichever language the keyboard still is. */
export function featureOfKey(means: BotMeans, text: string): Offered | null {
  const found = [...means.features.values()].find(
    (feature) =>
      feature.value.inMenu && LANGUAGES.some((language) => menuLabel(means, feature, language) === text),
  );
  return found ?? null;
}

/** Says what can be done, with the persistent menu of the reader's role and language. */
export async function sendMenu(
  means: BotMeans,
  chatId: bigint,
  actor: Actor,
  greeting: string,
): Promise<void> {
  const offered = offeredTo(means, actor);
  const keys = offered
    .filter(({ value }) => value.inMenu)
    .map((feature) => ({ text: menuLabel(means, feature, actor.language) }));
  const rows = Array.from({ length: Math.ceil(keys.length / KEYS_IN_A_ROW) }, (_, row) =>
    keys.slice(row * KEYS_IN_A_ROW, (row + 1) * KEYS_IN_A_ROW),
  );
  const keyboard = { keyboard: rows, is_persistent: true, resize_keyboard: true };
  await means.client.call(
    'sendMessage',
    {
      ...{ chat_id: String(chatId), text: escapeHtml(greeting), parse_mode: 'HTML' },
      ...(rows.length === 0 ? {} : { reply_markup: keyboard }),
    },
    { urgency: 'person' },
  );
}

interface Command {
  readonly command: string;
  readonly description: string;
}

/** The commands that somebody may use, as lines of the messenger's own list. */
export function commandsFor(means: BotMeans, actor: Actor): readonly Command[] {
  const { translator } = means.context;
  return offeredTo(means, actor)
    .filter(({ value }) => value.isCommand)
    .map(({ plugin, value }) => ({
      command: value.name,
      description: translator.text(actor.language, `${plugin}:bot.${value.name}.command`),
    }))
    .concat(engineCommands(means, actor.language));
}

function engineCommands(means: BotMeans, language: Language): readonly Command[] {
  const t = wordsIn(means, language);
  return ['menu', 'cancel'].map((command) => ({ command, description: t(`${command}.command`) }));
}

/** Somebody's own list of commands, in its chat. */
export async function setCommands(means: BotMeans, chatId: bigint, actor: Actor): Promise<void> {
  const scope = { type: 'chat', chat_id: Number(chatId) };
  await means.client.call(
    'setMyCommands',
    { scope, commands: commandsFor(means, actor) },
    { urgency: 'person' },
  );
}

export async function dropCommands(means: BotMeans, chatId: bigint): Promise<void> {
  const scope = { type: 'chat', chat_id: Number(chatId) };
  await means.client.call('deleteMyCommands', { scope }, { urgency: 'person' });
}

/** What is listed for those whom the bot does not know. */
export async function setCommandsOfStrangers(means: BotMeans, signal: AbortSignal): Promise<void> {
  for (const language of LANGUAGES) {
    const commands = [{ command: 'start', description: wordsIn(means, language)('start.command') }];
    const others = language === 'en' ? {} : { language_code: language };
    await means.client.call('setMyCommands', { commands, ...others }, { urgency: 'person', signal });
  }
}
