// A house with billing and its API, people of every role, and keys of theirs.
import supertest from 'supertest';
import type { HostTables } from '../../../generated/tables/host.js';
import { builtInPlugins } from '../../../plugins/index.js';
import { createApiKey } from '../../../src/host/api/api-keys.js';
import { apiScopes } from '../../../src/host/api/grantable-scopes.js';
import type { Role } from '../../../src/kernel/permissions.js';
import { queriesOf } from '../../../src/query/queries.js';
import { systemClock, type Clock } from '../../../src/values/clock.js';
import type { TestDatabase } from '../../harness/database.js';
import { newId } from '../../../src/values/ids.js';
import type { Jobs } from '../../../src/kernel/ports.js';
import { openPanelHouse, system, type PanelHouse } from '../admin/panel-house.js';

/** Takes what is scheduled, and runs none of it. */
export const keptJobs: Jobs = {
  schedule: () => Promise.resolve(newId()),
  find: () => Promise.resolve(null),
  cancel: () => Promise.resolve(false),
  retry: () => Promise.resolve(false),
  runNow: () => Promise.resolve(false),
};

export interface ApiHouse extends PanelHouse {
  /** a key of this role's user; without scopes it has all that the API asks for and its user has */
  keyOf(role: Role, scopes?: readonly string[], days?: number): Promise<string>;
  userOf(role: Role): Promise<string>;
  api(key: string | null): Api;
}

export interface Api {
  get(path: string): supertest.Test;
  post(path: string, body?: object): supertest.Test;
  patch(path: string, body?: object): supertest.Test;
  delete(path: string): supertest.Test;
}

export async function openApiHouse(
  database: TestDatabase,
  options: { readonly clock?: Clock; readonly demoLogins?: boolean; readonly jobs?: Jobs } = {},
): Promise<ApiHouse> {
  const { clock = systemClock } = options;
  const panel = await openPanelHouse(database, { jobs: keptJobs, ...options, plugins: builtInPlugins });
  const tables = queriesOf<HostTables>(database.port.queries);
  const userOf = async (role: Role): Promise<string> => {
    const user = await tables
      .selectFrom('app_user')
      .select('id')
      .where('email', '=', `${role}@demo.test`)
      .executeTakeFirstOrThrow();
    return user.id;
  };
  const call = (method: 'get' | 'post' | 'patch' | 'delete', path: string, key: string | null) => {
    const request = supertest(panel.app)[method](`/api/v1${path}`);
    return key === null ? request : request.set('Authorization', `Bearer ${key}`);
  };
  return {
    ...panel,
    userOf,
    async keyOf(role, scopes, days = 30) {
      const all = apiScopes(panel.house, { role });
      const asked = { userId: await userOf(role), name: `of ${role}`, scopes: scopes ?? all, days };
      const created = await createApiKey({ database: database.port, clock }, system, asked, [
        ...all,
        ...(scopes ?? []),
      ]);
      if (!created.ok) throw new Error(JSON.stringify(created.error));
      return created.value.key;
    },
    api: (key) => ({
      get: (path) => call('get', path, key),
      post: (path, body) => (body ? call('post', path, key).send(body) : call('post', path, key)),
      patch: (path, body) => (body ? call('patch', path, key).send(body) : call('patch', path, key)),
      delete: (path) => call('delete', path, key),
    }),
  };
}

export const aDraft = (representativeId: string, amount = '100.00', currency = 'EUR'): object => ({
  representativeId,
  lines: [{ description: 'Transit', quantity: '1', unitPrice: { amount, currency } }],
});
