import type { HttpRequest, HttpRoute } from '../../kernel/contributions.js';
import type { PermissionDeclaration, PermissionName, Role } from '../../kernel/permissions.js';
import type { AccessMeans } from './access-means.js';
import { MANAGE_USERS } from './administrators.js';
import {
  OVERRIDE_CHOICES,
  overridePermissions,
  overridesOf,
  type OverrideChoice,
} from './permission-overrides.js';
import { findUserById, type HouseUser } from './users.js';

const UNKNOWN_USER = { status: 404, refusal: { code: 'user-unknown' } } as const;

/** What one user may do: by the role, and whatever the role grants. */
export function permissionRoutes({ permissions }: AccessMeans): readonly HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/user-permissions/:user',
      permission: MANAGE_USERS,
      async handle(request) {
        const user = await findUserById(request.context.database, request.params['user'] ?? '');
        return user ? { json: await describe(request, permissions(), user) } : UNKNOWN_USER;
      },
    },
    {
      method: 'POST',
      path: '/user-permissions/:user',
      permission: MANAGE_USERS,
      reauthenticate: true,
      async handle({ context, actor, params, body }) {
        const choices = readChoices(permissions(), body['choices']);
        if (!choices) return { status: 400, refusal: { code: 'request-unreadable' } };
        const saved = await overridePermissions(context, actor, params['user'] ?? '', choices);
        return saved.ok ? { json: {} } : { refusal: saved.error };
      },
    },
  ];
}

type Declared = ReturnType<AccessMeans['permissions']>;

async function describe({ context, language }: HttpRequest, declared: Declared, user: HouseUser) {
  const overrides = await overridesOf(context.database, user.id);
  const say = (key: string): string => context.translator.text(language, key);
  const choiceOf = (name: PermissionName): OverrideChoice => {
    if (overrides?.allowed.includes(name)) return 'allow';
    return overrides?.refused.includes(name) ? 'refuse' : 'default';
  };
  const plugins = [...new Set(declared.map(({ plugin }) => plugin))];
  return {
    user: { id: user.id, email: user.email, name: user.name, role: say(`host:roles.${user.role}`) },
    groups: plugins.map((plugin) => ({
      plugin,
      label: say(`${plugin}:navigation`),
      permissions: declared
        .filter((owned) => owned.plugin === plugin)
        .map(({ value }) => ({
          name: value.name,
          title: say(`${plugin}:permissions.${value.name.slice(plugin.length + 1)}`),
          byRole: isGranted(value, user.role),
          choice: choiceOf(value.name),
        })),
    })),
  };
}

function isGranted({ grants }: PermissionDeclaration, role: Role): boolean {
  return role === 'admin' || grants.includes(role);
}

/** Null when a name is no permission of this house, or a choice none of the three. */
function readChoices(declared: Declared, given: unknown): ReadonlyMap<PermissionName, OverrideChoice> | null {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
  const known = new Set(declared.map(({ value }) => value.name));
  const choices = new Map<PermissionName, OverrideChoice>();
  for (const [name, value] of Object.entries(given)) {
    const choice = OVERRIDE_CHOICES.find((one) => one === value);
    if (!choice || !known.has(name)) return null;
    choices.set(name, choice);
  }
  return choices;
}
