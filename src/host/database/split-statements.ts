const DOLLAR_TAG = /\$[a-z_]*\$/iy;
const WORD = /[a-z_][a-z_0-9$]*/iy;
const HAS_BODY = /^\s*create\s+(or\s+replace\s+)?((temp|temporary)\s+)?(trigger|procedure|function)\b/i;

/**
 * The statements of a migration. A semicolon in a text, a quoted name, a comment, a dollar-quoted body or a trigger's BEGIN … END
 * does not end one.
 */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let from = 0;
  let depth = 0;
  let place = 0;
  const finish = (): void => {
    const statement = withoutComments(script.slice(from, place));
    if (statement !== '') statements.push(script.slice(from, place).trim());
    from = place + 1;
    depth = 0;
  };
  while (place < script.length) {
    const skipped = skip(script, place);
    if (skipped > place) {
      place = skipped;
      continue;
    }
    const word = match(WORD, script, place);
    if (word) {
      depth += depthOf(word, script.slice(from, place));
      place += word.length;
      continue;
    }
    if (script[place] === ';' && depth <= 0) finish();
    place += 1;
  }
  finish();
  return statements;
}

/** Only in what has a body: elsewhere BEGIN starts a transaction and CASE … END is one expression. */
function depthOf(word: string, before: string): number {
  if (!HAS_BODY.test(withoutComments(before))) return 0;
  const lower = word.toLowerCase();
  if (lower === 'begin' || lower === 'case') return 1;
  if (lower !== 'end') return 0;
  return -1;
}

/** @returns where the text, name or comment that begins here ends; the same place where none begins */
function skip(script: string, place: number): number {
  const two = script.slice(place, place + 2);
  if (two === '--') return endOf(script, '\n', place + 2);
  if (two === '/*') return endOf(script, '*/', place + 2);
  const quote = script[place];
  // A doubled quote inside a text closes one and opens the next: the same in the end.
  if (quote === "'" || quote === '"' || quote === '`') return endOf(script, quote, place + 1);
  const tag = match(DOLLAR_TAG, script, place);
  return tag ? endOf(script, tag, place + tag.length) : place;
}

function endOf(script: string, closing: string, from: number): number {
  const found = script.indexOf(closing, from);
  return found === -1 ? script.length : found + closing.length;
}

function match(pattern: RegExp, script: string, place: number): string | null {
  pattern.lastIndex = place;
  return pattern.exec(script)?.[0] ?? null;
}

function withoutComments(statement: string): string {
  return statement
    .replace(/--.*$/gm, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .trim();
}
