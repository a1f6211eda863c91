import type {
  AdminAction,
  AdminPage,
  AdminResource,
  CliCommand,
  DashboardWidget,
  DemoSeed,
  ExtensionPoint,
  HealthCheck,
  HttpRoute,
  JobDefinition,
  SearchProvider,
  ServiceToken,
  Subscription,
} from './contributions.js';
import type { Actor, PermissionDeclaration, PermissionName } from './permissions.js';
import type { Database, Documents, Jobs, Logger, Organisation, Storage, Translator } from './ports.js';
import type { SettingsSchema, SettingsValues } from './settings.js';
import type { Clock } from '../values/clock.js';

export type ProcessRole = 'web' | 'worker' | 'bot';

/** What a plugin is given when it runs: scoped to its name, never the web server, the panel's options or the raw client. */
export interface PluginContext<Settings extends SettingsSchema = SettingsSchema> {
  readonly plugin: string;
  readonly log: Logger;
  readonly clock: Clock;
  readonly database: Database;
  readonly jobs: Jobs;
  readonly documents: Documents;
  readonly translator: Translator;
  readonly storage: Storage;
  /** the plugin's own settings, read fresh (cached for a second) */
  settings(): Promise<SettingsValues<Settings>>;
  organisation(): Promise<Organisation>;
  /** whether the actor has the permission; for doors inside a door (a kind of import, a line of a report) */
  may(actor: Actor, permission: PermissionName): boolean;
  /** a service of a plugin that this one requires (or of itself); null only for one that it names `optional` and that is absent */
  use<Service>(token: ServiceToken<Service>): Service;
  useOptional<Service>(token: ServiceToken<Service>): Service | null;
  /** what others contributed to a point that this plugin offers, in the order of the requirement graph */
  contributions<Value>(point: ExtensionPoint<Value>): readonly Contributed<Value>[];
}

export interface Contributed<Value> {
  readonly plugin: string;
  readonly value: Value;
  /** the contributor's own context */
  readonly context: PluginContext;
}

/** Passed to `register`: it only collects. No I/O, nothing asynchronous. */
export interface House {
  resource(resource: AdminResource): void;
  action(action: AdminAction): void;
  page(page: AdminPage): void;
  widget(widget: DashboardWidget): void;
  route(route: HttpRoute): void;
  job<Data>(job: JobDefinition<Data>): void;
  on<Payload>(subscription: Subscription<Payload>): void;
  command(command: CliCommand): void;
  healthCheck(check: HealthCheck): void;
  search(provider: SearchProvider): void;
  seed(seed: DemoSeed): void;
  /** this plugin owns the point */
  offer<Value>(point: ExtensionPoint<Value>): void;
  contribute<Value>(point: ExtensionPoint<Value>, value: Value): void;
  /** made once, at the first use */
  provide<Service>(token: ServiceToken<Service>, make: (context: PluginContext) => Service): void;
}

export interface Plugin<Settings extends SettingsSchema = SettingsSchema> {
  readonly name: string;
  /** semver */
  readonly version: string;
  /** semver range of the house's own version */
  readonly host: string;
  readonly requires?: readonly string[];
  readonly optional?: readonly string[];
  /**
   * The folder with the plugin's own locales/<language>/<plugin>.json and migrations/<dialect>/*.sql, for a plugin that comes from
   * elsewhere: `new URL('.', import.meta.url)`. A plugin of the house keeps them in the house's folders.
   */
  readonly files?: URL;
  /** true: the house does not start without it. Otherwise a failure is reported on the health page. */
  readonly essential?: boolean;
  readonly settings?: Settings;
  readonly permissions: readonly PermissionDeclaration[];
  readonly register: (house: House) => void;
  /** roles of process in which start and stop run; default all */
  readonly roles?: readonly ProcessRole[];
  readonly start?: (context: PluginContext<Settings>) => Promise<void>;
  readonly stop?: (context: PluginContext<Settings>) => Promise<void>;
  /** for start and stop each; default 10 s */
  readonly timeoutMs?: number;
}

/** Checks a plugin against its own settings; the house then sees any plugin alike, whatever its settings are. */
export function definePlugin<const Settings extends SettingsSchema>(plugin: Plugin<Settings>): Plugin {
  return plugin as unknown as Plugin;
}
