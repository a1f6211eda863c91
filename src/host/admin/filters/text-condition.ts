import { sql, type RawBuilder } from 'kysely';
import type { Dialect } from '../../../kernel/ports.js';
import { anyOf, type Condition } from './condition.js';

/** Where in the text the looked-for part may stand. */
export type Place = 'anywhere' | 'at-the-start' | 'whole';

/** Whatever the case of its letters. `!` escapes on every dialect; a backslash means different things to MySQL and PostgreSQL. */
export function textCondition(
  column: RawBuilder<unknown>,
  text: string,
  place: Place,
  dialect: Dialect,
): Condition {
  const pattern = (spelling: string): string => {
    const escaped = spelling.replaceAll(/[!%_]/g, '!$&');
    if (place === 'whole') return escaped;
    return place === 'anywhere' ? `%${escaped}%` : `${escaped}%`;
  };
  if (dialect === 'postgresql') return sql`${column} ilike ${pattern(text)} escape '!'`;
  if (dialect === 'mysql')
    return sql`convert(${column} using utf8mb4) collate utf8mb4_unicode_ci like ${pattern(text)} escape '!'`;
  return anyOf(spellings(text).map((spelling) => sql`${column} like ${pattern(spelling)} escape '!'`));
}

/** SQLite knows the case of Latin letters only: others are looked for as typed, small, capital, and with a capital first. */
function spellings(text: string): readonly string[] {
  // eslint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(text)) return [text];
  const small = text.toLocaleLowerCase();
  return [
    ...new Set([text, small, text.toLocaleUpperCase(), small.charAt(0).toLocaleUpperCase() + small.slice(1)]),
  ];
}
