// HTML parse mode as the Bot API documents it under "Formatting options": which tags there are, and what is left when they are read.
const TAGS = new Set(
  'b strong i em u ins s strike del span a code pre blockquote tg-spoiler tg-emoji'.split(' '),
);
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

export class CannotParse extends Error {}

/** The text that a reader sees. @throws CannotParse with Telegram's own words */
export function parseHtml(markup: string): string {
  const open: string[] = [];
  let text = '';
  let at = 0;
  while (at < markup.length) {
    const rest = markup.slice(at);
    if (rest.startsWith('<')) {
      const tag = /^<(\/?)([a-z][a-z0-9-]*)((?:\s+[a-z-]+(?:="[^"]*"|='[^']*')?)*)\s*>/i.exec(rest);
      if (!tag) throw new CannotParse(`Unsupported start tag at byte offset ${byteOffset(markup, at)}`);
      step(open, tag[2]!.toLowerCase(), tag[1] === '/', byteOffset(markup, at));
      at += tag[0].length;
    } else if (rest.startsWith('&')) {
      const entity = /^&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/i.exec(rest);
      text += entity ? decoded(entity) : '&';
      at += entity ? entity[0].length : 1;
    } else {
      text += rest[0]!;
      at += 1;
    }
  }
  if (open.length > 0)
    throw new CannotParse(`Can't find end tag corresponding to start tag "${open.at(-1)}"`);
  return text;
}

function step(open: string[], name: string, isEnd: boolean, offset: number): void {
  if (!TAGS.has(name)) throw new CannotParse(`Unsupported start tag "${name}" at byte offset ${offset}`);
  if (!isEnd) {
    open.push(name);
    return;
  }
  const last = open.pop();
  if (last === undefined) throw new CannotParse(`Unexpected end tag at byte offset ${offset}`);
  if (last !== name)
    throw new CannotParse(
      `Unmatched end tag at byte offset ${offset}, expected "</${last}>", found "</${name}>"`,
    );
}

function decoded([whole, decimal, hex, name]: RegExpExecArray): string {
  if (decimal) return String.fromCodePoint(Number(decimal));
  if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
  return ENTITIES[name!.toLowerCase()] ?? whole;
}

const byteOffset = (text: string, at: number): number => Buffer.byteLength(text.slice(0, at));
