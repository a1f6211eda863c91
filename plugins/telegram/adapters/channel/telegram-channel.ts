import type { PluginContext } from '../../../../src/kernel/plugin.js';
import {
  recipientKey,
  type Channel,
  type Sent,
  type WrittenMessage,
} from '../../../notifications/contract/channel.js';
import type { Recipient } from '../../../notifications/contract/notice-kind.js';
import { html, type BotText } from '../../contract/text.js';
import { MOST_CAPTION, splitText } from '../../domain/split-text.js';
import { botEngine } from '../../engine-token.js';
import type { BotMeans } from '../bot/means.js';
import { sendFile, type FileToSend } from '../bot/send-file.js';
import { MustWait, TelegramRefused, TelegramUnreachable, type CallOptions } from '../bot/telegram-client.js';
import { chats } from '../database/chats.js';

/** Messages to linked chats: those of users, and of representatives by whoever signs in for them. */
export const telegramChannel: Channel = {
  name: 'telegram',
  concurrency: 16,
  unreachable: 'no-chat',
  addresses,
  async send(context, message, signal): Promise<Sent> {
    const engine = context.useOptional(botEngine);
    if (!engine) return { outcome: 'never', refusal: { code: 'bot-not-configured' } };
    let isBegun = false;
    try {
      const reference = await deliver(engine.means, message, signal, () => (isBegun = true));
      return { outcome: 'sent', reference: String(reference) };
    } catch (error) {
      const outcome = await outcomeOf(engine.means, message, error);
      return outcome.outcome === 'later' && isBegun ? { ...outcome, mayHaveArrived: true } : outcome;
    }
  },
};

async function addresses(
  context: PluginContext,
  recipients: readonly Recipient[],
): Promise<ReadonlyMap<string, string>> {
  const { queries } = context.database;
  const idsOf = (kind: Recipient['kind']): readonly string[] =>
    recipients.filter((each) => each.kind === kind).map(({ id }) => id);
  const representativeIds = idsOf('representative');
  const standing =
    representativeIds.length === 0 ? [] : await context.people.standingFor(queries, { representativeIds });
  const users = [
    ...idsOf('user').map((id) => ({ key: recipientKey({ kind: 'user', id }), id })),
    ...standing.map(({ id, representativeId }) => ({
      key: recipientKey({ kind: 'representative', id: representativeId ?? '' }),
      id,
    })),
  ];
  const linked = await chats.linkedOf(
    queries,
    users.map(({ id }) => id),
  );
  const chatOf = new Map(linked.map(({ userId, chatId }) => [userId, String(chatId)]));
  return new Map(
    users.flatMap(({ key, id }) => {
      const chatId = chatOf.get(id);
      return chatId === undefined ? [] : [[key, chatId] as const];
    }),
  );
}

/** `begun` is called when a part of it has arrived. */
async function deliver(
  means: BotMeans,
  message: WrittenMessage,
  signal: AbortSignal,
  begun: () => void,
): Promise<bigint> {
  const options: CallOptions = { urgency: 'bulk', signal };
  const { text, markup } = wordsOf(message);
  const files = message.attachments.map((each): FileToSend => ({
    ...{ chatId: BigInt(message.address), language: message.language, kind: 'document' },
    file: { ...each, content: 'path' in each ? { path: each.path } : each.content },
  }));
  const [only] = files;
  // One message is there or is not; of two, one may be lost on the way and both come again.
  if (only && files.length === 1 && splitText(text.markup, MOST_CAPTION).length === 1)
    return sendFile(means, { ...only, caption: text, ...(markup ? { markup } : {}) }, options);
  for (const file of files) {
    await sendFile(means, file, options);
    begun();
  }
  let last = 0n;
  const parts = splitText(text.markup);
  for (const [at, part] of parts.entries()) {
    const isLast = at === parts.length - 1;
    const sent = await means.client.call<{ readonly message_id: number }>(
      'sendMessage',
      {
        ...{ chat_id: message.address, text: part, parse_mode: 'HTML' },
        link_preview_options: { is_disabled: true },
        ...(isLast && markup ? { reply_markup: markup } : {}),
      },
      options,
    );
    last = BigInt(sent.message_id);
    begun();
  }
  return last;
}

function wordsOf({ subject, text, link }: WrittenMessage): {
  readonly text: BotText;
  readonly markup: object | null;
} {
  const isButton = link !== null && isReachable(link.href);
  const words = html`<b>${subject}</b>

${text}`;
  if (link === null) return { text: words, markup: null };
  if (!isButton)
    return {
      text: html`${words}

${link.label}: ${link.href}`,
      markup: null,
    };
  return { text: words, markup: { inline_keyboard: [[{ text: link.label, url: link.href }]] } };
}

/** Telegram takes no button that leads to this machine, or to a name without a dot. */
function isReachable(href: string): boolean {
  if (!URL.canParse(href)) return false;
  const { protocol, hostname } = new URL(href);
  return protocol === 'https:' && hostname.includes('.') && !/^[\d.]+$/.test(hostname);
}

async function outcomeOf(means: BotMeans, { address }: WrittenMessage, error: unknown): Promise<Sent> {
  if (error instanceof MustWait)
    return { outcome: 'later', refusal: { code: 'must-wait' }, afterMs: error.ms };
  if (error instanceof TelegramUnreachable) {
    const { mayHaveArrived, message } = error;
    return { outcome: 'later', refusal: { code: 'telegram-unreachable', reason: message }, mayHaveArrived };
  }
  if (!(error instanceof TelegramRefused)) throw error;
  // The service's own gateway, which may have lost the answer of what stands behind it.
  if (error.code >= 500)
    return {
      ...{ outcome: 'later', refusal: { code: 'telegram-refused', answer: error.description } },
      mayHaveArrived: true,
    };
  if (error.isGone) {
    await means.links.blocked(BigInt(address));
    return { outcome: 'never', refusal: { code: 'chat-blocked' }, addressIsDead: true };
  }
  if (error.code === 429)
    return { outcome: 'later', refusal: { code: 'must-wait' }, afterMs: error.retryAfterMs ?? 1000 };
  return { outcome: 'never', refusal: { code: 'telegram-refused', answer: error.description } };
}
