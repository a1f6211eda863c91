import type { Toast } from '../../../../panel-kit/index.js';
import type { FieldKind, Option } from '../values/field-kind.js';

/** An action's form as the server describes it (src/host/admin/README.md). */
export interface ActionView {
  readonly title: string;
  readonly opens: string | null;
  readonly confirm: string | null;
  readonly danger: boolean;
  /** to be typed before it runs: what is done cannot be taken back */
  readonly typed?: string | null;
  readonly fields: readonly ActionField[];
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly records: readonly { readonly id: string; readonly title: string }[];
}

export interface ActionField {
  readonly name: string;
  readonly kind: FieldKind | 'rows' | 'hidden';
  readonly label: string;
  readonly required: boolean;
  readonly options: readonly Option[] | null;
  readonly reference: string | null;
  readonly currencyField: string | null;
  readonly columns: readonly ActionField[] | null;
}

export interface ActionDone {
  readonly message: string;
  readonly redirect: string | null;
  readonly download: string | null;
  readonly undo?: Toast['undo'];
  readonly reveal: { readonly label: string; readonly value: string } | null;
}

/** What has been typed: text everywhere, a list of lines for `rows`. */
export type Line = Readonly<Record<string, string>>;
export type Input = Readonly<Record<string, string | readonly Line[]>>;

/** The form as it opens. */
export function startingInput(
  fields: readonly ActionField[],
  defaults: Readonly<Record<string, unknown>>,
): Input {
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      field.kind === 'rows' ? startingLines(field, defaults[field.name]) : asText(defaults[field.name]),
    ]),
  );
}

export function emptyLine(field: ActionField): Line {
  return Object.fromEntries((field.columns ?? []).map(({ name }) => [name, '']));
}

/** As the server takes it: boxes as booleans, lines that nobody filled in left out. */
export function inputToSend(fields: readonly ActionField[], input: Input): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.map((field) => {
      const value = input[field.name];
      if (field.kind === 'boolean') return [field.name, value === 'true'];
      if (!Array.isArray(value)) return [field.name, value ?? ''];
      const filled = (value as readonly Line[]).filter((line) =>
        Object.values(line).some((part) => part !== ''),
      );
      return [field.name, filled.map((line) => inputToSend(field.columns ?? [], line))];
    }),
  );
}

/** Names of required fields that are still empty; a line's field is `lines.0.price`. */
export function missingFields(fields: readonly ActionField[], input: Input, under = ''): readonly string[] {
  return fields.flatMap((field) => {
    const value = input[field.name];
    if (field.kind !== 'rows')
      return field.required && !value && field.kind !== 'boolean' ? [`${under}${field.name}`] : [];
    const lines = (value as readonly Line[] | undefined) ?? [];
    if (field.required && lines.length === 0) return [`${under}${field.name}`];
    return lines.flatMap((line, index) =>
      missingFields(field.columns ?? [], line, `${under}${field.name}.${index}.`),
    );
  });
}

function startingLines(field: ActionField, value: unknown): readonly Line[] {
  const given = Array.isArray(value) ? (value as readonly Readonly<Record<string, unknown>>[]) : [];
  const lines = given.map((line) =>
    Object.fromEntries(
      Object.entries({ ...emptyLine(field), ...line }).map(([name, part]) => [name, asText(part)]),
    ),
  );
  return lines.length > 0 || !field.required ? lines : [emptyLine(field)];
}

function asText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value as string | number | boolean);
}
