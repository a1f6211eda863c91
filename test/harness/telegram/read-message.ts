// The rules for what a message may hold: Bot API, "sendMessage", "InlineKeyboardButton", "ReplyKeyboardMarkup".
import { badRequest, type InlineButton } from './chats.js';
import { CannotParse, parseHtml } from './parse-html.js';

export const MOST_TEXT = 4096;
export const MOST_CAPTION = 1024;
const MOST_BUTTONS = 100;

type Values = Readonly<Record<string, unknown>>;

export function readText(
  values: Values,
  name: 'text' | 'caption',
  most: number,
): { text: string; markup: string } {
  const markup = String(values[name] ?? '');
  const mode = String(values['parse_mode'] ?? '');
  if (mode !== '' && mode !== 'HTML')
    throw badRequest(`unsupported parse_mode ${mode}: this house writes HTML`);
  const text = mode === 'HTML' ? parsed(markup) : markup;
  if (name === 'text' && text.trim() === '') throw badRequest('message text is empty');
  if (text.length > most)
    throw badRequest(name === 'text' ? 'message is too long' : 'message caption is too long');
  return { text, markup };
}

function parsed(markup: string): string {
  try {
    return parseHtml(markup);
  } catch (error) {
    if (error instanceof CannotParse) throw badRequest(`can't parse entities: ${error.message}`);
    throw error;
  }
}

interface Markup {
  readonly buttons: readonly (readonly InlineButton[])[];
  readonly keyboard: readonly (readonly string[])[] | null;
}

export function readMarkup(values: Values): Markup {
  const given = values['reply_markup'];
  if (given === undefined || given === '') return { buttons: [], keyboard: null };
  const markup = (typeof given === 'string' ? JSON.parse(given) : given) as Values;
  const inline = markup['inline_keyboard'] as readonly (readonly InlineButton[])[] | undefined;
  const reply = markup['keyboard'] as readonly (readonly (string | { text: string })[])[] | undefined;
  if (inline) return { buttons: checkedInline(inline), keyboard: null };
  if (!reply) return { buttons: [], keyboard: null };
  const keyboard = reply.map((row) => row.map((key) => (typeof key === 'string' ? key : key.text)));
  if (keyboard.length === 0) throw badRequest('reply keyboard must have at least one row');
  if (keyboard.flat().some((label) => label.trim() === ''))
    throw badRequest("can't parse reply keyboard markup JSON object");
  return { buttons: [], keyboard };
}

function checkedInline(rows: readonly (readonly InlineButton[])[]): readonly (readonly InlineButton[])[] {
  const all = rows.flat();
  if (all.length > MOST_BUTTONS) throw badRequest('reply markup is too long');
  for (const { text, callback_data: data, url } of all) {
    if (typeof text !== 'string' || text.trim() === '')
      throw badRequest("can't parse inline keyboard button: Text must be non-empty");
    if ((data === undefined) === (url === undefined))
      throw badRequest('Text buttons are unallowed in the inline keyboard');
    const bytes = Buffer.byteLength(data ?? 'x');
    if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
    if (url !== undefined && !isPublic(url))
      throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  }
  return rows;
}

/** The service takes no address of the reader's own machine, nor one without a dot. */
function isPublic(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol === 'tg:') return true;
  return /^https?:$/.test(protocol) && hostname.includes('.') && hostname !== '127.0.0.1';
}
