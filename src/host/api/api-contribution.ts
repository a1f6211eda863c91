import type { ActionRequest, AdminAction, HttpRoute } from '../../kernel/contributions.js';
import { everything } from '../../kernel/permissions.js';
import type { House } from '../../kernel/plugin.js';
import { err, ok } from '../../values/result.js';
import { USE_PANEL } from '../admin/access-contribution.js';
import { apiKeyCommand } from './api-key-command.js';
import { apiKeysOf, createApiKey, MOST_DAYS, revokeApiKey } from './api-keys.js';
import { clearOldIdempotencyKeys } from './clear-old-keys.js';
import { apiScopes, type ApiHouse } from './grantable-scopes.js';

const MANAGE_USERS = 'host.users.manage';

/** Keys to the API: one's own on a page of their own, everybody's for who manages users. `served` is known once it is assembled. */
export function contributeApi(house: House, served: () => ApiHouse): void {
  house.resource({
    model: 'ApiKey',
    icon: 'Key',
    permissions: { read: MANAGE_USERS },
    scope: () => everything,
    titleField: 'name',
    listFields: ['name', 'prefix', 'userId', 'createdAt', 'lastUsedAt', 'expiresAt', 'revokedAt'],
    showFields: ['name', 'prefix', 'userId', 'scopes', 'createdAt', 'lastUsedAt', 'expiresAt', 'revokedAt'],
    filterFields: ['name', 'prefix', 'userId', 'createdAt', 'expiresAt', 'revokedAt'],
    searchFields: ['name', 'prefix'],
    sort: { by: 'createdAt', direction: 'desc' },
    fields: { digest: { visible: false }, scopes: { kind: 'longtext' } },
  });
  house.action(revokeAction('record'));
  house.action(revokeAction('bulk'));
  house.route(listRoute(served));
  house.route(createRoute(served));
  house.route(revokeRoute);
  house.command(apiKeyCommand(served));
  house.job(clearOldIdempotencyKeys);
}

const revokeAction = (on: 'record' | 'bulk'): AdminAction => ({
  name: 'revoke',
  resource: 'ApiKey',
  on,
  permission: MANAGE_USERS,
  icon: 'Slash',
  danger: true,
  confirm: true,
  available: (key) => key['revokedAt'] === null,
  async run({ context, actor, ids }: ActionRequest) {
    let count = 0;
    for (const id of ids) if ((await revokeApiKey(context, actor, id, null)).ok) count += 1;
    if (count === 0) return err({ code: 'api-key-unknown' });
    return ok({ message: { key: 'host:actions.ApiKey.revoke.done', facts: { count } } });
  },
});

const listRoute = (served: () => ApiHouse): HttpRoute => ({
  method: 'GET',
  path: '/my-api-keys',
  permission: USE_PANEL,
  async handle({ context, actor, language }) {
    const keys = await apiKeysOf(context.database, actor.userId ?? '');
    const now = context.clock.now();
    const label = (scope: string): string => {
      const [plugin = '', ...rest] = scope.split('.');
      return context.translator.text(language, `${plugin}:permissions.${rest.join('.')}`);
    };
    return {
      json: {
        keys: keys.map(({ userId: _, scopes, ...key }) => ({
          ...key,
          scopes: scopes.map(label),
          state: key.revokedAt ? 'revoked' : key.expiresAt <= now ? 'expired' : 'active',
        })),
        scopes: apiScopes(served(), actor).map((name) => ({ name, label: label(name) })),
        mostDays: MOST_DAYS,
      },
    };
  },
});

const createRoute = (served: () => ApiHouse): HttpRoute => ({
  method: 'POST',
  path: '/my-api-keys',
  permission: USE_PANEL,
  reauthenticate: true,
  async handle({ context, actor, body }) {
    const { name, scopes, days } = body;
    const asked = {
      userId: actor.userId ?? '',
      name: typeof name === 'string' ? name : '',
      scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
      days: Number(days),
    };
    const created = await createApiKey(context, actor, asked, apiScopes(served(), actor));
    return created.ok ? { status: 201, json: created.value } : { refusal: created.error };
  },
});

const revokeRoute: HttpRoute = {
  method: 'POST',
  path: '/my-api-keys/:id/revoke',
  permission: USE_PANEL,
  async handle({ context, actor, params }) {
    const revoked = await revokeApiKey(context, actor, params['id'] ?? '', actor.userId);
    return revoked.ok ? { json: revoked.value } : { status: 404, refusal: revoked.error };
  },
};
