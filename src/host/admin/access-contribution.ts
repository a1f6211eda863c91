import type {
  ActionOutcome,
  ActionRequest,
  AdminAction,
  AdminWrite,
  FormField,
} from '../../kernel/contributions.js';
import {
  everything,
  LANGUAGES,
  ROLES,
  type Language,
  type PermissionDeclaration,
  type Role,
} from '../../kernel/permissions.js';
import type { House } from '../../kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { changePassword, createUser, unboundRole } from '../sessions/users.js';

/** The administrator's alone, but for what a support call needs. */
export const ACCESS_PERMISSIONS: readonly PermissionDeclaration[] = [
  { name: 'host.panel.use', grants: ['operator', 'manager', 'representative'] },
  { name: 'host.users.manage', grants: [] },
  { name: 'host.settings.manage', grants: [] },
  { name: 'host.health.read', grants: ['operator'] },
];

/** Whoever may sign in has it: what is one's own (sessions, keys, views, inbox) needs no more. */
export const USE_PANEL = 'host.panel.use';
const MANAGE_USERS = 'host.users.manage';

/** Who may sign in. */
export function contributeAccess(house: House): void {
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
    sort: { by: 'email', direction: 'asc' },
    fields: {
      email: { kind: 'email' },
      role: { kind: 'select', options: ROLES },
      language: { kind: 'language' },
      representativeId: { reference: 'Representative' },
      managerId: { reference: 'Manager' },
      passwordHash: { visible: false },
      lastSignInAt: { editable: false },
    },
    reauthenticate: ['role', 'active'],
    check: checkUser,
  });
  house.action(createUserAction);
  house.action(setPasswordAction);
}

/** Nobody shuts the door behind themselves: an administrator stays one until another one changes that. */
async function checkUser({
  actor,
  before,
  values,
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
  return ok(values);
}

const personFields: readonly FormField[] = [
  { name: 'email', kind: 'text', required: true },
  { name: 'name', kind: 'text', required: true },
  { name: 'password', kind: 'password', required: true },
  { name: 'role', kind: 'select', required: true, options: ROLES },
  { name: 'language', kind: 'select', required: true, options: LANGUAGES },
  { name: 'representativeId', kind: 'reference', reference: 'Representative' },
  { name: 'managerId', kind: 'reference', reference: 'Manager' },
];

const createUserAction: AdminAction = {
  name: 'create-user',
  resource: 'User',
  on: 'resource',
  permission: MANAGE_USERS,
  icon: 'UserPlus',
  reauthenticate: true,
  form: personFields,
  defaults: ({ language }) => Promise.resolve({ role: 'operator', language }),
  async run({ context, actor, input }: ActionRequest): Promise<Result<ActionOutcome, Refusal>> {
    const role = ROLES.find((known) => known === input['role']);
    const name = textOf(input['name']).trim();
    if (!role || name === '') return err({ code: 'user-incomplete' });
    const user = {
      email: textOf(input['email']),
      name,
      password: textOf(input['password']),
      role,
      language: languageOf(input['language']),
      representativeId: role === 'representative' ? textOrNull(input['representativeId']) : null,
      managerId: role === 'manager' ? textOrNull(input['managerId']) : null,
    };
    const created = await createUser(context, actor, user);
    if (!created.ok) return created;
    return ok({
      message: { key: 'host:actions.User.create-user.done', facts: { email: user.email } },
      redirect: `/admin/resources/User/records/${created.value.id}/show`,
    });
  },
};

const setPasswordAction: AdminAction = {
  name: 'set-password',
  resource: 'User',
  on: 'record',
  permission: MANAGE_USERS,
  icon: 'Key',
  reauthenticate: true,
  form: [{ name: 'password', kind: 'password', required: true }],
  async run({ context, actor, ids, input }: ActionRequest): Promise<Result<ActionOutcome, Refusal>> {
    const changed = await changePassword(context, actor, ids[0] ?? '', textOf(input['password']));
    return changed.ok ? ok({ message: { key: 'host:actions.User.set-password.done' } }) : changed;
  },
};

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function languageOf(value: unknown): Language {
  return LANGUAGES.find((language) => language === value) ?? 'en';
}
