// OFX 1 is SGML whose leaves are not closed, OFX 2 is XML, and banks write both in between. Everything becomes plain XML here,
// in one pass: a parser behind it meets neither a missing end tag nor an entity nor a name that it would choke on.
import { DEEPEST, tagsOf, withoutReferences, type Tag } from './markup.js';
import { refuse } from './statement-refused.js';

/** The element that says on which line of the file a transaction begins. */
export const LINE_ELEMENT = 'LINE';

interface Open {
  readonly name: string;
  /** its place among the pieces */
  readonly piece: number;
  readonly line: number;
}

/** `<OFX>…</OFX>` with every element closed, names in capitals, no attributes, no references but `&lt;`, `&gt;` and `&amp;`. */
export function wellFormedOfx(text: string): string {
  const pieces: string[] = [];
  const open: Open[] = [];
  let before: Tag | null = null;
  for (const tag of tagsOf(text)) {
    const value = before?.kind === 'open' ? leafText(text.slice(before.to, tag.from)) : '';
    const name = tag.name.toUpperCase();
    const leaf = value === '' ? undefined : open.pop();
    if (leaf) pieces.push(value, `</${leaf.name}>`);
    const closesLeaf = leaf !== undefined && tag.kind === 'close' && name === leaf.name;
    if (!closesLeaf) takeTag(pieces, open, tag, name);
    before = tag;
    if (open.length === 0 && name === 'OFX' && tag.kind === 'close') break;
  }
  if (pieces.length === 0) refuse('not-a-statement');
  const unclosed = open.at(-1);
  if (unclosed) refuse('markup-cut-off', { line: unclosed.line });
  return pieces.join('');
}

function takeTag(pieces: string[], open: Open[], tag: Tag, name: string): void {
  if (open.length === 0 && name !== 'OFX') return;
  if (tag.kind === 'empty') {
    pieces.push(`<${name}></${name}>`);
  } else if (tag.kind === 'open') {
    open.push({ name, piece: pieces.length, line: tag.line });
    if (open.length > DEEPEST) refuse('markup-too-deep', { line: tag.line, max: DEEPEST });
    pieces.push(`<${name}>`);
    if (name === 'STMTTRN') pieces.push(`<${LINE_ELEMENT}>${tag.line}</${LINE_ELEMENT}>`);
  } else {
    close(pieces, open, tag, name);
  }
}

/** Elements inside that were never closed were empty leaves: what came after them stands beside them, not in them. */
function close(pieces: string[], open: Open[], tag: Tag, name: string): void {
  for (let last = open.pop(); last !== undefined; last = open.pop()) {
    if (last.name === name) {
      pieces.push(`</${name}>`);
      return;
    }
    pieces[last.piece] = `<${last.name}></${last.name}>`;
  }
  refuse('markup-broken', { line: tag.line, tag: `</${tag.name}>` });
}

function leafText(written: string): string {
  const text = withoutReferences(
    written.replace(/<!\[CDATA\[|\]\]>/g, '').replace(/<!--[\s\S]*?-->/g, ''),
  ).trim();
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
