import { createHash } from 'node:crypto';
import type { HostTables, SettingTable } from '../../../generated/tables/host.js';
import type { Actor } from '../../kernel/permissions.js';
import type { SettingsSource } from '../../kernel/plugin-contexts.js';
import type { Database, QueryHandle, Transaction } from '../../kernel/ports.js';
import { defaultsOf, parseSetting, restoreSetting } from '../../kernel/setting-values.js';
import type { SettingsSchema, SettingsValues } from '../../kernel/settings.js';
import { forUpdate } from '../../query/for-update.js';
import { queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { organisationOf, organisationSettings } from './organisation.js';
import type { SecretKeys } from '../sealing/key-ring.js';
import { placed, takenFrom } from './placed-secret.js';
import { createSecretBox } from './secret-box.js';

type SettingValue = string | number | boolean;

/** A plugin's settings as the panel shows them. */
export interface SettingsView {
  /** without secrets: they are written, never read */
  readonly values: Readonly<Record<string, SettingValue>>;
  /** the secrets that have a value */
  readonly secretsSet: readonly string[];
  /** changes with every write; a form sends it back */
  readonly version: string;
}

export interface SettingsWrite {
  readonly plugin: string;
  readonly schema: SettingsSchema;
  readonly actor: Actor;
  /** an absent setting and an empty secret stay as they are */
  readonly values: Readonly<Record<string, unknown>>;
  /** of the view that was edited; absent: whatever stands there is overwritten */
  readonly version?: string;
}

export interface SettingsStore extends SettingsSource {
  view(plugin: string, schema: SettingsSchema): Promise<SettingsView>;
  /** Refusals: settings-stale; setting-unknown { setting }; those of parseSetting with { setting }. */
  write(write: SettingsWrite): Promise<Result<null, Refusal>>;
}

interface Means extends SecretKeys {
  readonly database: Database;
  readonly clock: Clock;
  /** how long a read may be answered from memory; another process's change is seen after it */
  readonly freshMs?: number;
}

type Row = Pick<SettingTable, 'name' | 'value'> & { readonly updated_at: Date };
type Values = Readonly<Record<string, SettingValue>>;

export function createSettingsStore({ database, clock, freshMs = 1000, ...keys }: Means): SettingsStore {
  const former = createSecretBox(keys, 'settings');
  const recent = new Map<string, { readonly at: number; readonly values: Promise<Values> }>();

  const load = async (plugin: string, schema: SettingsSchema): Promise<Values> => {
    const stored = new Map(
      (await settingsOf(database.queries, plugin).execute()).map(({ name, value }) => [name, value]),
    );
    const values = Object.entries(schema).map(([name, field]) => {
      const value = stored.get(name);
      if (value === undefined) return [name, field.default];
      return [
        name,
        field.kind === 'secret'
          ? takenFrom(value, placeOf(plugin, name), former)
          : restoreSetting(field, value),
      ];
    });
    return Object.fromEntries(values) as Values;
  };

  const read = <Schema extends SettingsSchema>(
    plugin: string,
    schema: Schema,
  ): Promise<SettingsValues<Schema>> => {
    const now = performance.now();
    const known = recent.get(plugin);
    if (known && now - known.at < freshMs) return known.values as Promise<SettingsValues<Schema>>;
    const values = load(plugin, schema);
    recent.set(plugin, { at: now, values });
    values.catch(() => recent.delete(plugin));
    return values as Promise<SettingsValues<Schema>>;
  };

  const save = async (
    tx: Transaction,
    { plugin, schema, actor }: SettingsWrite,
    changes: Values,
  ): Promise<void> => {
    const names = Object.keys(changes);
    const { values: before } = shown(schema, await settingsOf(tx.queries, plugin).execute());
    const rows = names.map((name) => {
      const secret = schema[name]?.kind === 'secret';
      const value = String(changes[name]);
      return {
        plugin,
        name,
        secret,
        value: secret ? placed(value, placeOf(plugin, name)) : value,
        updated_at: clock.now(),
        updated_by: actor.userId,
      };
    });
    // Deleting and inserting is the one upsert that all three dialects know; the transaction makes it one step.
    await queriesOf<HostTables>(tx.queries)
      .deleteFrom('setting')
      .where('plugin', '=', plugin)
      .where('name', 'in', names)
      .execute();
    await queriesOf<HostTables>(tx.queries).insertInto('setting').values(rows).execute();
    await tx.audit({
      actor,
      action: 'host.change-settings',
      entity: 'Setting',
      entityId: plugin,
      before: pick(before, names),
      after: Object.fromEntries(
        names.map((name) => [name, schema[name]?.kind === 'secret' ? '(secret)' : changes[name]]),
      ),
    });
  };

  return {
    read,
    organisation: async () => organisationOf(await read('host', organisationSettings)),
    view: async (plugin, schema) => shown(schema, await settingsOf(database.queries, plugin).execute()),
    async write(write) {
      const changes = parseChanges(write.schema, write.values);
      if (!changes.ok) return changes;
      if (Object.keys(changes.value).length === 0) return ok(null);
      const outcome = await database.transaction(async (tx): Promise<Result<null, Refusal>> => {
        const { version } = shown(
          write.schema,
          await forUpdate(tx.dialect, settingsOf(tx.queries, write.plugin)).execute(),
        );
        if (write.version !== undefined && write.version !== version) return err({ code: 'settings-stale' });
        await save(tx, write, changes.value);
        return ok(null);
      });
      recent.delete(write.plugin);
      return outcome;
    },
  };
}

const settingsOf = (queries: QueryHandle, plugin: string) =>
  queriesOf<HostTables>(queries)
    .selectFrom('setting')
    .select(['name', 'value', 'updated_at'])
    .where('plugin', '=', plugin)
    .orderBy('name');

const placeOf = (plugin: string, name: string): string => `${plugin}/${name}`;

function shown(schema: SettingsSchema, rows: readonly Row[]): SettingsView {
  const secrets = Object.keys(schema).filter((name) => schema[name]?.kind === 'secret');
  const values: Record<string, SettingValue> = { ...defaultsOf(schema) };
  for (const { name, value } of rows) {
    const field = schema[name];
    if (field && field.kind !== 'secret') values[name] = restoreSetting(field, value);
  }
  for (const name of secrets) delete values[name];
  const digest = createHash('sha256');
  for (const { name, value, updated_at } of rows) {
    // The version goes to browsers: a secret that is easy to guess could be guessed from it.
    const said = secrets.includes(name) ? '' : value;
    digest.update(`${name}\0${said}\0${updated_at.getTime()}\0`);
  }
  return {
    values,
    secretsSet: rows.map(({ name }) => name).filter((name) => secrets.includes(name)),
    version: digest.digest('base64url').slice(0, 16),
  };
}

function parseChanges(
  schema: SettingsSchema,
  values: Readonly<Record<string, unknown>>,
): Result<Values, Refusal> {
  const changes: Record<string, SettingValue> = {};
  for (const [setting, value] of Object.entries(values)) {
    const field = Object.hasOwn(schema, setting) ? schema[setting] : undefined;
    if (!field) return err({ code: 'setting-unknown', setting });
    if (field.kind === 'secret' && value === '') continue;
    const parsed = parseSetting(field, value);
    if (!parsed.ok) return err({ ...parsed.error, setting });
    changes[setting] = parsed.value;
  }
  return ok(changes);
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(
    names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]!]),
  );
}
