// Kysely's types of the tables, and the types in which code reads the model.

const HEADER =
  '// Generated from prisma/schema by scripts/generate.mjs: change the schema, then `npm run generate`.\n';

const TYPES = {
  text: 'string',
  integer: 'number',
  bigint: 'bigint',
  boolean: 'boolean',
  date: 'string',
  datetime: 'Date',
  decimal: 'string',
  bytes: 'Buffer',
};

const pascal = (name) => name.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());
const quoted = (name) => (/^[a-z_]\w*$/i.test(name) ? name : `'${name}'`);
const doc = (text, indent = '') => (text ? `${indent}/** ${text.replaceAll('\n', ' ')} */\n` : '');

export function writeTables(plugin, models) {
  const interfaces = models.map((model) => {
    const columns = model.fields
      .filter((field) => field.kind === 'scalar')
      .map((field) => `${doc(field.documentation, '  ')}  ${quoted(field.column)}: ${columnType(field)};\n`);
    return `${doc(model.documentation)}export interface ${model.name}Table {\n${columns.join('')}}\n`;
  });
  const tables = models.map((model) => `  ${quoted(model.table)}: ${model.name}Table;\n`);
  const body = `${interfaces.join('\n')}\nexport interface ${pascal(plugin)}Tables {\n${tables.join('')}}\n`;
  const imports = body.includes('Generated<') ? "import type { Generated } from 'kysely';\n\n" : '';
  return `${HEADER}${imports}${body}`;
}

function columnType(field) {
  const type = field.nullable ? `${TYPES[field.value]} | null` : TYPES[field.value];
  // Whoever writes what is indexed writes the index: nobody need name it.
  return field.default === null && !field.autoIncrement && !field.blindIndex ? type : `Generated<${type}>`;
}

const MODEL_TYPES = `export type ValueKind = 'text' | 'integer' | 'bigint' | 'boolean' | 'date' | 'datetime' | 'decimal' | 'bytes';

export interface ScalarField {
  readonly kind: 'scalar';
  readonly name: string;
  readonly column: string;
  /** the Prisma type */
  readonly type: string;
  /** MySQL's type as the schema names it: \`{ type: 'VarChar', args: [190] }\` */
  readonly native: { readonly type: string; readonly args: readonly number[] } | null;
  readonly value: ValueKind;
  readonly nullable: boolean;
  /** part of the primary key */
  readonly id: boolean;
  readonly unique: boolean;
  readonly default: string | number | boolean | null;
  /** uniqueness and comparison do not heed upper and lower case */
  readonly caseInsensitive: boolean;
  /** the database counts it up by itself */
  readonly autoIncrement?: boolean;
  /** stands encrypted in the database, under the key of this purpose; \`native\` is what may be written, not what is stored */
  readonly sealed?: string;
  /** a keyed digest of that sealed column, by which equal values are found */
  readonly blindIndex?: { readonly of: string; readonly as: 'email' | 'phone' | 'account' | 'exact' };
  /** what a column of a relation points to */
  readonly references: {
    /** the relation's field in this model */
    readonly relation: string;
    readonly model: string;
    readonly field: string;
    readonly table: string;
    readonly column: string;
  } | null;
  readonly documentation: string;
}

export interface RelationField {
  readonly kind: 'relation';
  readonly name: string;
  readonly model: string;
  readonly list: boolean;
  readonly nullable: boolean;
  /** fields of this model that hold the reference; empty on the side that is pointed at */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly relation: string;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
  readonly onDelete: 'restrict' | 'cascade' | 'set-null';
}

/** A table. Keys and indexes name columns. */
export interface Model {
  readonly name: string;
  /** the plugin (or \`host\`) whose models file declares it */
  readonly plugin: string;
  readonly table: string;
  readonly documentation: string;
  /** conditions over columns that every row meets */
  readonly checks: readonly string[];
  /** the database refuses UPDATE and DELETE */
  readonly appendOnly: boolean;
  readonly primaryKey: readonly string[];
  readonly uniques: readonly (readonly string[])[];
  readonly indexes: readonly (readonly string[])[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly fields: readonly (ScalarField | RelationField)[];
}
`;

export function writeModel(models) {
  return `${HEADER}${MODEL_TYPES}\nexport const models: readonly Model[] = ${JSON.stringify(models, null, 2)};\n`;
}
