import type { CliCall, CliCommand, CliOption, CliOutcome, CliValue } from '../../kernel/contributions.js';
import { LANGUAGES, ROLES } from '../../kernel/permissions.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import type { AccessMeans } from './access-means.js';
import { endSessionsOf } from './own-routes.js';
import { inviteUser, sendLink, type SentLink } from './send-link.js';
import { activateUser, deactivateUser } from './user-standing.js';
import { createUser, findUserByEmail, listUsers, type HouseUser, type NewPerson } from './users.js';

const personOptions: readonly CliOption[] = [
  { name: 'role', kind: 'string', description: `${ROLES.join(', ')}.`, required: true },
  { name: 'name', kind: 'string', description: 'Name to greet; without it the address.' },
  { name: 'user-language', kind: 'string', description: `${LANGUAGES.join(', ')}.` },
  {
    name: 'representative',
    kind: 'string',
    description: 'Id of the representative that a representative’s user is.',
  },
  { name: 'manager', kind: 'string', description: 'Id of the manager that a manager’s user is.' },
];

export function userCommands(access: AccessMeans): readonly CliCommand[] {
  const email = { arguments: ['email'] } as const;
  return [
    {
      name: 'user create',
      description:
        'Creates somebody who may sign in. The password is read from COUNTINGHOUSE_PASSWORD, so that no list of processes shows it.',
      ...email,
      options: personOptions,
      run: createFromCommandLine,
    },
    {
      name: 'user invite',
      description:
        'Invites somebody by a link that sets their password, once, within 7 days. It is mailed where SMTP_URL is set, and printed otherwise.',
      ...email,
      options: personOptions,
      run: (call) => inviteFromCommandLine(access, call),
    },
    {
      name: 'user reset-link',
      description:
        'Makes a link that sets a new password, once, within an hour. It is mailed where SMTP_URL is set, and printed otherwise.',
      ...email,
      run: (call) =>
        withUser(call, async ({ id }) => {
          const sent = await sendLink(access, call.context, call.actor, { purpose: 'reset', userId: id });
          return sent.ok ? ok(linkReport(call, sent.value)) : sent;
        }),
    },
    { name: 'user list', description: 'Lists everybody who may sign in.', run: listFromCommandLine },
    {
      name: 'user deactivate',
      description: 'Shuts somebody out, at once and everywhere.',
      ...email,
      run: (call) =>
        withUser(call, async ({ id }) => {
          const done = await deactivateUser(access, call.context, call.actor, id);
          return done.ok ? ok(said(call, 'user-deactivated')) : done;
        }),
    },
    {
      name: 'user activate',
      description: 'Lets somebody sign in again.',
      ...email,
      run: (call) =>
        withUser(call, async ({ id }) => {
          const done = await activateUser(call.context, call.actor, id);
          return done.ok ? ok(said(call, 'user-activated')) : done;
        }),
    },
    {
      name: 'user sessions end',
      description: 'Ends all sessions of a user.',
      ...email,
      run: (call) =>
        withUser(call, async ({ id }) => {
          const count = await endSessionsOf(access, call.context, call.actor, id);
          return ok({ ...said(call, 'user-sessions-ended', { count }), json: { ended: count } });
        }),
    },
  ];
}

async function inviteFromCommandLine(
  access: AccessMeans,
  call: CliCall,
): Promise<Result<CliOutcome, Refusal>> {
  const person = personOf(call);
  if (!person.ok) return person;
  const invited = await inviteUser(access, call.context, call.actor, person.value);
  return invited.ok ? ok(linkReport(call, invited.value)) : invited;
}

/** A link that was mailed is its reader's alone. */
function linkReport({ context, actor }: CliCall, { userId, email, link, isMailed }: SentLink): CliOutcome {
  const key = `host:cli.${isMailed ? 'user-link-mailed' : 'user-link'}`;
  return {
    json: { id: userId, email, mailed: isMailed, link: isMailed ? null : link },
    text: context.translator.text(actor.language, key, { email, link }),
  };
}

async function listFromCommandLine({ context }: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const users = await listUsers(context.database);
  return ok({
    json: { users },
    text: users
      .map(({ email, role, active }) => `${active ? ' ' : '-'} ${role.padEnd(14)} ${email}`)
      .join('\n'),
  });
}

async function withUser(
  { context, arguments: [email = ''] }: CliCall,
  work: (user: HouseUser) => Promise<Result<CliOutcome, Refusal>>,
): Promise<Result<CliOutcome, Refusal>> {
  const user = await findUserByEmail(context.database, email);
  return user ? work(user) : err({ code: 'user-unknown' });
}

function said(
  { context, actor, arguments: [email = ''] }: CliCall,
  what: string,
  facts: Readonly<Record<string, unknown>> = {},
): CliOutcome {
  return {
    json: { email },
    text: context.translator.text(actor.language, `host:cli.${what}`, { email, ...facts }),
  };
}

async function createFromCommandLine(call: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const person = personOf(call);
  if (!person.ok) return person;
  const { context, actor } = call;
  const user = { ...person.value, password: process.env['COUNTINGHOUSE_PASSWORD'] ?? '' };
  const created = await createUser({ database: context.database, clock: context.clock }, actor, user);
  if (!created.ok) return created;
  return ok({ ...said(call, 'user-created'), json: created.value });
}

function personOf({ arguments: [email = ''], options }: CliCall): Result<NewPerson, Refusal> {
  const role = ROLES.find((known) => known === options['role']);
  if (!role) return err({ code: 'user-role-unknown', role: options['role'], known: ROLES.join(', ') });
  const language = LANGUAGES.find((known) => known === (options['user-language'] ?? 'en'));
  if (!language) return err({ code: 'language-unknown' });
  return ok({
    ...{ email, role, language },
    name: textOf(options['name']) ?? email,
    representativeId: textOf(options['representative']),
    managerId: textOf(options['manager']),
  });
}

function textOf(value: CliValue): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
