import type { Clock } from '../values/clock.js';
import type { Copies } from './copies.js';
import type { ExtensionPoint, ServiceToken } from './extension-points.js';
import type { HouseHealth } from './health-report.js';
import type { Actor, PermissionName } from './permissions.js';
import type {
  Cache,
  Database,
  Documents,
  Jobs,
  Logger,
  Mail,
  Organisation,
  People,
  PersonalData,
  Records,
  Signatures,
  Storage,
  Translator,
} from './ports.js';
import type { SettingsSchema, SettingsValues } from './settings.js';

/** What a plugin is given when it runs: scoped to its name, never the web server, the panel's options or the raw client. */
export interface PluginContext<Settings extends SettingsSchema = SettingsSchema> {
  readonly plugin: string;
  /** of the house, semver */
  readonly houseVersion: string;
  readonly log: Logger;
  readonly clock: Clock;
  readonly database: Database;
  readonly jobs: Jobs;
  readonly documents: Documents;
  readonly translator: Translator;
  readonly storage: Storage;
  readonly records: Records;
  readonly cache: Cache;
  readonly people: People;
  readonly mail: Mail;
  readonly signatures: Signatures;
  readonly personalData: PersonalData;
  readonly copies: Copies;
  /** what the environment says of the variables that the plugin declares; those that are not set, or empty, are absent */
  readonly environment: Readonly<Record<string, string>>;
  /** the plugin's own settings, read fresh (cached for a second) */
  settings(): Promise<SettingsValues<Settings>>;
  organisation(): Promise<Organisation>;
  /** whether the actor has the permission; for doors inside a door (a kind of import, a line of a report) */
  may(actor: Actor, permission: PermissionName): boolean;
  /** the house's health checks, run now; for whoever has `host.health.read`, which the door asks */
  health(): Promise<HouseHealth>;
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
