// What a field's column is called in each database. SQLite keeps any name that it is given: the reader of its answers tells BIGINT,
// BOOLEAN, DATE and DATETIME apart by them (src/host/database/sqlite/result-values.ts).

export function columnType(dialect, model, field) {
  return TYPES[dialect](field, isInUniqueKey(model, field));
}

const sized = (name, args) => (args.length > 0 ? `${name}(${args.join(', ')})` : name);
/** What a sealed text takes is longer by a third and its head: the schema's own type is what people may write. */
function textType(field) {
  const written = field.native ?? { type: 'VarChar', args: [191] };
  if (field.sealed === undefined) return written;
  return { type: written.type.endsWith('Text') ? 'LongText' : 'Text', args: [] };
}

const TYPES = {
  mysql(field, isKey) {
    if (field.value === 'text') return mysqlText(field, isKey);
    const { type, args } = field.native ?? { type: null, args: [] };
    if (field.value === 'boolean') return 'BOOLEAN';
    if (field.value === 'integer') return 'INT';
    if (field.value === 'bigint') return 'BIGINT';
    return sized(type.toUpperCase(), args);
  },

  postgresql(field) {
    if (field.value === 'text') {
      const { type, args } = textType(field);
      return type.endsWith('Text') ? 'TEXT' : sized('VARCHAR', args);
    }
    const names = { integer: 'INTEGER', bigint: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE', bytes: 'BYTEA' };
    if (field.value === 'datetime') return 'TIMESTAMP(3)';
    return names[field.value] ?? sized('DECIMAL', field.native.args);
  },

  sqlite(field) {
    if (field.value === 'text') {
      // It heeds no length, so a column that is sealed later stays as it is.
      const { type, args } = field.native ?? textType(field);
      const name = type.endsWith('Text') ? 'TEXT' : sized('VARCHAR', args);
      return field.caseInsensitive ? `${name} COLLATE NOCASE` : name;
    }
    const names = {
      integer: 'INT',
      bigint: 'BIGINT',
      boolean: 'BOOLEAN',
      date: 'DATE',
      datetime: 'DATETIME',
      bytes: 'BLOB',
    };
    // Any other name with DECIMAL in it would be stored as a float.
    return names[field.value] ?? sized('DECIMAL_TEXT', field.native.args);
  },
};

/** Codes and ids compare exactly, as on the other databases, and ids take a quarter of the room; names compare as people do. */
function mysqlText(field, isKey) {
  const { type, args } = textType(field);
  const name = sized(type.toUpperCase(), args);
  if (type === 'Char') return `${name} CHARACTER SET ascii COLLATE ascii_bin`;
  return isKey && !field.caseInsensitive ? `${name} COLLATE utf8mb4_bin` : name;
}

function isInUniqueKey(model, field) {
  return [model.primaryKey, ...model.uniques].some((columns) => columns.includes(field.column));
}
