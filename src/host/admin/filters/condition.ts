import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { PanelField } from '../panel-field.js';

export type Condition = RawBuilder<SqlBool>;

export const columnOf = (field: PanelField): RawBuilder<unknown> => sql.ref(`t.${field.column}`);
export const allOf = (parts: readonly Condition[]): Condition =>
  sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
export const anyOf = (parts: readonly Condition[]): Condition =>
  sql<SqlBool>`(${sql.join(parts, sql` or `)})`;

/** True also where SQL cannot tell: what is empty is not equal to anything. */
export const notTrue = (part: Condition): Condition =>
  sql<SqlBool>`(case when ${part} then 1 else 0 end = 0)`;
