import { sql, type RawBuilder } from 'kysely';
import { CURRENCIES, exponentOf } from '../../../values/currency.js';
import type { PanelField } from '../panel-field.js';
import { fromParam } from '../panel-values.js';
import { allOf, anyOf, columnOf, type Condition } from './condition.js';

export type Comparison = '=' | '>=' | '<=' | '>' | '<';

/**
 * "From 10.00" means ten units of each row's own currency: 10 yen, 10.00 euros, 10.000 dinars. Null where no currency has such an
 * amount.
 */
export function moneyCondition(
  field: PanelField,
  comparison: Comparison,
  text: string,
  currency: RawBuilder<string>,
): Condition | null {
  const exponents = [...new Set(CURRENCIES.map(exponentOf))];
  const groups = exponents.flatMap((exponent): Condition[] => {
    const parsed = fromParam(field, text, exponent);
    if (!parsed.ok || parsed.value === null) return [];
    const amount: Condition = sql`${columnOf(field)} ${sql.raw(comparison)} ${parsed.value}`;
    const codes = CURRENCIES.filter((code) => exponentOf(code) === exponent);
    if (exponent !== 2) return [allOf([amount, sql`${currency} in (${sql.join(codes)})`])];
    const others = CURRENCIES.filter((code) => exponentOf(code) !== 2);
    return [allOf([amount, sql`${currency} not in (${sql.join(others)})`])];
  });
  return groups.length === 0 ? null : anyOf(groups);
}
