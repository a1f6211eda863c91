import type { Model, ScalarField, ValueKind } from '../../../generated/model.js';
import type { PermissionName } from '../../kernel/permissions.js';
import type { AdminField, AdminResource } from '../../kernel/contributions.js';

export type FieldKind = NonNullable<AdminField['kind']> | 'date' | 'datetime';

/** When a form may set a field. */
export type Writable = 'never' | 'on-create' | 'always';

/** A column of a model as the panel treats it. Whatever the contribution does not name stays on the server. */
export interface PanelField {
  readonly name: string;
  readonly column: string;
  readonly store: ValueKind;
  readonly kind: FieldKind | null;
  readonly options: readonly string[] | null;
  readonly choices: NonNullable<AdminField['choices']> | null;
  /** a money field's currency: the key in a record's params, and the way to it */
  readonly currency: CurrencyPlace | null;
  readonly reference: string | null;
  readonly visible: boolean;
  /** without it a reader is not told the field */
  readonly permission: PermissionName | null;
  readonly filterable: boolean;
  /** stands encrypted in the database: found by equal values where there is an index of it, and never sorted by */
  readonly sealed: boolean;
  readonly writable: Writable;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly unique: boolean;
  readonly maxLength: number | null;
  /** what the database writes where a new record names nothing; a form starts with it */
  readonly default: string | number | boolean | null;
}

export interface CurrencyPlace {
  readonly param: string;
  /** field of this record; for a currency in another record, the field that points there */
  readonly field: string;
  readonly through: { readonly model: string; readonly field: string } | null;
}

/** Filled by the house, never by a form. */
const KEPT_BY_HOUSE = new Set(['createdAt', 'updatedAt', 'version']);

export function describeFields(model: Model, resource: AdminResource): readonly PanelField[] {
  const shown = new Set([
    ...resource.listFields,
    ...(resource.showFields ?? []),
    ...(resource.editFields ?? []),
    ...(resource.filterFields ?? []),
    ...(resource.searchFields ?? []),
    resource.titleField,
    idFieldOf(model),
    'version',
    ...Object.values(resource.fields ?? {}).flatMap((field) => field.currencyField?.split('.')[0] ?? []),
  ]);
  const filtered = new Set([...(resource.filterFields ?? resource.listFields), ...relatedFieldsOf(model)]);
  return scalarsOf(model).map((field) => {
    const index = indexOf(model, field);
    const declared = resource.fields?.[field.name] ?? {};
    const visible = declared.visible !== false && shown.has(field.name);
    return {
      name: field.name,
      column: field.column,
      store: field.value,
      kind: declared.kind ?? derivedKind(field, declared),
      options: declared.options ?? null,
      choices: declared.choices ?? null,
      currency: declared.kind === 'money' ? currencyPlace(model, declared.currencyField ?? 'currency') : null,
      reference: declared.reference ?? field.references?.model ?? null,
      visible,
      permission: declared.permission ?? null,
      filterable: visible && filtered.has(field.name) && (field.sealed === undefined || index !== null),
      sealed: field.sealed !== undefined,
      writable: writableOf(field, declared, resource),
      nullable: field.nullable,
      required: !field.nullable && field.default === null,
      unique: (index ?? field).unique,
      maxLength: lengthOf(field),
      default: field.default,
    };
  });
}

function indexOf(model: Model, { column }: ScalarField): ScalarField | null {
  return scalarsOf(model).find(({ blindIndex }) => blindIndex?.of === column) ?? null;
}

/** Lists of related records are filtered by the field that points to the record they stand in. */
function relatedFieldsOf(model: Model): readonly string[] {
  return scalarsOf(model)
    .filter((field) => field.references !== null)
    .map((field) => field.name);
}

function writableOf(field: ScalarField, declared: AdminField, resource: AdminResource): Writable {
  if (field.id || KEPT_BY_HOUSE.has(field.name)) return 'never';
  if (declared.editable === false || declared.visible === false) return 'never';
  if (!resource.editFields?.includes(field.name)) return 'never';
  return declared.onCreateOnly ? 'on-create' : 'always';
}

function derivedKind(field: ScalarField, declared: AdminField): FieldKind | null {
  if (declared.reference !== undefined || field.references !== null || field.id) return null;
  if (field.value === 'date' || field.value === 'datetime' || field.value === 'text') return field.value;
  return null;
}

function currencyPlace(model: Model, path: string): CurrencyPlace {
  const [field = path, there] = path.split('.');
  if (there === undefined) return { param: field, field, through: null };
  const reference = scalarsOf(model).find((candidate) => candidate.name === field)?.references?.model;
  if (!reference)
    throw new Error(
      `${model.name}: the currency of a money field is at "${path}", but "${field}" points to no model.`,
    );
  return { param: `${field}_${there}`, field, through: { model: reference, field: there } };
}

export function scalarsOf(model: Model): readonly ScalarField[] {
  return model.fields.filter((field): field is ScalarField => field.kind === 'scalar');
}

/** The panel's addresses carry one id: a model with a key of several columns cannot stand in it. */
export function idFieldOf(model: Model): string {
  const ids = scalarsOf(model).filter((field) => field.id);
  const [id] = ids;
  if (!id || ids.length > 1)
    throw new Error(`${model.name} has no key of one column, so the panel cannot show it.`);
  return id.name;
}

function lengthOf(field: ScalarField): number | null {
  const isCounted = field.native?.type === 'VarChar' || field.native?.type === 'Char';
  return isCounted ? (field.native?.args[0] ?? null) : null;
}
