import type {
  AdminAction,
  AdminPage,
  AdminResource,
  BeforeMigrations,
  ApiOperation,
  CliCommand,
  DashboardWidget,
  DemoSeed,
  ExtensionPoint,
  HealthCheck,
  HttpRoute,
  PublicDoor,
  JobDefinition,
  PersonalDataOf,
  SearchProvider,
  ServiceToken,
  Subscription,
} from './contributions.js';
import type { CopyRule, Proof } from './copies.js';
import type { EnvironmentVariable } from './environment.js';
import type { PermissionDeclaration } from './permissions.js';
import type { PluginContext } from './plugin-context.js';
import type { SettingsSchema } from './settings.js';

export type { Contributed, PluginContext } from './plugin-context.js';

export type ProcessRole = 'web' | 'worker' | 'bot';

/** Passed to `register`: it only collects. No I/O, nothing asynchronous. */
export interface House {
  resource(resource: AdminResource): void;
  action(action: AdminAction): void;
  page(page: AdminPage): void;
  widget(widget: DashboardWidget): void;
  route(route: HttpRoute): void;
  door(door: PublicDoor): void;
  operation(operation: ApiOperation): void;
  job<Data>(job: JobDefinition<Data>): void;
  on<Payload>(subscription: Subscription<Payload>): void;
  command(command: CliCommand): void;
  healthCheck(check: HealthCheck): void;
  beforeMigrations(step: BeforeMigrations): void;
  /** how copies of the database treat one model of this plugin */
  copying(rule: CopyRule): void;
  proof(proof: Proof): void;
  /** what this plugin keeps of people; once */
  personalData(data: PersonalDataOf): void;
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
  /** true: it keeps the house, as backups do. In menus and on the home page it stands after what is daily work. */
  readonly upkeep?: boolean;
  readonly settings?: Settings;
  /** variables of the environment that this plugin reads, and no other does */
  readonly environment?: readonly EnvironmentVariable[];
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
