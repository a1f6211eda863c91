import type { CliCall, CliCommand, CliOutcome } from '../../kernel/contributions.js';
import { LANGUAGES, ROLES } from '../../kernel/permissions.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { createUser } from './users.js';

export const userCommands: readonly CliCommand[] = [
  {
    name: 'user create',
    description:
      'Creates somebody who may sign in. The password is read from COUNTINGHOUSE_PASSWORD, so that no list of processes shows it.',
    arguments: ['email'],
    options: [
      { name: 'role', kind: 'string', description: `${ROLES.join(', ')}.`, required: true },
      { name: 'name', kind: 'string', description: 'Name to greet; without it the address.' },
      { name: 'user-language', kind: 'string', description: `${LANGUAGES.join(', ')}.` },
      {
        name: 'representative',
        kind: 'string',
        description: 'Id of the representative that a representative’s user is.',
      },
      { name: 'manager', kind: 'string', description: 'Id of the manager that a manager’s user is.' },
    ],
    run: createFromCommandLine,
  },
];

async function createFromCommandLine({
  context,
  actor,
  arguments: [email = ''],
  options,
}: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const role = ROLES.find((known) => known === options['role']);
  if (!role) return err({ code: 'user-role-unknown', role: options['role'], known: ROLES.join(', ') });
  const language = LANGUAGES.find((known) => known === (options['user-language'] ?? 'en'));
  if (!language) return err({ code: 'language-unknown' });
  const password = process.env['COUNTINGHOUSE_PASSWORD'] ?? '';
  const user = {
    ...{ email, password, role, language },
    name: textOf(options['name']) ?? email,
    representativeId: textOf(options['representative']),
    managerId: textOf(options['manager']),
  };
  const created = await createUser({ database: context.database, clock: context.clock }, actor, user);
  if (!created.ok) return created;
  return ok({
    json: created.value,
    text: context.translator.text(actor.language, 'host:cli.user-created', { email }),
  });
}

function textOf(value: string | boolean | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
