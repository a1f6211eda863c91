// The little that three databases do not spell alike about days.
import { sql, type RawBuilder } from 'kysely';
import type { Dialect } from '../../../../src/kernel/ports.js';

/** The first characters of a day: 10 are the day, 7 its month, 4 its year. */
export function dayText(dialect: Dialect, day: RawBuilder<unknown>, length: number): RawBuilder<string> {
  const width = sql.lit(length);
  switch (dialect) {
    case 'sqlite':
      return sql`substr(${day}, 1, ${width})`;
    case 'mysql':
      return sql`left(${day}, ${width})`;
    case 'postgresql':
      return sql`left(to_char(${day}, 'YYYY-MM-DD'), ${width})`;
  }
}

/** Days from one day to another, negative when it is earlier. */
export function daysFrom(
  dialect: Dialect,
  from: RawBuilder<unknown>,
  to: RawBuilder<unknown>,
): RawBuilder<number> {
  switch (dialect) {
    case 'sqlite':
      return sql`cast(julianday(${to}) - julianday(${from}) as integer)`;
    case 'mysql':
      return sql`datediff(${to}, ${from})`;
    case 'postgresql':
      return sql`(${to} - ${from})`;
  }
}

export function daysAfter(
  dialect: Dialect,
  day: RawBuilder<unknown>,
  days: RawBuilder<unknown>,
): RawBuilder<string> {
  switch (dialect) {
    case 'sqlite':
      return sql`date(${day}, '+' || ${days} || ' day')`;
    case 'mysql':
      return sql`(${day} + interval ${days} day)`;
    case 'postgresql':
      return sql`(${day} + ${days})`;
  }
}

export function larger(
  dialect: Dialect,
  one: RawBuilder<unknown>,
  other: RawBuilder<unknown>,
): RawBuilder<never> {
  return dialect === 'sqlite' ? sql`max(${one}, ${other})` : sql`greatest(${one}, ${other})`;
}
