import type { Contributions, Owned } from './collect-contributions.js';
import { ENVIRONMENT } from './environment.js';
import { BootRefused } from './failures.js';
import type { PermissionName } from './permissions.js';
import type { Plugin } from './plugin.js';
import { parseSetting } from './setting-values.js';

/** What one plugin contributed, named so that a person finds it, with the permissions that guard it. */
interface Guarded {
  readonly kind: string;
  readonly name: string;
  readonly permissions: readonly (PermissionName | undefined)[];
}

/** The plugin to which a dotted name belongs: `billing.invoice-issued` is billing's. */
export function ownerOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf('.')));
}

/**
 * Holds every contribution against the contract. `everything` is what all plugins contributed, in order.
 * @throws BootRefused with the first fault found
 */
export function checkContributions(plugins: readonly Plugin[], everything: Contributions): void {
  const reach = reachOf(plugins);
  const plugin = (name: string): Plugin => plugins.find((candidate) => candidate.name === name)!;
  for (const each of plugins) checkManifest(each);
  refuseSharedVariables(plugins);
  refuseForeignNames(everything);
  refuseTwins(everything);
  for (const { plugin: owner, value } of guardedOf(everything))
    refuseUnguarded(plugin(owner), value, plugins, reach);
  refuseUnguardedDoors(everything);
  refuseHomelessActions(everything, reach);
  refuseBadExtensions(everything, plugin, plugins);
  refuseBadSubscriptions(everything, plugin);
}

function checkManifest(plugin: Plugin): void {
  for (const { name } of plugin.permissions) refuseForeignName(plugin.name, 'permission', name);
  refuseTwinsOf(
    'permission',
    plugin.permissions.map(({ name }) => ({ plugin: plugin.name, value: name })),
  );
  for (const [name, field] of Object.entries(plugin.settings ?? {})) {
    if (!parseSetting(field, field.default).ok)
      throw new BootRefused('setting-default-invalid', { plugin: plugin.name, name });
  }
}

/** Of two that read one variable, neither could be told to do otherwise than the other. */
function refuseSharedVariables(plugins: readonly Plugin[]): void {
  const declared = plugins.flatMap(({ name: plugin, environment = [] }) =>
    environment.map(({ name }) => ({ plugin, value: name })),
  );
  const houses = ENVIRONMENT.map(({ name }) => ({ plugin: 'host', value: name }));
  refuseTwinsOf('variable of the environment', [...houses, ...declared]);
}

/** For each plugin: itself and all that it requires, down the graph. What is merely optional may be absent, so nothing rests on it. */
function reachOf(plugins: readonly Plugin[]): ReadonlyMap<string, ReadonlySet<string>> {
  const reach = new Map<string, ReadonlySet<string>>();
  // Plugins come in order, so what one needs is already known; the house's own plugin is within everybody's reach.
  for (const { name, requires = [] } of plugins) {
    const needs = requires.flatMap((need) => [...(reach.get(need) ?? [])]);
    reach.set(name, new Set([name, 'host', ...needs]));
  }
  return reach;
}

function refuseForeignNames({ operations, jobs, points, services }: Contributions): void {
  for (const { plugin, value } of operations) refuseForeignName(plugin, 'operation', value.name);
  for (const { plugin, value } of jobs) refuseForeignName(plugin, 'job', value.name);
  for (const { plugin, value } of points) refuseForeignName(plugin, 'extension point', value.name);
  for (const { plugin, value } of services) refuseForeignName(plugin, 'service', value.token.name);
}

function refuseForeignName(plugin: string, kind: string, name: string): void {
  if (ownerOf(name) !== plugin) throw new BootRefused('name-foreign', { plugin, kind, name });
}

/** What is named across the house must be alone of its name there; the rest must be alone within its plugin. */
function refuseTwins(all: Contributions): void {
  const named = <Value>(
    list: readonly Owned<Value>[],
    nameOf: (value: Value, plugin: string) => string,
  ): Owned<string>[] => list.map(({ plugin, value }) => ({ plugin, value: nameOf(value, plugin) }));
  refuseTwinsOf(
    'resource',
    named(all.resources, ({ model }) => model),
  );
  refuseTwinsOf(
    'action',
    named(all.actions, ({ resource, name, on }) => `${resource}.${name} on ${on}`),
  );
  refuseTwinsOf(
    'page',
    named(all.pages, ({ name }, plugin) => `${plugin}/${name}`),
  );
  refuseTwinsOf(
    'widget',
    named(all.widgets, ({ name }, plugin) => `${plugin}/${name}`),
  );
  refuseTwinsOf(
    'route',
    named(all.routes, ({ method, path }, plugin) => `${method} /admin/x/${plugin}${path}`),
  );
  refuseTwinsOf(
    'door',
    named(all.doors, ({ method, path }, plugin) => `${method} /x/${plugin}${path}`),
  );
  refuseTwinsOf(
    'operation',
    named(all.operations, ({ method, path }) => `${method} /api/v1${path}`),
  );
  refuseTwinsOf(
    'operation',
    named(all.operations, ({ name }) => name),
  );
  refuseTwinsOf(
    'job',
    named(all.jobs, ({ name }) => name),
  );
  refuseTwinsOf(
    'subscription',
    named(all.subscriptions, ({ name }, plugin) => `${plugin}.${name}`),
  );
  refuseTwinsOf(
    'command',
    named(all.commands, ({ name }) => name),
  );
  refuseTwinsOf(
    'health check',
    named(all.healthChecks, ({ name }, plugin) => `${plugin}/${name}`),
  );
  refuseTwinsOf(
    'step before migrations',
    named(all.beforeMigrations, ({ name }, plugin) => `${plugin}/${name}`),
  );
  refuseTwinsOf(
    'rule of copies',
    named(all.copyRules, ({ model }) => model),
  );
  refuseTwinsOf(
    'proof',
    named(all.proofs, ({ name }, plugin) => `${plugin}/${name}`),
  );
  refuseTwinsOf(
    'description of personal data',
    named(all.personalData, (_, plugin) => plugin),
  );
  refuseTwinsOf(
    'search',
    named(all.searches, ({ name }, plugin) => `${plugin}/${name}`),
  );
  refuseTwinsOf(
    'seed',
    named(all.seeds, ({ name }, plugin) => `${plugin}/${name}`),
  );
  refuseTwinsOf(
    'extension point',
    named(all.points, ({ name }) => name),
  );
  refuseTwinsOf(
    'service',
    named(all.services, ({ token }) => token.name),
  );
}

function refuseTwinsOf(kind: string, named: readonly Owned<string>[]): void {
  const seen = new Map<string, string>();
  for (const { plugin, value: name } of named) {
    const first = seen.get(name);
    if (first !== undefined)
      throw new BootRefused('contribution-twice', { first, second: plugin, kind, name });
    seen.set(name, plugin);
  }
}

function guardedOf(all: Contributions): readonly Owned<Guarded>[] {
  const guarded = <Value>(
    list: readonly Owned<Value>[],
    guard: (value: Value) => Guarded,
  ): Owned<Guarded>[] => list.map(({ plugin, value }) => ({ plugin, value: guard(value) }));
  return [
    ...guarded(all.resources, ({ model, permissions: { read, create, update, remove } }) => ({
      kind: 'resource',
      name: model,
      // A door that is left out does not exist; reading always does.
      permissions: [read, ...[create, update, remove].filter((door) => door !== undefined)],
    })),
    ...guarded(all.actions, ({ resource, name, permission }) => ({
      kind: 'action',
      name: `${resource}.${name}`,
      permissions: [permission],
    })),
    ...guarded(all.pages, ({ name, permission }) => ({ kind: 'page', name, permissions: [permission] })),
    ...guarded(all.widgets, ({ name, permission }) => ({ kind: 'widget', name, permissions: [permission] })),
    ...guarded(all.routes, ({ method, path, permission }) => ({
      kind: 'route',
      name: `${method} ${path}`,
      permissions: [permission],
    })),
    ...guarded(all.operations, ({ name, permission, answerPermission, fieldPermissions = [] }) => ({
      kind: 'operation',
      name,
      permissions: [
        permission,
        ...(answerPermission === undefined ? [] : [answerPermission]),
        ...fieldPermissions,
      ],
    })),
    ...guarded(all.jobs, ({ name, permission }) => ({ kind: 'job', name, permissions: [permission] })),
    ...guarded(all.searches, ({ name, permission }) => ({ kind: 'search', name, permissions: [permission] })),
  ];
}

function refuseUnguarded(
  plugin: Plugin,
  { kind, name, permissions }: Guarded,
  plugins: readonly Plugin[],
  reach: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const known = plugins
    .filter((other) => reach.get(plugin.name)!.has(other.name))
    .flatMap((other) => other.permissions);
  for (const permission of permissions) {
    if (!permission) throw new BootRefused('permission-unnamed', { plugin: plugin.name, kind, name });
    if (known.every((declared) => declared.name !== permission)) {
      throw new BootRefused('permission-unknown', { plugin: plugin.name, kind, name, permission });
    }
  }
}

function refuseUnguardedDoors({ doors }: Contributions): void {
  for (const { plugin, value } of doors) {
    if (value.guard.trim() !== '') continue;
    throw new BootRefused('door-unguarded', { plugin, name: `${value.method} ${value.path}` });
  }
}

function refuseHomelessActions(
  { actions, resources }: Contributions,
  reach: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  for (const { plugin, value } of actions) {
    const home = resources.find((resource) => resource.value.model === value.resource);
    if (home && reach.get(plugin)!.has(home.plugin)) continue;
    throw new BootRefused('action-homeless', { plugin, name: value.name, resource: value.resource });
  }
}

function refuseBadExtensions(
  { extensions, points }: Contributions,
  plugin: (name: string) => Plugin,
  plugins: readonly Plugin[],
): void {
  for (const { plugin: contributor, value: extension } of extensions) {
    const { point, value } = extension;
    const owner = ownerOf(point.name);
    const facts = { plugin: contributor, point: point.name, owner };
    if (!sees(plugin(contributor), owner)) throw new BootRefused('point-unrequired', facts);
    if (plugins.every(({ name }) => name !== owner)) continue;
    if (points.every((offered) => offered.value.name !== point.name))
      throw new BootRefused('point-unknown', facts);
    const reason = point.refuse(value);
    if (reason !== null) throw new BootRefused('extension-refused', { ...facts, reason });
  }
}

function refuseBadSubscriptions({ subscriptions }: Contributions, plugin: (name: string) => Plugin): void {
  for (const { plugin: subscriber, value } of subscriptions) {
    const owner = ownerOf(value.event.name);
    if (owner === 'host' || sees(plugin(subscriber), owner)) continue;
    throw new BootRefused('event-unrequired', {
      plugin: subscriber,
      name: value.name,
      event: value.event.name,
      owner,
    });
  }
}

/** A plugin sees its own contract and those of plugins that it requires or names optional, no further. */
export function sees(plugin: Pick<Plugin, 'name' | 'requires' | 'optional'>, owner: string): boolean {
  return plugin.name === owner || [...(plugin.requires ?? []), ...(plugin.optional ?? [])].includes(owner);
}
