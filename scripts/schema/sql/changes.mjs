// From the model as it was migrated last to the model of today: statements for one dialect, and what a person has to write.
import { indexName } from './names.mjs';
import {
  check,
  columnDefinition,
  createIndex,
  createTable,
  createUnique,
  dropIndex,
  dropUnique,
  foreignKey,
  quote,
  scalars,
  widened,
} from './statements.mjs';

export function changes(dialect, before, after) {
  const known = new Map(before.map((model) => [model.name, model]));
  const statements = [];
  const byHand = [];
  for (const model of inOrderOfReference(after.filter(({ name }) => !known.has(name)))) {
    statements.push(...createTable(dialect, model));
  }
  for (const model of after.filter(({ name }) => known.has(name))) {
    alterTable(dialect, known.get(model.name), model, { statements, byHand });
  }
  const gone = before.filter((model) => !after.some(({ name }) => name === model.name));
  for (const model of inOrderOfReference(gone).reverse())
    statements.push(`DROP TABLE ${quote(dialect, model.table)}`);
  return { statements, byHand };
}

function alterTable(dialect, before, after, { statements, byHand }) {
  const alter = `ALTER TABLE ${quote(dialect, after.table)}`;
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const without = (all, others) => all.filter((one) => !others.some((other) => same(one, other)));
  const [columnsBefore, columnsAfter] = [before, after].map(
    (model) => new Map(scalars(model).map((field) => [field.column, field])),
  );

  for (const columns of without(before.indexes, after.indexes))
    statements.push(dropIndex(dialect, before, indexName(before, columns)));
  for (const columns of without(before.uniques, after.uniques))
    statements.push(...dropUnique(dialect, before, columns));
  for (const [column, field] of columnsAfter) {
    const was = columnsBefore.get(column);
    if (!was) {
      if (!field.nullable && field.default === null)
        byHand.push(`${after.table}.${column} is new, required and without a default`);
      statements.push(`${alter} ADD COLUMN ${columnDefinition(dialect, after, field)}`);
    } else if (columnDefinition(dialect, before, was) === columnDefinition(dialect, after, field)) {
      continue;
    } else if (was.sealed === undefined && field.sealed !== undefined && was.nullable === field.nullable) {
      // A text that is sealed from now on takes more room; nothing of it is lost.
      statements.push(`${alter} ${widened(dialect, after, field)}`);
    } else {
      byHand.push(
        `${after.table}.${column} changes from ${columnDefinition(dialect, before, was)} to ${columnDefinition(dialect, after, field)}`,
      );
    }
  }
  for (const columns of without(after.uniques, before.uniques))
    statements.push(...createUnique(dialect, after, columns));
  for (const columns of without(after.indexes, before.indexes))
    statements.push(createIndex(dialect, after, columns));
  for (const key of without(after.foreignKeys, before.foreignKeys)) {
    if (dialect === 'sqlite') byHand.push(`${after.table} gets a reference to ${key.table}`);
    else statements.push(`${alter} ADD ${foreignKey(dialect, after, key)}`);
  }
  for (const condition of without(after.checks, before.checks)) {
    if (dialect === 'sqlite') byHand.push(`${after.table} gets the check ${condition}`);
    else statements.push(`${alter} ADD ${check(dialect, after, condition)}`);
  }
  for (const key of without(before.foreignKeys, after.foreignKeys))
    byHand.push(`${after.table} loses its reference to ${key.table}`);
  for (const condition of without(before.checks, after.checks))
    byHand.push(`${after.table} loses the check ${condition}`);
  for (const column of columnsBefore.keys()) {
    if (!columnsAfter.has(column)) statements.push(`${alter} DROP COLUMN ${quote(dialect, column)}`);
  }
}

/** A table after those that it points to. */
function inOrderOfReference(models) {
  const ordered = [];
  const visit = (model) => {
    if (ordered.includes(model)) return;
    for (const { table } of model.foreignKeys) {
      const target = models.find((other) => other.table === table);
      if (target && target !== model) visit(target);
    }
    ordered.push(model);
  };
  models.forEach(visit);
  return ordered;
}
