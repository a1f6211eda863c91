import { randomBytes } from 'node:crypto';
import type { Screen, ScreenButton } from '../../contract/feature.js';
import { encodePlace } from '../../domain/callback-data.js';
import { splitText } from '../../domain/split-text.js';
import { keepScreen, placeScreen, type KeptButton } from '../database/screens.js';
import { settingsOf, type BotMeans } from './means.js';
import { TelegramRefused } from './telegram-client.js';

export interface Place {
  readonly chatId: bigint;
  readonly userId: string;
}

type Markup = Readonly<Record<string, unknown>>;
type SentMessage = { readonly message_id: number };

const HOUR_MS = 3_600_000;

/** Writes into the message when there is one that takes it, else sends new ones. Returns the message that carries the buttons. */
export async function showScreen(
  means: BotMeans,
  place: Place,
  screen: Screen,
  messageId: bigint | null,
): Promise<bigint> {
  const parts = splitText(screen.text.markup);
  const kept = await keepButtons(means, place, screen);
  const [first = ''] = parts;
  if (messageId !== null) {
    const isOnly = parts.length === 1;
    const isEdited = await edit(means, place, messageId, first, isOnly ? kept.markup : NO_BUTTONS);
    if (isEdited) {
      const last = isOnly ? messageId : await sendParts(means, place, parts.slice(1), kept.markup);
      await placeScreen(
        means.context.database.queries,
        place.chatId,
        messageId,
        isOnly ? kept.screenId : null,
      );
      if (!isOnly) await placeScreen(means.context.database.queries, place.chatId, last, kept.screenId);
      return last;
    }
    await dropKeyboard(means, place.chatId, messageId);
  }
  const sent = await sendParts(means, place, parts, kept.markup);
  await placeScreen(means.context.database.queries, place.chatId, sent, kept.screenId);
  return sent;
}

const NO_BUTTONS: Markup = { inline_keyboard: [] };

async function sendParts(
  { client }: BotMeans,
  { chatId }: Place,
  parts: readonly string[],
  markup: Markup,
): Promise<bigint> {
  let last = 0n;
  for (const [at, text] of parts.entries()) {
    const payload = {
      chat_id: String(chatId),
      text,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    };
    const withButtons = at === parts.length - 1 ? { ...payload, reply_markup: markup } : payload;
    const sent = await client.call<SentMessage>('sendMessage', withButtons, { urgency: 'person' });
    last = BigInt(sent.message_id);
  }
  return last;
}

/** False when this message cannot become that text: it holds a file, or is gone. */
async function edit(
  { client }: BotMeans,
  { chatId }: Place,
  messageId: bigint,
  text: string,
  markup: Markup,
): Promise<boolean> {
  const message = { chat_id: String(chatId), message_id: Number(messageId) };
  const payload = { ...message, text, parse_mode: 'HTML', link_preview_options: { is_disabled: true } };
  try {
    await client.call('editMessageText', { ...payload, reply_markup: markup }, { urgency: 'person' });
    return true;
  } catch (error) {
    if (!(error instanceof TelegramRefused) || error.code !== 400) throw error;
    if (error.description.includes('message is not modified')) return true;
    if (/no text in the message|message to edit not found|can't be edited/.test(error.description))
      return false;
    throw error;
  }
}

/** What is pressed below an old message would mislead. That the message is gone, or has none, is as well. */
export async function dropKeyboard({ client }: BotMeans, chatId: bigint, messageId: bigint): Promise<void> {
  try {
    const payload = { chat_id: String(chatId), message_id: Number(messageId), reply_markup: NO_BUTTONS };
    await client.call('editMessageReplyMarkup', payload, { urgency: 'person' });
  } catch (error) {
    if (!(error instanceof TelegramRefused) || error.code !== 400) throw error;
  }
}

async function keepButtons(
  means: BotMeans,
  { chatId, userId }: Place,
  { buttons = [] }: Screen,
): Promise<{ readonly markup: Markup; readonly screenId: string | null }> {
  const acting = buttons.flat().filter((button) => 'action' in button);
  const screenId = acting.length === 0 ? null : randomBytes(16).toString('base64url');
  if (screenId !== null) {
    const { buttonHours } = await settingsOf(means);
    const createdAt = means.context.clock.now();
    const expiresAt = new Date(createdAt.getTime() + buttonHours * HOUR_MS);
    const kept = acting.map((button) => keptOf(means, button));
    await keepScreen(means.context.database.queries, {
      id: screenId,
      chatId,
      userId,
      buttons: kept,
      createdAt,
      expiresAt,
    });
  }
  let index = 0;
  const wired = (button: ScreenButton) =>
    'url' in button
      ? { text: button.label, url: button.url }
      : { text: button.label, callback_data: encodePlace({ screenId: screenId ?? '', index: index++ }) };
  return { markup: { inline_keyboard: buttons.map((row) => row.map(wired)) }, screenId };
}

function keptOf(
  { features }: BotMeans,
  { action, args = [] }: Extract<ScreenButton, { action: string }>,
): KeptButton {
  const [feature = '', name = ''] = action.split('.');
  const known = features.get(feature)?.value.actions?.[name];
  if (!known) throw new Error(`a button names the action "${action}", which no feature has`);
  return { action, version: known.version, args };
}
