/** Longer ones are cut off by mail programs, and RFC 5322 (2.1.1) asks for lines of 78 characters. */
const LONGEST = 78;

/** One line, whatever was in its values: a line break in a subject would be a header of its own. */
export function subjectLine(text: string): string {
  const line = text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const signs = [...line];
  if (signs.length <= LONGEST) return line;
  const beginning = signs.slice(0, LONGEST - 1).join('');
  const space = beginning.lastIndexOf(' ');
  return `${space > LONGEST / 2 ? beginning.slice(0, space) : beginning}…`;
}
