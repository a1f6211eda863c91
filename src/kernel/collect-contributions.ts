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
  JobDefinition,
  PersonalDataOf,
  PublicDoor,
  SearchProvider,
  ServiceToken,
  Subscription,
} from './contributions.js';
import type { CopyRule, Proof } from './copies.js';
import { BootRefused } from './failures.js';
import type { House, Plugin, PluginContext } from './plugin.js';

/** A contribution and whose it is. */
export interface Owned<Value> {
  readonly plugin: string;
  readonly value: Value;
}

export interface Extension {
  readonly point: ExtensionPoint<unknown>;
  readonly value: unknown;
}

export interface ServiceOffer {
  readonly token: ServiceToken<unknown>;
  readonly make: (context: PluginContext) => unknown;
}

/** Everything that plugins contributed, by kind, in the order of the requirement graph. */
export interface Contributions {
  readonly resources: readonly Owned<AdminResource>[];
  readonly actions: readonly Owned<AdminAction>[];
  readonly pages: readonly Owned<AdminPage>[];
  readonly widgets: readonly Owned<DashboardWidget>[];
  readonly routes: readonly Owned<HttpRoute>[];
  readonly doors: readonly Owned<PublicDoor>[];
  readonly operations: readonly Owned<ApiOperation>[];
  readonly jobs: readonly Owned<JobDefinition<unknown>>[];
  readonly subscriptions: readonly Owned<Subscription<unknown>>[];
  readonly commands: readonly Owned<CliCommand>[];
  readonly healthChecks: readonly Owned<HealthCheck>[];
  readonly beforeMigrations: readonly Owned<BeforeMigrations>[];
  readonly copyRules: readonly Owned<CopyRule>[];
  readonly proofs: readonly Owned<Proof>[];
  readonly personalData: readonly Owned<PersonalDataOf>[];
  readonly searches: readonly Owned<SearchProvider>[];
  readonly seeds: readonly Owned<DemoSeed>[];
  readonly points: readonly Owned<ExtensionPoint<unknown>>[];
  readonly extensions: readonly Owned<Extension>[];
  readonly services: readonly Owned<ServiceOffer>[];
}

export const CONTRIBUTION_KINDS = [
  'resources',
  'actions',
  'pages',
  'widgets',
  'routes',
  'doors',
  'operations',
  'jobs',
  'subscriptions',
  'commands',
  'healthChecks',
  'beforeMigrations',
  'copyRules',
  'proofs',
  'personalData',
  'searches',
  'seeds',
  'points',
  'extensions',
  'services',
] as const satisfies readonly (keyof Contributions)[];

/**
 * Runs one plugin's register() and notes what it contributes.
 * @throws BootRefused register-asynchronous, register-late; and whatever register() throws
 */
export function collectContributions(plugin: Plugin): Contributions {
  let isOpen = true;
  const lists: Record<keyof Contributions, Owned<unknown>[]> = {
    resources: [],
    actions: [],
    pages: [],
    widgets: [],
    routes: [],
    doors: [],
    operations: [],
    jobs: [],
    subscriptions: [],
    commands: [],
    healthChecks: [],
    beforeMigrations: [],
    copyRules: [],
    proofs: [],
    personalData: [],
    searches: [],
    seeds: [],
    points: [],
    extensions: [],
    services: [],
  };
  const into = (kind: keyof Contributions) => (value: unknown) => {
    if (!isOpen) throw new BootRefused('register-late', { plugin: plugin.name });
    lists[kind].push({ plugin: plugin.name, value });
  };
  const extension = into('extensions');
  const service = into('services');
  const house: House = {
    resource: into('resources'),
    action: into('actions'),
    page: into('pages'),
    widget: into('widgets'),
    route: into('routes'),
    door: into('doors'),
    operation: into('operations'),
    job: into('jobs'),
    on: into('subscriptions'),
    command: into('commands'),
    healthCheck: into('healthChecks'),
    beforeMigrations: into('beforeMigrations'),
    copying: into('copyRules'),
    proof: into('proofs'),
    personalData: into('personalData'),
    search: into('searches'),
    seed: into('seeds'),
    offer: into('points'),
    contribute: (point, value) => extension({ point, value }),
    provide: (token, make) => service({ token, make }),
  };
  try {
    refusePromise(plugin.name, plugin.register(house));
  } finally {
    isOpen = false;
  }
  // The House's own signatures are what typed each list; inside they are told apart by kind alone.
  return lists as unknown as Contributions;
}

/** TypeScript lets an async function stand where nothing is returned; the house does not. */
function refusePromise(plugin: string, returned: unknown): void {
  if (!(returned instanceof Promise)) return;
  returned.catch(() => undefined);
  throw new BootRefused('register-asynchronous', { plugin });
}

export function countContributions(contributions: Contributions): number {
  return CONTRIBUTION_KINDS.reduce((sum, kind) => sum + contributions[kind].length, 0);
}
