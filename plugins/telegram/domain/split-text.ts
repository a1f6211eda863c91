/** Bot API, "sendMessage" and "sendDocument": UTF-16 units after the entities are read. */
export const MOST_TEXT = 4096;
export const MOST_CAPTION = 1024;

interface Atom {
  readonly source: string;
  /** UTF-16 units that a reader sees; a tag has none */
  readonly length: number;
  readonly kind: 'start' | 'end' | 'text';
}

const ATOM = /<\/[a-z-]+>|<[a-z][^>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]+);|[^]/giu;

/**
 * Cuts a text in HTML parse mode into parts that a message takes: at the end of a paragraph, else of a line, else of a word, else
 * between two characters; never inside a tag or an entity. Tags that are open at a cut are closed, and opened again in the next part.
 */
export function splitText(markup: string, most = MOST_TEXT): readonly string[] {
  const atoms = (markup.match(ATOM) ?? []).map(atomOf);
  const parts: string[] = [];
  let open: readonly string[] = [];
  let from = 0;
  while (from < atoms.length) {
    const to = endOfPart(atoms, from, most);
    const source = atoms.slice(from, to);
    const after = openAfter(source, open);
    const text = source.map((atom) => atom.source).join('');
    if (source.some(({ kind, source: each }) => kind === 'text' && each.trim() !== ''))
      parts.push(`${open.join('')}${trimmedEnd(text)}${closing(after)}`);
    open = after;
    from = afterGap(atoms, to);
  }
  return parts;
}

function atomOf(source: string): Atom {
  if (source.startsWith('</')) return { source, length: 0, kind: 'end' };
  if (source.startsWith('<') && source.length > 1) return { source, length: 0, kind: 'start' };
  // A numbered entity may stand for two units.
  const isEntity = source.startsWith('&') && source.length > 1;
  return { source, length: isEntity ? (source.startsWith('&#') ? 2 : 1) : source.length, kind: 'text' };
}

function endOfPart(atoms: readonly Atom[], from: number, most: number): number {
  const ends = { paragraph: -1, line: -1, word: -1 };
  const worth = most / 3;
  let length = 0;
  for (let at = from; at < atoms.length; at += 1) {
    const { source, length: own } = atoms[at]!;
    if (length + own > most) {
      const end = [ends.paragraph, ends.line, ends.word].find((each) => each > from);
      return end ?? (at > from ? at : at + 1);
    }
    if (source === '\n' && length >= worth) ends[atoms[at + 1]?.source === '\n' ? 'paragraph' : 'line'] = at;
    else if (source === ' ' && length > 0) ends.word = at;
    length += own;
  }
  return atoms.length;
}

function openAfter(atoms: readonly Atom[], before: readonly string[]): readonly string[] {
  const open = [...before];
  for (const { kind, source } of atoms) {
    if (kind === 'start') open.push(source);
    if (kind === 'end') open.pop();
  }
  return open;
}

const closing = (open: readonly string[]): string =>
  open
    .map((tag) => `</${/^<([a-z-]+)/i.exec(tag)![1]}>`)
    .toReversed()
    .join('');

const trimmedEnd = (text: string): string => text.replace(/\s+$/, '');

/** The blanks at a cut belong to neither part. */
function afterGap(atoms: readonly Atom[], from: number): number {
  let at = from;
  while (atoms[at]?.kind === 'text' && /^\s$/.test(atoms[at]!.source)) at += 1;
  return at;
}
