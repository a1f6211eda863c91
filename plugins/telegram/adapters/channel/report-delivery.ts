import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { DeliveryChannel } from '../../../reports/contract/delivery.js';
import { html } from '../../contract/text.js';
import type { StoredChat } from '../../app/stored.js';
import { botEngine } from '../../engine-token.js';
import { sendFile } from '../bot/send-file.js';
import { TelegramRefused } from '../bot/telegram-client.js';
import { chats } from '../database/chats.js';

/** What bots may send (Bot API, "sendDocument"). */
const MOST_BYTES = 50 * 1024 * 1024;

/** Scheduled reports as documents in the chat of a user. */
export const reportDelivery: DeliveryChannel = {
  name: 'telegram',
  async check(context, recipient) {
    const chat = await chatOf(context, recipient);
    return chat.ok ? ok(true) : chat;
  },
  async deliver(context, { title, recipient, language, text, file }) {
    const engine = context.useOptional(botEngine);
    if (!engine) return err({ code: 'bot-not-configured' });
    const chat = await chatOf(context, recipient);
    if (!chat.ok) return chat;
    if (file.bytes > MOST_BYTES) return err({ code: 'file-too-large', file: file.name });
    const content = { path: file.path };
    const { chatId } = chat.value;
    const toSend = {
      ...{
        chatId,
        language,
        kind: 'document' as const,
        caption: html`<b>${title}</b>

${text}`,
      },
      file: { name: file.name, contentType: file.contentType, content },
    };
    try {
      await sendFile(engine.means, toSend, { urgency: 'bulk' });
      return ok(true);
    } catch (error) {
      if (!(error instanceof TelegramRefused) || !error.isGone) throw error;
      await engine.means.links.blocked(chatId);
      return err({ code: 'chat-blocked' });
    }
  },
};

async function chatOf({ database }: PluginContext, userId: string): Promise<Result<StoredChat, Refusal>> {
  const [chat] = await chats.linkedOf(database.queries, [userId]);
  return chat ? ok(chat) : err({ code: 'no-chat' });
}
