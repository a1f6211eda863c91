import type { BotFile } from '../../contract/feature.js';
import type { BotText } from '../../contract/text.js';
import { MOST_CAPTION, splitText } from '../../domain/split-text.js';
import { forgetFile, knownFile, rememberFile } from '../database/files.js';
import type { BotMeans } from './means.js';
import { TelegramRefused, type CallOptions } from './telegram-client.js';

interface SentFileMessage {
  readonly message_id: number;
  readonly document?: { readonly file_id: string };
  readonly photo?: readonly { readonly file_id: string }[];
}

export interface FileToSend {
  readonly chatId: bigint;
  readonly language: string;
  readonly kind: 'document' | 'photo';
  readonly file: Omit<BotFile, 'content'> & { readonly content: Buffer | { readonly path: string } };
  readonly caption?: BotText;
  /** of buttons below it */
  readonly markup?: object;
}

const UPLOAD_MS = 120_000;

/** Sends Telegram's own copy when it has one, else the bytes. Returns the message's number. */
export async function sendFile(
  { context, client }: Pick<BotMeans, 'context' | 'client'>,
  { chatId, language, kind, file, caption, markup }: FileToSend,
  options: CallOptions,
): Promise<bigint> {
  const [text = ''] = splitText(caption?.markup ?? '', MOST_CAPTION);
  const method = kind === 'photo' ? 'sendPhoto' : 'sendDocument';
  const send = async (content: unknown): Promise<SentFileMessage> =>
    client.call(
      method,
      {
        chat_id: String(chatId),
        [kind]: content,
        ...(text === '' ? {} : { caption: text, parse_mode: 'HTML' }),
        ...(markup ? { reply_markup: markup } : {}),
      },
      { timeoutMs: UPLOAD_MS, ...options },
    );
  const { digest } = file;
  const key = digest === undefined ? null : `${kind === 'photo' ? 'p' : 'd'}:${language}`.slice(0, 5);
  const known = digest === undefined || key === null ? null : await knownFile(context.database, digest, key);
  if (known !== null) {
    try {
      return BigInt((await send(known)).message_id);
    } catch (error) {
      if (!(error instanceof TelegramRefused) || !/wrong file/.test(error.description)) throw error;
      // Another bot's number, or one that Telegram forgot.
      await forgetFile(context.database, digest!, key!);
    }
  }
  const source = 'path' in file.content ? file.content.path : file.content;
  const sent = await send({ source, filename: file.name });
  const fileId = sent.document?.file_id ?? sent.photo?.at(-1)?.file_id;
  if (digest !== undefined && key !== null && fileId !== undefined)
    await rememberFile(context.database, { digest, language: key, fileId, now: context.clock.now() });
  return BigInt(sent.message_id);
}
