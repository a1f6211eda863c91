import { checkContributions } from './check-contributions.js';
import {
  collectContributions,
  CONTRIBUTION_KINDS,
  countContributions,
  type Contributions,
  type Owned,
} from './collect-contributions.js';
import type { BootEntry } from './health-report.js';
import { checkHealth } from './house-health.js';
import { BootRefused, reasonOf } from './failures.js';
import { permissionBook, type May } from './permission-book.js';
import type { PermissionDeclaration } from './permissions.js';
import { createContexts, type SettingsSource } from './plugin-contexts.js';
import { dependantsOf, orderPlugins, type HouseVersion } from './plugin-graph.js';
import type { Plugin, PluginContext, ProcessRole } from './plugin.js';
import type { Database, Ports } from './ports.js';

export interface HouseParts {
  readonly plugins: readonly Plugin[];
  readonly hostVersion: string;
  readonly satisfies: HouseVersion['satisfies'];
  readonly ports: Ports;
  readonly settingsStore: SettingsSource;
}

/** A house put together: everything that its working plugins contribute, in the order of the requirement graph. */
export interface AssembledHouse extends Contributions {
  readonly hostVersion: string;
  /** the plugins that are up, in order */
  readonly plugins: readonly Plugin[];
  readonly permissions: readonly Owned<PermissionDeclaration>[];
  readonly may: May;
  isUp(plugin: string): boolean;
  context(plugin: string): PluginContext;
  /** The plugin's context with services of its own, all over this database in place of the house's: for one piece of work. */
  contextOver(plugin: string, database: Database): PluginContext;
  /** Starts the plugins of these roles in order. @throws BootRefused plugin-failed when an essential one fails */
  start(roles: readonly ProcessRole[]): Promise<void>;
  /** Stops in reverse what was started; a plugin that fails to stop is logged and passed over. */
  stop(): Promise<void>;
  bootReport(): readonly BootEntry[];
}

const DEFAULT_TIMEOUT_MS = 10_000;

interface Standing {
  readonly plugin: Plugin;
  contributions: Contributions | null;
  state: BootEntry['state'];
  ms: number;
  reason: string | null;
}

/**
 * Orders the plugins, runs each register() and checks what they contribute. Nothing is started and nothing is read or written.
 * A register() that throws takes its plugin and those that require it out of the house, unless one of them is essential.
 * @throws BootRefused
 */
export function assembleHouse({
  plugins,
  hostVersion,
  satisfies,
  ports,
  settingsStore,
}: HouseParts): AssembledHouse {
  const ordered = orderPlugins(plugins, { version: hostVersion, satisfies });
  const log = ports.logger('kernel');
  const standings = ordered.map((plugin): Standing => ({
    plugin,
    contributions: null,
    state: 'up',
    ms: 0,
    reason: null,
  }));
  const started: Standing[] = [];
  let current: { readonly all: Contributions; readonly may: May } | null = null;

  const up = (): readonly Standing[] => standings.filter(({ state }) => state === 'up');
  const isUp = (name: string): boolean => up().some(({ plugin }) => plugin.name === name);
  const live = () => (current ??= summarize(up()));

  const withdraw = (failed: Standing, phase: string, cause: unknown): void => {
    const lost = dependantsOf(ordered, failed.plugin.name);
    const essential = standings.find(
      ({ plugin }) => plugin.essential && (plugin === failed.plugin || lost.has(plugin.name)),
    );
    const reason = reasonOf(cause);
    if (essential) {
      const facts = { plugin: failed.plugin.name, phase, reason, essential: essential.plugin.name };
      throw new BootRefused('plugin-failed', facts, { cause });
    }
    Object.assign(failed, { state: 'failed', reason: `${phase}: ${reason}` });
    for (const standing of standings) {
      if (lost.has(standing.plugin.name) && standing.state === 'up') {
        Object.assign(standing, { state: 'withdrawn', reason: `requires ${failed.plugin.name}` });
      }
    }
    current = null;
    log.error({ plugin: failed.plugin.name, phase, err: cause }, 'plugin withdrawn');
  };

  const register = (standing: Standing): void => {
    const begun = performance.now();
    try {
      standing.contributions = collectContributions(standing.plugin);
    } catch (error) {
      if (error instanceof BootRefused) throw error;
      withdraw(standing, 'register', error);
    } finally {
      standing.ms += performance.now() - begun;
    }
  };

  for (const standing of standings) if (standing.state === 'up') register(standing);
  checkContributions(
    up().map(({ plugin }) => plugin),
    live().all,
  );

  const may: May = (actor, permission) => live().may(actor, permission);
  const means = {
    houseVersion: hostVersion,
    plugins: ordered,
    contributions: () => live().all,
    isUp,
    may,
    ports,
    settings: settingsStore,
    health: () => checkHealth(whole),
  };
  const context = createContexts(means);

  const startOne = async (standing: Standing): Promise<void> => {
    const { plugin } = standing;
    const begun = performance.now();
    try {
      await withinTime(plugin, 'start', async () => plugin.start?.(context(plugin.name)));
      started.push(standing);
    } catch (error) {
      withdraw(standing, 'start', error);
    } finally {
      standing.ms += performance.now() - begun;
    }
  };

  const house: Omit<AssembledHouse, keyof Contributions> = {
    hostVersion,
    get plugins() {
      return up().map(({ plugin }) => plugin);
    },
    get permissions() {
      return up().flatMap(({ plugin }) =>
        plugin.permissions.map((value) => ({ plugin: plugin.name, value })),
      );
    },
    may,
    isUp,
    context,
    contextOver: (plugin, database) => createContexts({ ...means, ports: { ...ports, database } })(plugin),
    async start(roles) {
      for (const standing of standings) {
        const { roles: wanted } = standing.plugin;
        const isWanted = !wanted || wanted.some((role) => roles.includes(role));
        if (isWanted && standing.state === 'up') await startOne(standing);
      }
    },
    async stop() {
      for (const { plugin } of started.splice(0).reverse()) {
        try {
          await withinTime(plugin, 'stop', async () => plugin.stop?.(context(plugin.name)));
        } catch (error) {
          log.error({ plugin: plugin.name, err: error }, 'plugin did not stop');
        }
      }
    },
    bootReport: () =>
      standings.map(({ plugin, state, ms, contributions, reason }) => ({
        plugin: plugin.name,
        version: plugin.version,
        state,
        ms: Math.round(ms),
        contributions: state === 'up' && contributions ? countContributions(contributions) : 0,
        reason,
      })),
  };
  const whole = withLiveLists(house, () => live().all);
  return whole;
}

function summarize(standings: readonly Standing[]): { readonly all: Contributions; readonly may: May } {
  const lists = CONTRIBUTION_KINDS.map((kind) => [
    kind,
    standings.flatMap<Owned<unknown>>(({ contributions }) => contributions?.[kind] ?? []),
  ]);
  return {
    all: Object.fromEntries(lists) as unknown as Contributions,
    may: permissionBook(standings.flatMap(({ plugin }) => plugin.permissions)),
  };
}

/** A plugin that fails later takes its contributions along, so each list is looked up when it is read. */
function withLiveLists(
  house: Omit<AssembledHouse, keyof Contributions>,
  all: () => Contributions,
): AssembledHouse {
  for (const kind of CONTRIBUTION_KINDS)
    Object.defineProperty(house, kind, { enumerable: true, get: () => all()[kind] });
  return house as AssembledHouse;
}

async function withinTime(plugin: Plugin, phase: string, work: () => Promise<unknown>): Promise<void> {
  const limit = plugin.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${phase} took longer than ${limit} ms`)), limit);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
