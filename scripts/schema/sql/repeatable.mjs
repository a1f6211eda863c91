// MySQL commits every change of a table at once, so a migration that was cut is run again from its beginning; and it neither adds nor
// drops "if (not) exists". Each such change asks the catalogue first.
const COLUMN = /^ALTER TABLE `(\w+)` ADD COLUMN `(\w+)`/;
const NEW_INDEX = /^CREATE (?:UNIQUE )?INDEX `(\w+)` ON `(\w+)`/;
const OLD_INDEX = /^DROP INDEX `(\w+)` ON `(\w+)`/;

/** The statements that do what `statement` does, where it is not done yet. */
export function repeatable(statement) {
  const [, columnTable, column] = COLUMN.exec(statement) ?? [];
  if (column) return unless(countOf('columns', 'column_name', columnTable, column), '= 0', statement);
  const [, index, indexTable] = NEW_INDEX.exec(statement) ?? [];
  if (index) return unless(countOf('statistics', 'index_name', indexTable, index), '= 0', statement);
  const [, old, oldTable] = OLD_INDEX.exec(statement) ?? [];
  if (old) return unless(countOf('statistics', 'index_name', oldTable, old), '> 0', statement);
  return [statement];
}

function countOf(catalogue, named, table, name) {
  return `SELECT COUNT(*) FROM information_schema.${catalogue}
    WHERE table_schema = DATABASE() AND table_name = '${table}' AND ${named} = '${name}'`;
}

function unless(count, isDue, statement) {
  return [
    `SET @change = IF(\n  (${count}) ${isDue},\n  '${statement.replaceAll("'", "''")}', 'DO 0')`,
    'PREPARE change_table FROM @change',
    'EXECUTE change_table',
    'DEALLOCATE PREPARE change_table',
  ];
}
