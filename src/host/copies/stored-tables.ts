import { models, type Model } from '../../../generated/model.js';
import type { Owned } from '../../kernel/collect-contributions.js';
import type { CopyRule, StoredTable } from '../../kernel/copies.js';

/** The tables of the Prisma schema with the rules that plugins give them; what a table points to stands before it. */
export function storedTables(rules: readonly Owned<CopyRule>[]): readonly StoredTable[] {
  const byModel = new Map(rules.map(({ value }) => [value.model, value]));
  return parentsFirst(models).map((model) => storedTable(model, byModel.get(model.name) ?? null));
}

/** What finds a sealed value is made from it, by the key of the house that it comes back into. */
function storedTable(model: Model, rule: CopyRule | null): StoredTable {
  return {
    ...{ model: model.name, name: model.table, plugin: model.plugin, rule },
    columns: model.fields.flatMap((field) =>
      field.kind === 'scalar' && (!field.blindIndex || field.id)
        ? [{ name: field.column, kind: field.value, nullable: field.nullable }]
        : [],
    ),
    key: model.primaryKey,
    references: model.foreignKeys.map(({ columns, table, references }) => ({
      ...{ columns, table, to: references },
    })),
    appendOnly: model.appendOnly,
  };
}

/** A table that points to itself is no obstacle; otherwise the order is the schema's. */
function parentsFirst(all: readonly Model[]): readonly Model[] {
  const byTable = new Map(all.map((model) => [model.table, model]));
  const ordered = new Set<Model>();
  const place = (model: Model, way: readonly Model[]): void => {
    if (ordered.has(model)) return;
    if (way.includes(model))
      throw new Error(`Tables point to one another in a circle: ${way.map(({ name }) => name).join(' → ')}`);
    for (const { table } of model.foreignKeys) {
      const parent = byTable.get(table);
      if (parent && parent !== model) place(parent, [...way, model]);
    }
    ordered.add(model);
  };
  for (const model of all) place(model, []);
  return [...ordered];
}
