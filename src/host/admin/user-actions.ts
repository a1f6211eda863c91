import type { ActionOutcome, ActionRequest, AdminAction, FormField } from '../../kernel/contributions.js';
import { LANGUAGES, ROLES, type Language } from '../../kernel/permissions.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import type { AccessMeans } from '../sessions/access-means.js';
import { MANAGE_USERS } from '../sessions/administrators.js';
import { endSessionsOf } from '../sessions/own-routes.js';
import { inviteUser, sendLink, type SentLink } from '../sessions/send-link.js';
import { activateUser, deactivateUser } from '../sessions/user-standing.js';
import { changePassword, createUser, type NewPerson } from '../sessions/users.js';

/** What an administrator does to users. */
export function userActions(access: AccessMeans): readonly AdminAction[] {
  return [
    invite(access),
    createUserAction,
    setPasswordAction,
    link(access, 'invite', {
      name: 'send-invite',
      icon: 'Send',
      available: (user) => user['active'] === true && user['lastSignInAt'] === null,
    }),
    link(access, 'reset', {
      name: 'send-reset',
      icon: 'Link',
      available: (user) => user['active'] === true && user['lastSignInAt'] !== null,
    }),
    {
      ...onUser('permissions', 'Sliders'),
      page: 'user-permissions',
      run: ({ ids }) =>
        Promise.resolve(
          ok({
            message: { key: 'host:actions.User.permissions.title' },
            redirect: `/admin/pages/user-permissions?id=${ids[0] ?? ''}`,
          }),
        ),
    },
    {
      ...onUser('end-sessions', 'LogOut'),
      confirm: true,
      async run({ context, actor, ids }) {
        const count = await endSessionsOf(access, context, actor, ids[0] ?? '');
        return ok({ message: { key: 'host:actions.User.end-sessions.done', facts: { count } } });
      },
    },
    {
      ...onUser('deactivate', 'UserX'),
      confirm: true,
      danger: true,
      reauthenticate: true,
      available: (user) => user['active'] === true,
      async run({ context, actor, ids }) {
        const done = await deactivateUser(access, context, actor, ids[0] ?? '');
        return done.ok ? ok({ message: { key: 'host:actions.User.deactivate.done' } }) : done;
      },
    },
    {
      ...onUser('activate', 'UserCheck'),
      confirm: true,
      reauthenticate: true,
      available: (user) => user['active'] === false,
      async run({ context, actor, ids }) {
        const done = await activateUser(context, actor, ids[0] ?? '');
        return done.ok ? ok({ message: { key: 'host:actions.User.activate.done' } }) : done;
      },
    },
  ];
}

function onUser(name: string, icon: string) {
  return { name, icon, resource: 'User', on: 'record', permission: MANAGE_USERS } as const;
}

const personFields: readonly FormField[] = [
  { name: 'email', kind: 'text', required: true },
  { name: 'name', kind: 'text', required: true },
  { name: 'role', kind: 'select', required: true, options: ROLES },
  { name: 'language', kind: 'select', required: true, options: LANGUAGES },
  { name: 'representativeId', kind: 'reference', reference: 'Representative' },
  { name: 'managerId', kind: 'reference', reference: 'Manager' },
];

function invite(access: AccessMeans): AdminAction {
  return {
    name: 'invite',
    resource: 'User',
    on: 'resource',
    permission: MANAGE_USERS,
    icon: 'UserPlus',
    reauthenticate: true,
    form: personFields,
    defaults: ({ language }) => Promise.resolve({ role: 'operator', language }),
    async run({ context, actor, input }) {
      const person = personOf(input);
      if (!person.ok) return person;
      const invited = await inviteUser(access, context, actor, person.value);
      if (!invited.ok) return invited;
      return ok({
        ...linkOutcome('invite', access, invited.value),
        redirect: `/admin/resources/User/records/${invited.value.userId}/show`,
      });
    },
  };
}

function link(
  access: AccessMeans,
  purpose: 'invite' | 'reset',
  { name, icon, available }: Pick<AdminAction, 'name' | 'icon' | 'available'>,
): AdminAction {
  return {
    ...onUser(name, icon ?? 'Link'),
    confirm: true,
    reauthenticate: true,
    ...(available ? { available } : {}),
    async run({ context, actor, ids }) {
      const sent = await sendLink(access, context, actor, { purpose, userId: ids[0] ?? '' });
      return sent.ok ? ok(linkOutcome(name, access, sent.value)) : sent;
    },
  };
}

/** A link that was mailed is its reader's alone; one that was not is shown, once, to whoever passes it on. */
function linkOutcome(
  action: string,
  { mail }: AccessMeans,
  { email, link, isMailed }: SentLink,
): ActionOutcome {
  const key = (what: string): string => `host:actions.User.${action}.${what}`;
  if (isMailed) return { message: { key: key('mailed'), facts: { email } } };
  return {
    message: { key: key(mail ? 'not-mailed' : 'made'), facts: { email } },
    reveal: { label: 'host:actions.User.link', value: link },
  };
}

const createUserAction: AdminAction = {
  name: 'create-user',
  resource: 'User',
  on: 'resource',
  permission: MANAGE_USERS,
  icon: 'UserPlus',
  reauthenticate: true,
  form: [
    ...personFields.slice(0, 2),
    { name: 'password', kind: 'password', required: true },
    ...personFields.slice(2),
  ],
  defaults: ({ language }) => Promise.resolve({ role: 'operator', language }),
  async run({ context, actor, input }: ActionRequest): Promise<Result<ActionOutcome, Refusal>> {
    const person = personOf(input);
    if (!person.ok) return person;
    const user = { ...person.value, password: textOf(input['password']) };
    const created = await createUser(context, actor, user);
    if (!created.ok) return created;
    return ok({
      message: { key: 'host:actions.User.create-user.done', facts: { email: user.email } },
      redirect: `/admin/resources/User/records/${created.value.id}/show`,
    });
  },
};

const setPasswordAction: AdminAction = {
  ...onUser('set-password', 'Key'),
  reauthenticate: true,
  form: [{ name: 'password', kind: 'password', required: true }],
  async run({ context, actor, ids, input }: ActionRequest): Promise<Result<ActionOutcome, Refusal>> {
    const changed = await changePassword(context, actor, ids[0] ?? '', textOf(input['password']));
    return changed.ok ? ok({ message: { key: 'host:actions.User.set-password.done' } }) : changed;
  },
};

function personOf(input: ActionRequest['input']): Result<NewPerson, Refusal> {
  const role = ROLES.find((known) => known === input['role']);
  const name = textOf(input['name']).trim();
  if (!role || name === '') return err({ code: 'user-incomplete' });
  return ok({
    email: textOf(input['email']),
    name,
    role,
    language: languageOf(input['language']),
    representativeId: role === 'representative' ? textOrNull(input['representativeId']) : null,
    managerId: role === 'manager' ? textOrNull(input['managerId']) : null,
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function languageOf(value: unknown): Language {
  return LANGUAGES.find((language) => language === value) ?? 'en';
}
