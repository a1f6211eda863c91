import type { AdminWrite } from '../../kernel/contributions.js';
import { everything, ROLES, type PermissionDeclaration, type Role } from '../../kernel/permissions.js';
import type { House } from '../../kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import type { AccessMeans } from '../sessions/access-means.js';
import { MANAGE_USERS, refusedWithoutAdministrator } from '../sessions/administrators.js';
import { forgottenPasswordJob } from '../sessions/forgotten-password-job.js';
import { ownRoutes } from '../sessions/own-routes.js';
import { permissionRoutes } from '../sessions/permission-routes.js';
import { unboundRole } from '../sessions/users.js';
import { userActions } from './user-actions.js';

/** The administrator's alone, but for what a support call needs. */
export const ACCESS_PERMISSIONS: readonly PermissionDeclaration[] = [
  { name: 'host.panel.use', grants: ['operator', 'manager', 'representative'] },
  { name: 'host.users.manage', grants: [] },
  { name: 'host.settings.manage', grants: [] },
  { name: 'host.health.read', grants: ['operator'] },
];

/** Whoever may sign in has it: what is one's own (sessions, keys, views, inbox) needs no more. */
export const USE_PANEL = 'host.panel.use';

/** Who may sign in, and how they come and go. */
export function contributeAccess(house: House, access: AccessMeans): void {
  house.resource({
    model: 'User',
    icon: 'Users',
    permissions: { read: MANAGE_USERS, update: MANAGE_USERS },
    scope: () => everything,
    titleField: 'email',
    listFields: ['email', 'name', 'role', 'active', 'lastSignInAt'],
    showFields: [
      'email',
      'name',
      'role',
      'language',
      'representativeId',
      'managerId',
      'active',
      'lastSignInAt',
      'createdAt',
      'updatedAt',
    ],
    editFields: ['name', 'role', 'language', 'representativeId', 'managerId', 'active'],
    filterFields: ['email', 'name', 'role', 'active'],
    searchFields: ['email', 'name'],
    sort: { by: 'name', direction: 'asc' },
    fields: {
      email: { kind: 'email' },
      role: { kind: 'select', options: ROLES },
      language: { kind: 'language' },
      representativeId: { reference: 'Representative' },
      managerId: { reference: 'Manager' },
      passwordHash: { visible: false },
      lastSignInAt: { editable: false },
    },
    reauthenticate: ['role', 'active', 'representativeId', 'managerId'],
    related: [{ model: 'ApiKey', field: 'userId' }],
    check: checkUser,
  });
  for (const action of userActions(access)) house.action(action);
  for (const route of [...ownRoutes(access, USE_PANEL), ...permissionRoutes(access)]) house.route(route);
  house.job(forgottenPasswordJob(access));
}

/** Nobody shuts the door behind themselves: an administrator stays one until another one changes that. */
async function checkUser({
  actor,
  before,
  values,
  tx,
}: AdminWrite): Promise<Result<Readonly<Record<string, unknown>>, Refusal>> {
  const after = { ...before, ...values };
  const unbound = unboundRole({
    role: after['role'] as Role,
    representativeId: textOrNull(after['representativeId']),
    managerId: textOrNull(after['managerId']),
  });
  if (unbound) return err(unbound);
  const isSelf = before?.['id'] === actor.userId;
  if (isSelf && (after['role'] !== before['role'] || after['active'] !== true))
    return err({ code: 'user-own-access' });
  const isLosing = after['role'] !== 'admin' || after['active'] !== true;
  const refusal = isLosing && before ? await refusedWithoutAdministrator(tx, String(before['id'])) : null;
  return refusal ? err(refusal) : ok(values);
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
