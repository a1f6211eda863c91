import { exponentOf, isCurrency } from '../../../values/currency.js';
import { LANGUAGES } from '../../../kernel/permissions.js';
import type { HouseTranslator } from '../../i18n/create-translator.js';
import type { PanelField } from '../panel-field.js';
import type { PanelReader } from '../panel-reader.js';
import { scopeFor, shownTo, type PanelEntry, type PanelRegistry } from '../panel-registry.js';
import { isScaled, toParam } from '../panel-values.js';

export interface Change {
  readonly label: string;
  readonly kind: 'money' | 'rate' | 'quantity' | 'number' | 'date' | 'datetime' | 'month' | 'text';
  readonly currency: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Means {
  readonly registry: PanelRegistry;
  readonly translator: HouseTranslator;
}

type Facts = Readonly<Record<string, unknown>>;

const UNTOLD = new Set(['id', 'version', 'createdAt', 'updatedAt']);

/** What an audit entry says, as far as the reader may see the fields that it says it of. Technical names are left out. */
export async function changesOf(
  means: Means,
  entry: PanelEntry,
  reader: PanelReader,
  stored: { readonly before: Facts | null; readonly after: Facts | null; readonly record: Facts },
): Promise<Change[]> {
  const { before, after, record } = stored;
  const changes: Change[] = [];
  for (const name of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
    const was = before?.[name] ?? null;
    const is = after?.[name] ?? null;
    if (UNTOLD.has(name) || JSON.stringify(was) === JSON.stringify(is)) continue;
    const field = entry.resource.field(name);
    if (field)
      changes.push(...(await changeOf(means, entry, reader, field, { was, is, before, after, record })));
    else changes.push(...(await nestedChanges(means, entry, reader, name, was, is)));
  }
  return changes;
}

interface Values {
  readonly was: unknown;
  readonly is: unknown;
  readonly before: Facts | null;
  readonly after: Facts | null;
  readonly record: Facts;
}

async function changeOf(
  { registry, translator }: Means,
  { resource }: PanelEntry,
  reader: PanelReader,
  field: PanelField,
  { was, is, before, after, record }: Values,
): Promise<Change[]> {
  if (!field.visible || !shownTo(registry, reader)(field)) return [];
  const say = async (value: unknown): Promise<string | null> => {
    if (value === null || value === undefined || value === '' || typeof value === 'object') return null;
    if (field.reference !== null) return titleOf(registry, reader, field.reference, String(value));
    return inWords(translator, resource.plugin, reader, field, value) ?? asParam(field, value, currency);
  };
  const currencyIn = (facts: Facts | null): unknown => field.currency && facts?.[field.currency.param];
  const found = currencyIn(after) ?? currencyIn(before) ?? currencyIn(record);
  const currency = typeof found === 'string' && isCurrency(found) ? found : null;
  const change = { before: await say(was), after: await say(is) };
  if (change.before === change.after) return [];
  const label = translator.text(
    reader.language,
    `${resource.plugin}:resources.${resource.model.name}.fields.${field.name}`,
  );
  return [{ label, kind: kindOf(field), currency, ...change }];
}

/** `{ invoice: { outstanding } }` tells of the record beside this one; a list of rows is told by what names them. */
async function nestedChanges(
  means: Means,
  entry: PanelEntry,
  reader: PanelReader,
  name: string,
  was: unknown,
  is: unknown,
): Promise<Change[]> {
  const relation = entry.resource.model.fields.find(
    (field) => field.kind === 'relation' && field.name === name,
  );
  const model = relation?.kind === 'relation' ? relation.model : name.charAt(0).toUpperCase() + name.slice(1);
  const target = means.registry.entry(model);
  if (!target || !reader.may(target.resource.contribution.permissions.read)) return [];
  const { plugin } = target.resource;
  const say = (key: string): string =>
    means.translator.text(reader.language, `${plugin}:resources.${model}.${key}`);
  if (Array.isArray(was) || Array.isArray(is)) {
    const change = { before: namesOf(was), after: namesOf(is) };
    return change.before === change.after
      ? []
      : [{ label: say('plural'), kind: 'text', currency: null, ...change }];
  }
  const facts = { before: factsOf(was), after: factsOf(is), record: factsOf(is) ?? factsOf(was) ?? {} };
  const inner = await changesOf(means, target, reader, facts);
  return inner.map((change) => ({ ...change, label: `${say('name')}: ${change.label}` }));
}

function factsOf(value: unknown): Facts | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Facts) : null;
}

function namesOf(rows: unknown): string | null {
  if (!Array.isArray(rows)) return null;
  return (
    rows.map((row: Facts) => String(row['description'] ?? row['name'] ?? row['number'] ?? '')).join('; ') ||
    null
  );
}

async function titleOf(
  registry: PanelRegistry,
  reader: PanelReader,
  model: string,
  id: string,
): Promise<string | null> {
  const target = registry.entry(model);
  if (!target) return null;
  const [row] = await target.reads.titles(registry.database, scopeFor(target, reader), [id]);
  return row ? String(row[target.resource.titleField.name] ?? '') : null;
}

/** Null for what is no word of a list. */
function inWords(
  translator: HouseTranslator,
  plugin: string,
  { language }: PanelReader,
  field: PanelField,
  value: unknown,
): string | null {
  if (field.store === 'boolean')
    return translator.text(
      language,
      `host:panel.${value === true || value === 1 || value === 'true' ? 'yes' : 'no'}`,
    );
  if (field.kind === 'language' && LANGUAGES.some((known) => known === value))
    return translator.text(language, `host:login.languages.${String(value)}`);
  if (field.options?.includes(String(value)))
    return translator.text(language, `${plugin}:statuses.${String(value)}`);
  return null;
}

function asParam(field: PanelField, value: unknown, currency: string | null): string {
  if (!isScaled(field) || !/^-?\d+$/.test(String(value))) return String(value);
  const exponent = currency !== null && isCurrency(currency) ? exponentOf(currency) : 2;
  return String(toParam(field, BigInt(String(value)), exponent));
}

function kindOf({ kind, store, reference }: PanelField): Change['kind'] {
  if (reference !== null) return 'text';
  if (kind === 'money' || kind === 'rate' || kind === 'quantity' || kind === 'month') return kind;
  if (kind === 'exchange-rate') return 'quantity';
  if (store === 'date' || store === 'datetime') return store;
  return store === 'integer' || store === 'bigint' ? 'number' : 'text';
}
