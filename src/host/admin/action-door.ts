import type { AdminAction, FormField, Undo } from '../../kernel/contributions.js';
import type { Language } from '../../kernel/permissions.js';
import type { Translator } from '../../kernel/ports.js';
import { mustBeFresh, type PanelReader } from './panel-reader.js';
import { PanelRefusal } from './panel-refusal.js';
import { titleOf } from './record-params.js';
import type { PanelAction } from './panel-resource.js';
import { scopeFor, shownTo, type PanelEntry, type PanelRegistry } from './panel-registry.js';
import type { Sentences } from './sentences.js';
import { mustBeTyped, titleToType } from './typed-title.js';

/** The form of a plugin's action, in the reader's language. */
export interface ActionView {
  readonly title: string;
  /** panel address of the page that stands in for a form */
  readonly opens: string | null;
  readonly confirm: string | null;
  readonly danger: boolean;
  /** what has to be typed before it runs */
  readonly typed: string | null;
  readonly fields: readonly FieldView[];
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly records: readonly { readonly id: string; readonly title: string }[];
}

export interface FieldView {
  readonly name: string;
  readonly kind: FormField['kind'];
  readonly label: string;
  readonly required: boolean;
  readonly options: readonly { readonly value: string; readonly label: string }[] | null;
  readonly reference: string | null;
  readonly currencyField: string | null;
  readonly columns: readonly FieldView[] | null;
}

export interface ActionDone {
  readonly message: string;
  readonly redirect: string | null;
  readonly download: string | null;
  /** the door that takes back what was done */
  readonly undo: Undo | null;
  /** shown once, before the reader goes on */
  readonly reveal: { readonly label: string; readonly value: string } | null;
}

const RECORDS_AT_MOST = 500;

/** A form before anybody has said which records it is for. */
export type ActionForm = Pick<ActionView, 'title' | 'confirm' | 'danger' | 'fields'>;

/** The door through which every plugin's action goes: permission first, then the records as the reader's scope shows them. */
export interface ActionDoor {
  view(reader: PanelReader, model: string, action: string, ids: readonly string[]): Promise<ActionView>;
  /** of an action over chosen records */
  formOf(
    reader: PanelReader,
    model: string,
    action: string,
    count: number,
  ): ActionForm & { readonly mustType: boolean };
  run(
    reader: PanelReader,
    model: string,
    action: string,
    ids: readonly string[],
    form: ActionInput,
  ): Promise<ActionDone>;
  /** One of many records that the reader agreed to together: what had to be typed was typed for all of them. */
  runOne(
    reader: PanelReader,
    model: string,
    action: string,
    id: string,
    input: ActionInput['input'],
  ): Promise<ActionDone>;
}

export interface ActionInput {
  readonly input: Readonly<Record<string, unknown>>;
  /** the title, where it has to be typed first */
  readonly typed?: unknown;
}

interface Entered {
  readonly entry: PanelEntry;
  readonly action: PanelAction;
  readonly records: readonly { readonly id: string; readonly title: string }[];
}

export function makeActionDoor(
  registry: PanelRegistry,
  translator: Translator,
  sentences: Sentences,
): ActionDoor {
  const enter = async (
    reader: PanelReader,
    model: string,
    name: string,
    ids: readonly string[],
  ): Promise<Entered> => {
    const entry = registry.entry(model);
    const action = entry && findAction(entry, name, ids);
    if (!action) throw new PanelRefusal({ code: 'action-unknown' }, 404);
    if (!reader.may(action.permission)) throw new PanelRefusal({ code: 'forbidden' }, 403);
    return { entry, action, records: await readRecords(registry, entry, reader, action, ids) };
  };

  const formFor = (
    reader: PanelReader,
    entry: PanelEntry,
    action: PanelAction,
    count: number,
  ): ActionForm => {
    const { model } = entry.resource;
    const { plugin } = action;
    const key = `${plugin}:actions.${model.name}.${action.name}`;
    return {
      title: translator.text(reader.language, `${key}.title`),
      confirm: action.confirm
        ? translator.text(reader.language, `${key}.confirm`, { count: Math.max(1, count) })
        : null,
      danger: action.danger ?? false,
      fields: (action.form ?? []).map((field) =>
        fieldView(translator, reader.language, plugin, `${key}.fields`, field),
      ),
    };
  };

  const perform = async (
    reader: PanelReader,
    { action, records }: Entered,
    input: ActionInput['input'],
  ): Promise<ActionDone> => {
    if (action.reauthenticate) await mustBeFresh(reader);
    const { plugin, context } = action;
    await refuseUnreachable(registry, reader, action.form ?? [], input);
    const outcome = await action.run({
      context,
      actor: reader.actor,
      language: reader.language,
      ids: records.map(({ id }) => id),
      input: formInput(action.form ?? [], input),
    });
    if (!outcome.ok) throw new PanelRefusal(outcome.error, 422, plugin);
    const { message, redirect, download, reveal, undo } = outcome.value;
    return {
      message: sentences.message(reader.language, plugin, message),
      redirect: redirect ?? null,
      download: download ?? null,
      undo: undo ?? null,
      reveal: reveal
        ? { label: sentences.message(reader.language, plugin, { key: reveal.label }), value: reveal.value }
        : null,
    };
  };

  return {
    formOf(reader, model, name, count) {
      const entry = registry.entry(model);
      const action = entry?.resource.actions.find((known) => known.name === name && known.on === 'bulk');
      if (!entry || !action) throw new PanelRefusal({ code: 'action-unknown' }, 404);
      return { ...formFor(reader, entry, action, count), mustType: action.typed ?? false };
    },
    async view(reader, model, name, ids) {
      const { entry, action, records } = await enter(reader, model, name, ids);
      const request = {
        context: action.context,
        actor: reader.actor,
        language: reader.language,
        ids: records.map(({ id }) => id),
      };
      return {
        opens: action.page ? `/admin/pages/${action.page}?id=${records[0]?.id ?? ''}` : null,
        ...formFor(reader, entry, action, records.length),
        typed: action.typed ? titleToType(records) : null,
        defaults: plainJson(await action.defaults?.(request)) ?? {},
        records,
      };
    },
    async run(reader, model, name, ids, { input, typed }) {
      const entered = await enter(reader, model, name, ids);
      if (entered.action.typed) mustBeTyped(titleToType(entered.records), typed);
      return perform(reader, entered, input);
    },
    async runOne(reader, model, name, id, input) {
      return perform(reader, await enter(reader, model, name, [id]), input);
    },
  };
}

/** One name may stand for a button on a record and one over chosen rows. */
function findAction(entry: PanelEntry, name: string, ids: readonly string[]): PanelAction | null {
  const named = entry.resource.actions.filter((action) => action.name === name);
  const wanted = ids.length === 0 ? 'resource' : ids.length === 1 ? 'record' : 'bulk';
  return (
    named.find((action) => action.on === wanted) ??
    named.find((action) => (action.on === 'resource') === (ids.length === 0)) ??
    null
  );
}

async function readRecords(
  registry: PanelRegistry,
  entry: PanelEntry,
  reader: PanelReader,
  action: AdminAction,
  ids: readonly string[],
) {
  if (action.on === 'resource') return [];
  const wanted = [...new Set(ids)];
  if (wanted.length > RECORDS_AT_MOST || (action.on === 'record' && wanted.length !== 1))
    throw new PanelRefusal({ code: 'too-many-records', max: RECORDS_AT_MOST }, 400);
  const rows = await entry.reads.byIds(registry.database, scopeFor(entry, reader), wanted);
  if (rows.length !== wanted.length) throw new PanelRefusal({ code: 'record-unknown' }, 404);
  const { idField } = entry.resource;
  if (rows.some((row) => action.available?.(row) === false))
    throw new PanelRefusal({ code: 'action-unavailable' }, 422);
  const byId = new Map(rows.map((row) => [String(row[idField.name]), row]));
  const shown = shownTo(registry, reader);
  return wanted.map((id) => ({ id, title: titleOf(entry.resource, byId.get(id) ?? {}, shown) }));
}

function fieldView(
  translator: Translator,
  language: Language,
  plugin: string,
  key: string,
  field: FormField,
): FieldView {
  return {
    name: field.name,
    kind: field.kind,
    label: translator.text(language, `${key}.${field.name}`),
    required: field.required ?? false,
    options:
      field.options?.map((value) => ({
        value,
        label: translator.text(language, `${plugin}:statuses.${value}`),
      })) ?? null,
    reference: field.reference ?? null,
    currencyField: field.currencyField ?? null,
    columns: field.columns?.map((column) => fieldView(translator, language, plugin, key, column)) ?? null,
  };
}

/** Fields that the form does not have are not passed on. */
function formInput(
  form: readonly FormField[],
  input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    form
      .filter(({ name }) => Object.hasOwn(input, name))
      .map((field) => [field.name, fieldInput(field, input[field.name])]),
  );
}

function fieldInput(field: FormField, value: unknown): unknown {
  if (field.kind !== 'rows') return value;
  const rows = Array.isArray(value) ? value.slice(0, 1000) : [];
  return rows.map((row: unknown) =>
    formInput(
      field.columns ?? [],
      (typeof row === 'object' && row !== null ? row : {}) as Record<string, unknown>,
    ),
  );
}

/** A form may name only records that the reader could have chosen. */
async function refuseUnreachable(
  registry: PanelRegistry,
  reader: PanelReader,
  form: readonly FormField[],
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const field of form) {
    const value = input[field.name];
    if (field.kind === 'rows' && Array.isArray(value)) {
      for (const row of value.slice(0, 1000) as unknown[])
        await refuseUnreachable(
          registry,
          reader,
          field.columns ?? [],
          (row ?? {}) as Record<string, unknown>,
        );
    }
    if (field.kind !== 'reference' || !field.reference || typeof value !== 'string' || value === '') continue;
    const target = registry.entry(field.reference);
    const found = target
      ? await target.reads.byIds(registry.database, scopeFor(target, reader), [value])
      : [{}];
    if (found.length === 0) throw new PanelRefusal({ code: 'record-unknown' }, 404);
  }
}

/** Defaults may carry bigints and dates. */
function plainJson(value: unknown): Record<string, unknown> | null {
  if (value === undefined || value === null) return null;
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)),
  ) as Record<string, unknown>;
}
