// The schema is written for MySQL. Its variants differ in the provider and in the native types.
export const DERIVED_DIALECTS = ['sqlite', 'postgresql'];

const NATIVE_TYPE = /\s*@db\.(\w+)(\([^)]*\))?/g;

// CHAR pads with blanks on PostgreSQL, and its `text` is as fast: VARCHAR stands for both.
const POSTGRESQL_TYPES = {
  Char: (size) => `VarChar${size}`,
  VarChar: (size) => `VarChar${size}`,
  DateTime: (precision) => `Timestamp${precision}`,
  Date: () => 'Date',
  Decimal: (size) => `Decimal${size}`,
  Text: () => 'Text',
  MediumText: () => 'Text',
  LongText: () => 'Text',
  Blob: () => 'ByteA',
  MediumBlob: () => 'ByteA',
  LongBlob: () => 'ByteA',
};

export function deriveSchema(text, dialect) {
  const withProvider = text
    .replace(/^generator\s+\w+\s*\{[^}]*\}\n?/gm, '')
    .replace(/provider\s*=\s*"mysql"/, `provider = "${dialect}"`);
  return withProvider.replace(NATIVE_TYPE, (_, type, size = '') => {
    if (dialect === 'sqlite') return '';
    const derive = POSTGRESQL_TYPES[type];
    if (!derive)
      throw new Error(
        `@db.${type} has no PostgreSQL counterpart in scripts/schema/derive-dialect.mjs: add one.`,
      );
    return ` @db.${derive(size)}`;
  });
}
