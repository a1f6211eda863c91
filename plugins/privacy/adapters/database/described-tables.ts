import type { Kysely } from 'kysely';
import { models, type Model, type ScalarField } from '../../../../generated/model.js';
import type { DataClass, PersonalModel, SubjectKind } from '../../../../src/kernel/personal-data.js';
import type { PersonalData, QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

/** Tables of every plugin, by the names that the schema gives. */
export type AnyTables = Record<string, Record<string, unknown>>;
export type AnyRow = Readonly<Record<string, unknown>>;

/** A model that a plugin describes, and how it is stored. */
export interface DescribedTable {
  readonly plugin: string;
  readonly personal: PersonalModel;
  readonly dataClass: DataClass;
  /** `<plugin>.<name>` */
  readonly className: string;
  readonly name: string;
  readonly table: string;
  readonly fields: ReadonlyMap<string, ScalarField>;
  /** columns of the primary key */
  readonly key: readonly string[];
}

export interface DescribedTables {
  readonly all: readonly DescribedTable[];
  /** the one whose rows are subjects of the kind; undefined without the plugin that has it */
  ofSubjects(kind: SubjectKind): DescribedTable | undefined;
  find(model: string): DescribedTable | undefined;
}

export function anyTables(queries: QueryHandle): Kysely<AnyTables> {
  return queriesOf<AnyTables>(queries);
}

export function describedTables({ described }: Pick<PersonalData, 'described'>): DescribedTables {
  const all = described.flatMap(({ plugin, value }) =>
    value.models.map((personal): DescribedTable => {
      const model = modelNamed(personal.model);
      const dataClass = value.classes.find(({ name }) => name === personal.dataClass);
      if (!dataClass) throw new Error(`${plugin} has no class "${personal.dataClass}" of data`);
      return {
        ...{ plugin, personal, dataClass, name: model.name, table: model.table, key: model.primaryKey },
        className: `${plugin}.${dataClass.name}`,
        fields: new Map(scalarsOf(model).map((field) => [field.name, field])),
      };
    }),
  );
  return {
    all,
    ofSubjects: (kind) => all.find(({ personal }) => personal.subject?.kind === kind),
    find: (model) => all.find(({ name }) => name === model),
  };
}

export function columnOf({ fields, name }: DescribedTable, field: string): string {
  const found = fields.get(field);
  if (!found) throw new Error(`The schema has no field ${name}.${field}`);
  return found.column;
}

/** The row's values by the schema's names, whatever the database calls them. */
export function selectionOf({ fields, table }: DescribedTable): string[] {
  return [...fields.values()]
    .filter((field) => field.id || !field.blindIndex)
    .map(({ column, name }) => `${table}.${column} as ${name}`);
}

/** What finds the row again. */
export function keyOf({ fields, key }: DescribedTable, row: AnyRow): AnyRow {
  const named = [...fields.values()];
  return Object.fromEntries(
    key.map((column) => [column, row[named.find((field) => field.column === column)?.name ?? '']]),
  );
}

function modelNamed(name: string): Model {
  const model = models.find((candidate) => candidate.name === name);
  if (!model) throw new Error(`The schema has no model "${name}"`);
  return model;
}

function scalarsOf(model: Model): readonly ScalarField[] {
  return model.fields.filter((field): field is ScalarField => field.kind === 'scalar');
}
