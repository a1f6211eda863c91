import { ownerOf, sees } from './check-contributions.js';
import type { Contributions, ServiceOffer } from './collect-contributions.js';
import type { Environment } from './environment.js';
import type { ExtensionPoint, ServiceToken } from './contributions.js';
import { ReachRefused } from './failures.js';
import type { HouseHealth } from './health-report.js';
import type { May } from './permission-book.js';
import { ROLES } from './permissions.js';
import type { Subject } from './personal-data.js';
import type { Contributed, Plugin, PluginContext } from './plugin.js';
import type { Jobs, Organisation, PersonalData, Ports, QueryHandle, Storage } from './ports.js';
import type { SettingsSchema, SettingsValues } from './settings.js';

/** Where settings are kept. */
export interface SettingsSource {
  read<Schema extends SettingsSchema>(plugin: string, schema: Schema): Promise<SettingsValues<Schema>>;
  organisation(): Promise<Organisation>;
}

interface Means {
  readonly houseVersion: string;
  readonly plugins: readonly Plugin[];
  /** what the plugins that are up contribute */
  readonly contributions: () => Contributions;
  readonly isUp: (plugin: string) => boolean;
  readonly may: May;
  readonly health: () => Promise<HouseHealth>;
  readonly ports: Ports;
  readonly settings: SettingsSource;
}

/** Gives each plugin its context, made once; one for a name that no plugin has is refused. */
export function createContexts(means: Means): (plugin: string) => PluginContext {
  const contexts = new Map<string, PluginContext>();
  const services = new Map<string, unknown>();
  const making: string[] = [];

  const contextOf = (name: string): PluginContext => {
    const known = contexts.get(name);
    if (known) return known;
    const plugin = means.plugins.find((candidate) => candidate.name === name);
    if (!plugin) throw new ReachRefused(`There is no plugin "${name}" in this house.`);
    const context = makeContext(plugin);
    contexts.set(name, context);
    return context;
  };

  const personalData: PersonalData = {
    get described() {
      return means.contributions().personalData.map(({ plugin, value }) => ({
        ...{ plugin, value },
        settings: () => contextOf(plugin).settings(),
        open: async (queries: QueryHandle, subject: Subject) => (await value.open?.(queries, subject)) ?? [],
        beforeErasure: async (subject: Subject, signal: AbortSignal) =>
          value.beforeErasure?.(contextOf(plugin), subject, signal),
      }));
    },
    readersOf(model) {
      const resource = means.contributions().resources.find(({ value }) => value.model === model);
      if (!resource) return null;
      const permission = resource.value.permissions.read;
      return { permission, roles: ROLES.filter((role) => means.may({ role }, permission)) };
    },
    eraseTrail: (tx, actor, erased) => means.ports.personalData.eraseTrail(tx, actor, erased),
    endSessions: (userIds) => means.ports.personalData.endSessions(userIds),
  };

  const makeContext = (plugin: Plugin): PluginContext => {
    const { ports } = means;
    const useOptional = <Service>(token: ServiceToken<Service>): Service | null => {
      const offer = findService(means, plugin, token);
      return offer && serviceOf<Service>(offer.plugin, offer.value);
    };
    return {
      plugin: plugin.name,
      houseVersion: means.houseVersion,
      log: ports.logger(plugin.name),
      clock: ports.clock,
      database: ports.database,
      jobs: scopedJobs(plugin, ports.jobs),
      documents: ports.documents,
      translator: ports.translator,
      storage: scopedStorage(plugin.name, ports.storage),
      records: ports.records,
      cache: ports.cache(plugin.name, ports.database),
      people: ports.people,
      mail: ports.mail,
      signatures: ports.signatures(plugin.name),
      personalData,
      copies: ports.copies,
      environment: declaredOf(plugin, ports.environment),
      settings: () => means.settings.read(plugin.name, plugin.settings ?? {}),
      organisation: () => means.settings.organisation(),
      may: means.may,
      health: means.health,
      use<Service>(token: ServiceToken<Service>): Service {
        const service = useOptional(token);
        if (service !== null) return service;
        throw new ReachRefused(
          `Plugin "${plugin.name}" uses the service "${token.name}", which nothing provides here: ask for it with useOptional(), or require "${ownerOf(token.name)}".`,
        );
      },
      useOptional,
      contributions: (point) => contributionsTo(plugin.name, point),
    };
  };

  const serviceOf = <Service>(owner: string, { token, make }: ServiceOffer): Service => {
    if (services.has(token.name)) return services.get(token.name) as Service;
    if (making.includes(token.name)) {
      throw new ReachRefused(
        `These services need one another to be made: ${[...making, token.name].join(' → ')}. Use one of them later.`,
      );
    }
    making.push(token.name);
    try {
      services.set(token.name, make(contextOf(owner)));
    } finally {
      making.pop();
    }
    return services.get(token.name) as Service;
  };

  const contributionsTo = <Value>(
    plugin: string,
    point: ExtensionPoint<Value>,
  ): readonly Contributed<Value>[] => {
    if (ownerOf(point.name) !== plugin) {
      throw new ReachRefused(
        `Plugin "${plugin}" reads what was contributed to "${point.name}", which is for "${ownerOf(point.name)}" alone.`,
      );
    }
    return means
      .contributions()
      .extensions.filter(({ value }) => value.point.name === point.name)
      .map(({ plugin: contributor, value }) => ({
        plugin: contributor,
        value: value.value as Value,
        context: contextOf(contributor),
      }));
  };

  return contextOf;
}

function findService(means: Means, plugin: Plugin, { name }: Pick<ServiceToken<never>, 'name'>) {
  const owner = ownerOf(name);
  if (!sees(plugin, owner)) {
    throw new ReachRefused(
      `Plugin "${plugin.name}" uses the service "${name}" but does not require "${owner}": add "${owner}" to its requires.`,
    );
  }
  return means.contributions().services.find(({ value }) => value.token.name === name) ?? null;
}

function declaredOf(plugin: Plugin, environment: Environment): Readonly<Record<string, string>> {
  const said = (plugin.environment ?? []).map(({ name }) => [name, environment[name]?.trim() ?? ''] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== ''));
}

/** A plugin schedules its own jobs and those of plugins that it may see. */
function scopedJobs(plugin: Plugin, jobs: Jobs): Jobs {
  return {
    schedule(name, data, options) {
      if (sees(plugin, ownerOf(name))) return jobs.schedule(name, data, options);
      throw new ReachRefused(
        `Plugin "${plugin.name}" schedules the job "${name}" but does not require "${ownerOf(name)}".`,
      );
    },
    find: (id) => jobs.find(id),
    cancel: (id) => jobs.cancel(id),
    retry: (id) => jobs.retry(id),
    runNow: (id) => jobs.runNow(id),
  };
}

function scopedStorage(plugin: string, storage: Storage): Storage {
  return { folder: (name) => storage.folder(`${plugin}/${name}`) };
}
