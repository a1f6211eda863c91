/** One field of a message: `:61:` with its lines. */
export interface Field {
  /** "61", "60F" */
  readonly tag: string;
  readonly lines: readonly string[];
  /** 1-based line of the file */
  readonly line: number;
}

const TAG = /^:(\d{2}[A-Z]?|NS):(.*)$/;
/** "-" ends a message; banks put "}", an ETX or "XXX" behind it */
const END_OF_MESSAGE = /^-(?:\}.*|XXX)?\p{Cc}*\s*$/u;
const BLOCK_START = /^\{1:.*\{4:/;

/** The fields of an MT940 file in their order. What stands between messages (headers of banks and of SWIFT) is passed over. */
export function fieldsOf(text: string): readonly Field[] {
  const fields: Field[] = [];
  let lines: string[] | null = null;
  text.split(/\r\n|\n|\r/).forEach((raw, index) => {
    const line = raw.replace(BLOCK_START, '');
    const match = TAG.exec(line);
    if (match) {
      const [, tag = '', value = ''] = match;
      lines = [value];
      fields.push({ tag, lines, line: index + 1 });
    } else if (END_OF_MESSAGE.test(line) || /^:\d{3}:$/.test(line)) {
      lines = null;
    } else if (line.trim() !== '') {
      lines?.push(line);
    }
  });
  return fields;
}
