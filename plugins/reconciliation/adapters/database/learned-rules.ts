import { sql, type Selectable } from 'kysely';
import type { BankRuleTable } from '../../../../generated/tables/reconciliation.js';
import type { Dialect } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { upsertAdding } from '../../../../src/query/upsert.js';
import { mayBeId } from '../../../../src/values/ids.js';
import type { LearnedRules, RuleRecord } from '../../app/learn.js';
import { reconciliationTables } from './tables.js';

export function makeLearnedRules(dialect: Dialect): LearnedRules {
  return {
    async see(queries, rule, at) {
      const insert = reconciliationTables(queries).insertInto('bank_rule').values({
        id: rule.id,
        matches: rule.matches,
        value: rule.value,
        label: rule.label,
        treat: rule.treat,
        representative_id: rule.representativeId,
        write_off_account: rule.writeOffAccount,
        reason: rule.reason,
        state: 'proposed',
        seen: 1,
        decided_by: null,
        created_at: at,
        updated_at: at,
        version: 1,
      });
      await upsertAdding(dialect, insert, { table: 'bank_rule', key: ['id'], add: ['seen'] }).execute();
    },

    async find(queries, ids) {
      if (ids.length === 0) return [];
      const rows = await reconciliationTables(queries)
        .selectFrom('bank_rule')
        .selectAll()
        .where('id', 'in', [...ids])
        .orderBy('matches')
        .orderBy('id')
        .execute();
      return rows.map(ruleOf);
    },

    async all(queries, limit) {
      const rows = await reconciliationTables(queries)
        .selectFrom('bank_rule')
        .selectAll()
        .orderBy(sql`case state when 'proposed' then 0 when 'active' then 1 else 2 end`)
        .orderBy('seen', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(ruleOf);
    },

    async speakers(queries, values) {
      if (values.length === 0) return new Map();
      const rows = await reconciliationTables(queries)
        .selectFrom('bank_rule')
        .select(['matches', 'value', 'representative_id'])
        .where('state', 'in', ['proposed', 'active'])
        .where('treat', '=', 'payer')
        .where('value', 'in', [...new Set(values)])
        .execute();
      const payers = new Map<string, Set<string | null>>();
      for (const { matches, value, representative_id } of rows) {
        const said = `${matches} ${value}`;
        payers.set(said, (payers.get(said) ?? new Set()).add(representative_id));
      }
      return new Map([...payers].map(([said, { size }]) => [said, size]));
    },

    async lock(queries, id) {
      if (!mayBeId(id)) return null;
      const chosen = reconciliationTables(queries).selectFrom('bank_rule').selectAll().where('id', '=', id);
      const row = await forUpdate(dialect, chosen).executeTakeFirst();
      return row ? ruleOf(row) : null;
    },

    async decide(queries, id, { state, by, at }) {
      await reconciliationTables(queries)
        .updateTable('bank_rule')
        .set((row) => ({ state, decided_by: by, updated_at: at, version: row('version', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
  };
}

function ruleOf(row: Selectable<BankRuleTable>): RuleRecord {
  return {
    id: row.id,
    version: row.version,
    matches: row.matches as RuleRecord['matches'],
    value: row.value,
    label: row.label,
    treat: row.treat as RuleRecord['treat'],
    representativeId: row.representative_id,
    writeOffAccount: row.write_off_account,
    reason: row.reason,
    state: row.state as RuleRecord['state'],
    seen: row.seen,
  };
}
