declare const escaped: unique symbol;

/** Text in Telegram's HTML parse mode (Bot API, "Formatting options"): every value in it is escaped. Made by `html` alone. */
export interface BotText {
  readonly [escaped]: true;
  readonly markup: string;
}

type Value = string | number | bigint | BotText | readonly BotText[];

/** `` html`<b>${name}</b>` ``: the markup is the author's, the values are escaped; lists are joined line by line. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): BotText {
  const markup = parts.reduce((text, part, at) => text + written(values[at - 1]!) + part);
  return { markup } as BotText;
}

function written(value: Value): string {
  if (Array.isArray(value)) return (value as readonly BotText[]).map(({ markup }) => markup).join('\n');
  if (typeof value === 'object') return (value as BotText).markup;
  return escapeHtml(String(value));
}

/** The three characters that the parse mode asks for. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
