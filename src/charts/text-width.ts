// How wide a text is, without a browser to ask: the server lays charts out by it, the same on every machine. The advances are those of
// DejaVu Sans, the widest of the fonts that charts are drawn with: what fits here fits in all of them.

/** Signs by their advance in hundredths of the font's size. */
const ADVANCES: readonly (readonly [number, string])[] = [
  [20, '\u202f'],
  [30, "IJijl'ІіЇї"],
  [35, ' \u00a0,./:;\\|'],
  [40, '()-[]ft'],
  [45, '!r'],
  [50, '"*_`–'],
  [55, '?cszгзсэєґ'],
  [60, 'FLkvxyвтухчь'],
  [65, '$0123456789EPSTYabdeghnopqu{}ГЕЗРТУабеийклоряЁёҐ€₽«»'],
  [70, 'ABCKRVXZАБВСХЧЬЭЯднпцЄ'],
  [75, 'NUИЙКъ'],
  [80, '&DGHOQДЛНОПЦмы₴'],
  [85, '#+<=>^w~Ъю≤≥−'],
  [90, 'MМФЫф'],
  [95, '%жшщ'],
  [100, '@Wm—…'],
  [110, '№ЖШЩЮ'],
];
const ADVANCE: ReadonlyMap<string, number> = new Map(
  ADVANCES.flatMap(([hundredths, signs]) => [...signs].map((sign): [string, number] => [sign, hundredths])),
);
/** Of a sign that is not listed: a square, as ideographs are. */
const SQUARE = 100;
/** How much wider a bold text is. */
const BOLD = 1.14;

/** Pixels that a line of text takes at a font size in pixels. */
export function widthOf(text: string, size: number, weight: 'plain' | 'bold' = 'plain'): number {
  const hundredths = [...text].reduce((sum, sign) => sum + (ADVANCE.get(sign) ?? SQUARE), 0);
  return (hundredths * size * (weight === 'bold' ? BOLD : 1)) / 100;
}

/** The text, or as much of its beginning as fits, and an ellipsis. */
export function fitted(
  text: string,
  width: number,
  size: number,
  weight: 'plain' | 'bold' = 'plain',
): string {
  if (widthOf(text, size, weight) <= width) return text;
  const signs = [...text];
  while (signs.length > 1 && widthOf(`${signs.join('').trimEnd()}…`, size, weight) > width) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}

/** The text in lines that fit, broken between words; what does not go into `most` lines ends in an ellipsis. */
export function inLines(
  text: string,
  width: number,
  size: number,
  most: number,
  weight: 'plain' | 'bold' = 'plain',
): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = lines.at(-1);
    const longer = line === undefined ? word : `${line} ${word}`;
    if (line !== undefined && widthOf(longer, size, weight) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, most);
  if (lines.length > most) kept[most - 1] = lines.slice(most - 1).join(' ');
  return kept.map((line) => fitted(line, width, size, weight));
}
