import { fixedClock } from '../../values/clock.js';
import { assembleHouse, type AssembledHouse } from '../lifecycle.js';
import type { Actor, Role } from '../permissions.js';
import type { SettingsSource } from '../plugin-contexts.js';
import { definePlugin, type House, type Plugin } from '../plugin.js';
import type { Logger, Ports } from '../ports.js';
import { defaultsOf } from '../setting-values.js';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const settingsStore: SettingsSource = {
  read: async (_, schema) => defaultsOf(schema) as never,
  organisation: async () => ({
    name: 'A',
    zone: 'UTC',
    currency: 'EUR',
    language: 'en',
    address: '',
    taxNumber: '',
  }),
};

const unused = (): never => {
  throw new Error('this house has no such port');
};

/** Ports of a house of which only the assembly is under test; whatever reaches further says so. */
export const bareScheduled: string[] = [];

const ports: Ports = {
  clock: fixedClock('2026-01-01T00:00:00Z'),
  database: { dialect: 'sqlite', queries: { opaqueQueryBuilder: true }, transaction: unused, now: unused },
  jobs: {
    schedule: async (name) => `${bareScheduled.push(name)}`,
    find: unused,
    cancel: unused,
    retry: unused,
    runNow: unused,
  },
  documents: { html: unused, letter: unused, pdf: unused, chart: unused, picture: unused },
  translator: { text: (_, key) => key },
  records: { visible: unused, scope: unused },
  cache: () => ({ remember: unused }),
  people: {
    setLanguage: unused,
    actor: unused,
    named: unused,
    standing: unused,
    standingFor: unused,
    find: unused,
  },
  mail: { send: unused, link: unused },
  signatures: () => ({ sign: unused, signEach: unused, isSigned: unused }),
  personalData: { eraseTrail: unused, endSessions: unused },
  copies: {
    tables: [],
    migrations: [],
    snapshot: unused,
    scratch: unused,
    restore: unused,
    figures: unused,
    trail: unused,
  },
  environment: {},
  storage: { folder: async (name) => `/files/${name}` },
  logger: () => silent,
};

export function aHouse(...plugins: readonly Plugin[]): AssembledHouse {
  return assembleHouse({ plugins, hostVersion: '1.0.0', satisfies: () => true, ports, settingsStore });
}

/** A plugin of which a test states only what matters. */
export function aPlugin(
  name: string,
  register: (house: House) => void = () => undefined,
  rest: Partial<Plugin> = {},
): Plugin {
  return definePlugin({ name, version: '1.0.0', host: '*', permissions: [], register, ...rest });
}

export function anActor(role: Role): Actor {
  return {
    userId: 'u',
    name: 'u',
    role,
    via: 'panel',
    language: 'en',
    representativeId: null,
    managerId: null,
    officeIds: [],
  };
}
