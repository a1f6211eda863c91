import { Telegraf, type Context } from 'telegraf';
import type { Update, UserFromGetMe } from 'telegraf/types';
import type { Language } from '../../../../src/kernel/permissions.js';
import { newId } from '../../../../src/values/ids.js';
import { escapeHtml } from '../../contract/text.js';
import { chats } from '../database/chats.js';
import { endConversation } from '../database/conversations.js';
import { claimUpdate, finishUpdate } from '../database/updates.js';
import { ChatQueues } from './chat-queues.js';
import { hearMessage, say } from './hear-message.js';
import { heardIn } from './heard.js';
import { languageOf } from './language-of.js';
import { sendMenu, setCommands } from './menu.js';
import { wordsIn, type BotMeans } from './means.js';
import { pressButton } from './press-button.js';
import { guessesLeft } from './guesses.js';
import { ConversationMoved, type Speaker } from './talk.js';
import { TelegramRefused } from './telegram-client.js';

/** `busy`: another process is at it; it is to be brought again. */
export type Handled = 'done' | 'busy';

export interface UpdateHandler {
  /** Once for each update, in order within a chat. `isLate`: it had waited while nobody fetched updates. */
  (update: Update, isLate: boolean): Promise<Handled>;
}

/** After so long without a word, whoever took an update has died with it. */
const ABANDONED_MS = 20_000;
const OLD_MS = 6 * 3_600_000;
const HANDLER_MS = 90_000;

export function makeHandleUpdate(means: BotMeans, botInfo: () => Promise<UserFromGetMe>): UpdateHandler {
  const { context } = means;
  const { database, clock, log } = context;
  const queues = new ChatQueues();
  const underWay = new Map<number, Promise<Handled>>();
  const bot = route(means);

  const handle = async (update: Update, isLate: boolean): Promise<Handled> => {
    const id = BigInt(update.update_id);
    const claim = await claimUpdate(database.dialect, database.queries, id, clock.now());
    if (claim.kind === 'done') return 'done';
    if (claim.kind === 'again' && clock.now().getTime() - claim.takenAt.getTime() < ABANDONED_MS)
      return 'busy';
    try {
      if (isLate && 'callback_query' in update) await sayLate(means, update.callback_query);
      else {
        bot.botInfo ??= await botInfo();
        await bot.handleUpdate(update);
      }
    } catch (error) {
      await apologize(means, update, error);
    }
    await finishUpdate(database.queries, id, clock.now());
    return 'done';
  };

  return (update, isLate) => {
    const known = underWay.get(update.update_id);
    if (known) return known;
    const handling = queues
      .run(chatOf(update), () => handle(update, isLate))
      .catch((error: unknown) => {
        // The database is away: it is fetched again.
        log.error({ err: error, update: update.update_id }, 'an update could not be taken');
        return 'busy' as const;
      })
      .finally(() => underWay.delete(update.update_id));
    underWay.set(update.update_id, handling);
    return handling;
  };
}

function route(means: BotMeans): Telegraf {
  const { client } = means;
  const bot = new Telegraf(client.token, {
    telegram: { apiRoot: client.apiRoot },
    handlerTimeout: HANDLER_MS,
  });
  bot.on('my_chat_member', (ctx) => followMembership(means, ctx.update.my_chat_member));
  bot.on('callback_query', (ctx) => answerPress(means, ctx));
  bot.on('message', (ctx) => (ctx.chat.type === 'private' ? answerMessage(means, ctx) : undefined));
  // Telegraf's own way ends the process.
  bot.catch((error) => {
    throw error;
  });
  return bot;
}

type Query = Context<Update.CallbackQueryUpdate>;
type Message = Context<Update.MessageUpdate>;

async function answerPress(means: BotMeans, { callbackQuery: query, update }: Query): Promise<void> {
  const answer = (text: string): Promise<void> => answerCallback(means, query.id, text);
  const language = languageOf(query.from.language_code);
  const chatId = query.message?.chat.id;
  // A press below a message in a group, or in somebody else's chat, is nobody's.
  if (chatId !== query.from.id) return answer(wordsIn(means, language)('buttons.not-yours'));
  const speaker = await speakerOf(means, query.from.id, update.update_id);
  if (!speaker) return answer(wordsIn(means, language)('link.needed-short'));
  const data = 'data' in query ? query.data : '';
  try {
    const messageId = query.message ? BigInt(query.message.message_id) : null;
    await answer(await pressButton(means, speaker, { data, messageId }));
  } catch (error) {
    if (error instanceof ConversationMoved)
      return answer(wordsIn(means, speaker.actor.language)('conversation-moved'));
    await answer(sorry(means, speaker.actor.language, update, error));
  }
  await refreshMenu(means, speaker);
}

async function answerMessage(means: BotMeans, { message, update }: Message): Promise<void> {
  const { from } = message;
  const heard = heardIn(message);
  const code = heard.kind === 'text' ? /^\/start(?:@\w+)? +(\S+)/.exec(heard.text)?.[1] : undefined;
  if (code !== undefined) return redeem(means, from, code, update.update_id);
  const speaker = await speakerOf(means, from.id, update.update_id);
  if (!speaker)
    return sayPlainly(means, from.id, wordsIn(means, languageOf(from.language_code))('link.needed'));
  if (means.context.clock.now().getTime() - message.date * 1000 > OLD_MS) {
    await endConversation(means.context.database.queries, speaker.chatId);
    return say(means, speaker, wordsIn(means, speaker.actor.language)('too-late'));
  }
  try {
    await hearMessage(means, speaker, heard);
  } catch (error) {
    if (!(error instanceof ConversationMoved)) throw error;
    return say(means, speaker, wordsIn(means, speaker.actor.language)('conversation-moved'));
  }
  await refreshMenu(means, speaker);
}

/** Null: no chat of anybody who may use the bot. */
async function speakerOf(means: BotMeans, chatNumber: number, updateId: number): Promise<Speaker | null> {
  const { context, client } = means;
  const chat = await chats.byNumber(context.database.queries, BigInt(chatNumber));
  if (chat?.state !== 'linked') return null;
  const actor = await context.people.actor(chat.userId);
  if (!actor || !context.may(actor, 'telegram.use')) return null;
  await chats.seen(context.database.queries, chat.id, context.clock.now());
  return {
    ...{ actor: { ...actor, via: 'bot' }, userId: chat.userId, chatId: chat.chatId },
    updateKey: `telegram:${client.botId}:${updateId}`,
  };
}

async function redeem(
  means: BotMeans,
  from: { readonly id: number; readonly username?: string; readonly language_code?: string },
  code: string,
  updateId: number,
): Promise<void> {
  const t = wordsIn(means, languageOf(from.language_code));
  const chatId = BigInt(from.id);
  if (!(await guessesLeft(means.context.database, chatId)))
    return sayPlainly(means, from.id, t('link.too-many'));
  const linked = await means.links.redeem(code, { chatId, username: from.username ?? null });
  if (!linked.ok) return sayPlainly(means, from.id, t('link.spent'));
  const speaker = await speakerOf(means, from.id, updateId);
  if (!speaker) return sayPlainly(means, from.id, t('link.needed'));
  const [person] = await means.context.people.named([speaker.userId]);
  const own = wordsIn(means, speaker.actor.language);
  await setCommands(means, chatId, speaker.actor);
  await sendMenu(means, chatId, speaker.actor, own('link.done', { name: person?.name ?? '' }));
}

type Membership = Update.MyChatMemberUpdate['my_chat_member'];

async function followMembership(means: BotMeans, change: Membership): Promise<void> {
  const t = wordsIn(means, languageOf(change.from.language_code));
  const before = change.old_chat_member.status;
  const after = change.new_chat_member.status;
  if (change.chat.type !== 'private') {
    const isNew = ['left', 'kicked'].includes(before) && ['member', 'administrator'].includes(after);
    return isNew ? sayPlainly(means, change.chat.id, t('private-only')) : undefined;
  }
  if (after === 'kicked') return means.links.blocked(BigInt(change.chat.id));
  if (before === 'kicked') return sayPlainly(means, change.chat.id, t('link.welcome-back'));
}

/** Somebody changed the language in the conversation: the persistent menu and the commands follow. */
async function refreshMenu(means: BotMeans, speaker: Speaker): Promise<void> {
  const actor = await means.context.people.actor(speaker.userId);
  if (!actor || actor.language === speaker.actor.language) return;
  await setCommands(means, speaker.chatId, actor);
  await sendMenu(means, speaker.chatId, actor, wordsIn(means, actor.language)('menu.title'));
}

async function answerCallback({ client }: BotMeans, id: string, text: string): Promise<void> {
  try {
    const words = text === '' ? {} : { text: [...text].slice(0, 190).join('') };
    await client.call('answerCallbackQuery', { callback_query_id: id, ...words }, { urgency: 'person' });
  } catch (error) {
    // Telegram waits for an answer for less long than some work takes.
    if (!(error instanceof TelegramRefused) || !error.description.includes('query is too old')) throw error;
  }
}

async function sayPlainly({ client }: BotMeans, chatId: number, text: string): Promise<void> {
  const payload = { chat_id: String(chatId), text: escapeHtml(text), parse_mode: 'HTML' };
  await client.call('sendMessage', payload, { urgency: 'person' });
}

async function sayLate(
  means: BotMeans,
  { id, from }: Update.CallbackQueryUpdate['callback_query'],
): Promise<void> {
  await answerCallback(means, id, wordsIn(means, languageOf(from.language_code))('buttons.old'));
}

/** Writes to the log what went wrong, and returns words with a reference by which it is found there. */
function sorry({ context }: BotMeans, language: Language, update: Update, error: unknown): string {
  const reference = newId().slice(-8);
  context.log.error({ err: error, reference, update: update.update_id }, 'an update failed');
  return context.translator.text(language, 'telegram:bot.sorry', { reference });
}

async function apologize(means: BotMeans, update: Update, error: unknown): Promise<void> {
  if (error instanceof TelegramRefused && error.isGone) {
    await means.links.blocked(BigInt(chatOf(update)));
    return;
  }
  const from = 'message' in update ? update.message.from : undefined;
  const speaker = from ? await speakerOf(means, from.id, update.update_id) : null;
  const words = sorry(means, speaker?.actor.language ?? languageOf(from?.language_code), update, error);
  if (!from) return;
  try {
    await sayPlainly(means, from.id, words);
  } catch (failure) {
    means.context.log.error({ err: failure }, 'the apology did not arrive either');
  }
}

/** Updates of one chat are handled in order; those of none go by themselves. */
function chatOf(update: Update): number {
  if ('message' in update) return update.message.chat.id;
  if ('callback_query' in update) return update.callback_query.from.id;
  if ('my_chat_member' in update) return update.my_chat_member.chat.id;
  return 0;
}
