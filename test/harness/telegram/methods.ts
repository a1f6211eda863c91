// The methods of the Bot API that the house calls, as strict as they are documented.
import { randomBytes } from 'node:crypto';
import { Refused, badRequest, type ChatState, type ShownMessage } from './chats.js';
import type { SendingRecord } from './limits.js';
import { MOST_CAPTION, MOST_TEXT, readMarkup, readText } from './read-message.js';
import type { BotRequest, SentFile } from './read-request.js';
import type { Updates } from './updates.js';

export interface ServiceState {
  readonly botId: number;
  readonly username: string;
  readonly chats: Map<number, ChatState>;
  readonly updates: Updates;
  readonly sending: SendingRecord;
  readonly files: Map<string, SentFile & { readonly kind: 'photo' | 'document' | 'voice' }>;
  /** callback queries that wait for an answer, and what was said */
  readonly callbacks: Map<string, { answer: string | null; isExpired: boolean }>;
  readonly commands: Map<string, readonly { command: string; description: string }[]>;
  nextMessage: number;
}

type Method = (state: ServiceState, request: BotRequest, signal: AbortSignal) => unknown;

const MOST_FILE = 50 * 1024 * 1024;
const MOST_PHOTO = 10 * 1024 * 1024;
const MOST_FETCHED = 20 * 1024 * 1024;

export const methods: Readonly<Record<string, Method>> = {
  getMe: (state) => me(state),
  getUpdates: ({ updates }, { values }, signal) => updates.get(values, signal),
  setWebhook({ updates }, { values }) {
    updates.setWebhook(
      textOf(values, 'url'),
      values['secret_token'] === undefined ? null : textOf(values, 'secret_token'),
    );
    return true;
  },
  deleteWebhook({ updates }) {
    updates.webhook = null;
    return true;
  },
  getWebhookInfo: ({ updates }) => ({
    url: updates.webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: updates.waiting,
    ...(updates.webhook?.problem ? { last_error_message: updates.webhook.problem } : {}),
  }),
  sendMessage(state, { values }) {
    const content = { ...readText(values, 'text', MOST_TEXT), file: null };
    return send(state, values, content);
  },
  sendDocument: (state, request) => sendFile(state, request, 'document'),
  sendPhoto: (state, request) => sendFile(state, request, 'photo'),
  editMessageText(state, { values }) {
    const message = edited(state, values);
    if (message.file) throw badRequest('there is no text in the message to edit');
    return change(state, message, { ...readText(values, 'text', MOST_TEXT), ...readMarkup(values) });
  },
  editMessageCaption(state, { values }) {
    const message = edited(state, values);
    if (!message.file) throw badRequest('there is no caption in the message to edit');
    return change(state, message, { ...readText(values, 'caption', MOST_CAPTION), ...readMarkup(values) });
  },
  editMessageReplyMarkup(state, { values }) {
    const message = edited(state, values);
    return change(state, message, { text: message.text, markup: message.markup, ...readMarkup(values) });
  },
  editMessageMedia(state, request) {
    const message = edited(state, request.values);
    const media = request.values['media'] as Record<string, string>;
    const kind = media['type'] === 'photo' ? 'photo' : 'document';
    const caption = readText(media, 'caption', MOST_CAPTION);
    const source = media['media'] ?? '';
    const name = source.startsWith('attach://') ? source.slice(9) : kind;
    message.file = keep(state, { values: { [kind]: source }, files: renamed(request, name, kind) }, kind);
    return change(state, message, { ...caption, ...readMarkup(request.values), isOther: true });
  },
  deleteMessage(state, { values }) {
    const message = edited(state, values, 'message to delete not found');
    message.isDeleted = true;
    return true;
  },
  answerCallbackQuery({ callbacks }, { values }) {
    const asked = callbacks.get(textOf(values, 'callback_query_id'));
    const text = textOf(values, 'text');
    if (!asked || asked.isExpired || asked.answer !== null)
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
    asked.answer = text;
    return true;
  },
  getFile({ files }, { values }) {
    const id = textOf(values, 'file_id');
    const file = files.get(id);
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
    if (file.content.length > MOST_FETCHED) throw badRequest('file is too big');
    return {
      file_id: id,
      file_unique_id: id,
      file_size: file.content.length,
      file_path: `${file.kind}s/${id}`,
    };
  },
  setMyCommands({ commands }, { values }) {
    const list = values['commands'] as { command: string; description: string }[];
    if (list.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const { command, description } of list) {
      if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
      if (description.length < 1 || description.length > 256)
        throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    commands.set(scopeOf(values), list);
    return true;
  },
  deleteMyCommands: ({ commands }, { values }) => commands.delete(scopeOf(values)) || true,
  sendChatAction(state, { values }) {
    chatOf(state, values);
    return true;
  },
  setChatMenuButton: () => true,
};

/** Those that count against the limits on sending; the others do not. */
export const isSending = (method: string): boolean => /^(send(?!ChatAction)|editMessage)/.test(method);

function send(
  state: ServiceState,
  values: BotRequest['values'],
  content: { text: string; markup: string; file: ShownMessage['file'] },
) {
  const chat = chatOf(state, values);
  const { buttons, keyboard } = readMarkup(values);
  const message: ShownMessage = {
    ...content,
    ...{ id: state.nextMessage++, chatId: chat.id, buttons, keyboard },
    ...{ sentAt: performance.now(), edits: 0, isDeleted: false },
  };
  chat.messages.push(message);
  return asJson(state, message);
}

function sendFile(state: ServiceState, request: BotRequest, kind: 'photo' | 'document') {
  chatOf(state, request.values);
  const caption = readText(request.values, 'caption', MOST_CAPTION);
  return send(state, request.values, { ...caption, file: keep(state, request, kind) });
}

function keep(state: ServiceState, { values, files }: BotRequest, kind: 'photo' | 'document') {
  const sent = files.get(kind);
  if (!sent) {
    const fileId = textOf(values, kind);
    const known = state.files.get(fileId);
    if (known?.kind !== kind) throw badRequest('wrong file identifier/HTTP URL specified');
    return { ...known, fileId, kind };
  }
  if (sent.content.length === 0) throw badRequest('file must be non-empty');
  if (sent.content.length > (kind === 'photo' ? MOST_PHOTO : MOST_FILE))
    throw new Refused(413, 'Request Entity Too Large');
  const fileId = randomBytes(24).toString('base64url');
  const file = { ...sent, kind };
  state.files.set(fileId, file);
  return { ...file, fileId };
}

function renamed(request: BotRequest, from: string, to: string): ReadonlyMap<string, SentFile> {
  const file = request.files.get(from);
  return new Map(file ? [[to, file]] : []);
}

function chatOf(state: ServiceState, values: BotRequest['values']): ChatState {
  const chat = state.chats.get(Number(values['chat_id']));
  if (!chat) throw badRequest('chat not found');
  if (chat.closed === 'blocked') throw new Refused(403, 'Forbidden: bot was blocked by the user');
  if (chat.closed === 'deactivated') throw new Refused(403, 'Forbidden: user is deactivated');
  return chat;
}

function edited(
  state: ServiceState,
  values: BotRequest['values'],
  otherwise = 'message to edit not found',
): ShownMessage {
  const message = chatOf(state, values).messages.find(({ id }) => id === Number(values['message_id']));
  if (!message || message.isDeleted) throw badRequest(otherwise);
  return message;
}

function change(
  state: ServiceState,
  message: ShownMessage,
  next: Pick<ShownMessage, 'text' | 'markup' | 'buttons'> & { readonly isOther?: boolean },
) {
  if (message.keyboard) throw badRequest("message can't be edited");
  const isSame =
    next.markup === message.markup && JSON.stringify(next.buttons) === JSON.stringify(message.buttons);
  if (isSame && !next.isOther)
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  Object.assign(message, { text: next.text, markup: next.markup, buttons: next.buttons });
  message.edits += 1;
  return asJson(state, message);
}

export function asJson(state: ServiceState, message: ShownMessage) {
  const { id, chatId, text, file, buttons } = message;
  const size = file?.content.length ?? 0;
  return {
    message_id: id,
    date: Math.floor(Date.now() / 1000),
    chat: { id: chatId, type: chatId < 0 ? 'group' : 'private' },
    from: me(state),
    ...(file ? { caption: text } : { text }),
    ...(file?.kind === 'document'
      ? {
          document: {
            file_id: file.fileId,
            file_unique_id: file.fileId,
            file_name: file.name,
            file_size: size,
          },
        }
      : {}),
    ...(file?.kind === 'photo'
      ? {
          photo: [
            { file_id: file.fileId, file_unique_id: file.fileId, width: 800, height: 600, file_size: size },
          ],
        }
      : {}),
    ...(buttons.length > 0 ? { reply_markup: { inline_keyboard: buttons } } : {}),
  };
}

function me({ botId, username }: ServiceState) {
  return { id: botId, is_bot: true, first_name: 'Countinghouse', username };
}

const scopeOf = (values: BotRequest['values']): string =>
  JSON.stringify([values['scope'] ?? { type: 'default' }, values['language_code'] ?? '']);

function textOf(values: BotRequest['values'], name: string): string {
  const value = values[name];
  return value === undefined || value === null ? '' : String(value);
}
