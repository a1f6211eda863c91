// Prisma's DMMF, put as the house reads it: tables and columns by their database names, every value by its kind.

const CASCADES = { Cascade: 'cascade', SetNull: 'set-null' };

export function describeModels(datamodel, owners) {
  const tables = new Map(datamodel.models.map((model) => [model.name, model]));
  return datamodel.models.map((model) => {
    const columnOf = (name) => columnNames(model).get(name);
    const keys = (type) =>
      datamodel.indexes
        .filter((index) => index.model === model.name && index.type === type)
        .map((index) => index.fields.map(({ name }) => columnOf(name)));
    return {
      name: model.name,
      plugin: owners.get(model.name),
      table: model.dbName ?? model.name,
      documentation: proseOf(model.documentation),
      checks: checksOf(model.documentation),
      appendOnly: /^@append-only$/m.test(model.documentation ?? ''),
      primaryKey: keys('id')[0],
      uniques: keys('unique'),
      indexes: keys('normal'),
      foreignKeys: foreignKeysOf(model, tables),
      fields: model.fields.map((field) =>
        field.kind === 'object' ? describeRelation(field) : describeScalar(field, model, tables),
      ),
    };
  });
}

function describeScalar(field, model, tables) {
  const [type, args] = field.nativeType ?? [null, []];
  return {
    kind: 'scalar',
    name: field.name,
    column: field.dbName ?? field.name,
    type: field.type,
    native: type && { type, args: args.map(Number) },
    value: valueOf(field),
    nullable: !field.isRequired,
    id: isInPrimaryKey(field, model),
    unique: field.isUnique,
    default: field.hasDefaultValue ? literalDefault(field, model) : null,
    caseInsensitive: /^@case-insensitive$/m.test(field.documentation ?? ''),
    ...(/^@auto-increment$/m.test(field.documentation ?? '') ? { autoIncrement: true } : {}),
    ...sealingOf(field, model),
    references: referenceOf(field, model, tables),
    documentation: proseOf(field.documentation),
  };
}

const SPELLINGS = ['email', 'phone', 'account', 'exact'];

/** `@sealed <purpose>`, and on the column beside it `@blind-index <field> <spelling>`. */
function sealingOf({ name, type, documentation = '', nativeType }, model) {
  const [, purpose] = /^@sealed ([a-z]+)$/m.exec(documentation) ?? [];
  const [, indexed, spelling] = /^@blind-index (\w+) (\w+)$/m.exec(documentation) ?? [];
  if (purpose !== undefined && type !== 'String' && type !== 'Bytes')
    throw new Error(`${model.name}.${name}: only texts and bytes are sealed.`);
  if (indexed === undefined) return purpose === undefined ? {} : { sealed: purpose };
  const source = model.fields.find((field) => field.name === indexed);
  if (!/^@sealed /m.test(source?.documentation ?? ''))
    throw new Error(`${model.name}.${name} indexes ${indexed}, which is no sealed field.`);
  if (!SPELLINGS.includes(spelling) || Number(nativeType?.[1]) < 43)
    throw new Error(
      `${model.name}.${name}: a blind index takes 43 characters, spelled as ${SPELLINGS.join(', ')}.`,
    );
  return { blindIndex: { of: columnNames(model).get(indexed), as: spelling } };
}

function describeRelation(field) {
  return {
    kind: 'relation',
    name: field.name,
    model: field.type,
    list: field.isList,
    nullable: !field.isRequired,
    /** fields of this model that hold the reference; empty on the side that is pointed at */
    from: field.relationFromFields,
    to: field.relationToFields,
    relation: field.relationName,
  };
}

function proseOf(documentation = '') {
  return documentation
    .split('\n')
    .filter((line) => !line.startsWith('@'))
    .join('\n');
}

function checksOf(documentation = '') {
  return [...documentation.matchAll(/^@check (.+)$/gm)].map(([, condition]) => condition.trim());
}

function valueOf({ name, type, nativeType }) {
  const native = nativeType?.[0];
  if (type === 'DateTime') return native === 'Date' ? 'date' : 'datetime';
  const values = {
    String: 'text',
    Int: 'integer',
    BigInt: 'bigint',
    Boolean: 'boolean',
    Decimal: 'decimal',
    Bytes: 'bytes',
  };
  if (values[type]) return values[type];
  throw new Error(`${name} is of type ${type}, which not every database of the house has: use another.`);
}

/** A default that the process makes (`uuid()`, `now()`) has no place in the schema: ids and instants are given by the house. */
function literalDefault(field, model) {
  if (typeof field.default !== 'object')
    return field.type === 'BigInt' ? Number(field.default) : field.default;
  throw new Error(
    `${model.name}.${field.name}: only literal defaults, the house makes ids and takes instants from its clock.`,
  );
}

function isInPrimaryKey(field, model) {
  return field.isId || (model.primaryKey?.fields.includes(field.name) ?? false);
}

function columnNames(model) {
  return new Map(model.fields.map((field) => [field.name, field.dbName ?? field.name]));
}

function relationsFrom(model) {
  return model.fields.filter((field) => field.kind === 'object' && field.relationFromFields.length > 0);
}

function foreignKeysOf(model, tables) {
  const columns = columnNames(model);
  return relationsFrom(model).map((field) => {
    const target = tables.get(field.type);
    const targetColumns = columnNames(target);
    return {
      columns: field.relationFromFields.map((name) => columns.get(name)),
      table: target.dbName ?? target.name,
      references: field.relationToFields.map((name) => targetColumns.get(name)),
      onDelete: CASCADES[field.relationOnDelete] ?? 'restrict',
    };
  });
}

function referenceOf(field, model, tables) {
  const relation = relationsFrom(model).find(
    ({ relationFromFields: from }) => from.length === 1 && from[0] === field.name,
  );
  if (!relation) return null;
  const target = tables.get(relation.type);
  const [targetField] = relation.relationToFields;
  return {
    relation: relation.name,
    model: target.name,
    field: targetField,
    table: target.dbName ?? target.name,
    column: columnNames(target).get(targetField),
  };
}
