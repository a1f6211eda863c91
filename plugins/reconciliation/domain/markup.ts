// What XML and SGML have in common for a reader that trusts neither: tags one after the other, in one pass, whatever is hidden in them.
import { refuse } from './statement-refused.js';

/** Nothing that a bank writes is nested as deep; a bomb is. */
export const DEEPEST = 64;
const LONGEST_NAME = 128;
const NAME = /^[A-Za-z][\w.:-]*$/;

export interface Tag {
  readonly kind: 'open' | 'close' | 'empty';
  /** as written, prefix included */
  readonly name: string;
  /** where its "<" stands, and what follows its ">" */
  readonly from: number;
  readonly to: number;
  /** 1-based */
  readonly line: number;
}

/**
 * The tags of a text in their order. Comments, CDATA and processing instructions are passed over; a document type is refused
 * wherever it stands, for entities are declared there; so is a tag that never ends.
 */
export function* tagsOf(text: string): Generator<Tag> {
  const lines = lineCounter(text);
  let at = text.indexOf('<');
  while (at >= 0) {
    const next = text[at + 1] ?? '';
    if (next === '!' || next === '?') {
      at = text.indexOf('<', pastDeclaration(text, at, lines));
      continue;
    }
    if (!/[A-Za-z/_]/.test(next)) {
      // A bare "<" of a text that was not escaped.
      at = text.indexOf('<', at + 1);
      continue;
    }
    const end = tagEnd(text, at);
    if (end < 0) refuse('markup-cut-off', { line: lines(at) });
    const isClosing = next === '/';
    const isEmpty = text[end - 1] === '/';
    const name = nameOf(text.slice(at + (isClosing ? 2 : 1), Math.min(end, at + LONGEST_NAME + 2)));
    if (name === null)
      refuse('markup-broken', { line: lines(at), tag: text.slice(at, Math.min(end + 1, at + 40)) });
    yield {
      kind: isClosing ? 'close' : isEmpty ? 'empty' : 'open',
      name,
      from: at,
      to: end + 1,
      line: lines(at),
    };
    at = text.indexOf('<', end + 1);
  }
}

function nameOf(inside: string): string | null {
  const name = /^[^\s/>]*/.exec(inside)?.[0] ?? '';
  return NAME.test(name) && name.length <= LONGEST_NAME ? name : null;
}

/** Where a comment, CDATA section or instruction is over. */
function pastDeclaration(text: string, at: number, lines: (at: number) => number): number {
  const ends = text.startsWith('<!--', at)
    ? '-->'
    : text.startsWith('<![CDATA[', at)
      ? ']]>'
      : text.startsWith('<?', at)
        ? '?>'
        : refuse('markup-doctype', { line: lines(at) });
  const end = text.indexOf(ends, at + 2);
  if (end < 0) refuse('markup-cut-off', { line: lines(at) });
  return end + ends.length;
}

/** The ">" that ends a tag: one within quotes does not. */
function tagEnd(text: string, from: number): number {
  let quote = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '>') return at;
    else if (sign === '<') return -1;
    else if (sign === '"' || sign === "'") quote = sign;
  }
  return -1;
}

/** Counts on from the last place asked for: places must come in their order. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  let counted = 0;
  return (at) => {
    for (
      let next = text.indexOf('\n', counted);
      next >= 0 && next < at;
      next = text.indexOf('\n', next + 1)
    ) {
      line += 1;
      counted = next + 1;
    }
    return line;
  };
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};
const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\dA-Fa-f]{1,6})|([A-Za-z]{2,6}));/g;

/** Text without character references. What is no known one stays as it is written ("AT&T"); nothing is expanded twice. */
export function withoutReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (written, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? written;
    const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : written;
  });
}
