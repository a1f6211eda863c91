/** As a text may stand in a dump, whoever wrote the dump. */
export function spellings(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  const hex = bytes.toString('hex');
  // Inside a longer text the first and the last characters depend on their neighbours.
  return [text, text.toUpperCase(), text.toLowerCase(), base64.slice(0, -2), hex, hex.toUpperCase()];
}
