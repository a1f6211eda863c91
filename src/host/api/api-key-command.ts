import type { CliCommand } from '../../kernel/contributions.js';
import { err, ok } from '../../values/result.js';
import { actorOfUser, findUserByEmail } from '../sessions/users.js';
import { createApiKey } from './api-keys.js';
import { apiScopes, type ApiHouse } from './grantable-scopes.js';

const DEFAULT_DAYS = '90';

export const apiKeyCommand = (served: () => ApiHouse): CliCommand => ({
  name: 'api-key create',
  description: 'Creates a key to the API for somebody, and prints it this once.',
  arguments: ['email'],
  options: [
    { name: 'name', kind: 'string', description: 'What the key is for.', required: true },
    {
      name: 'scopes',
      kind: 'string',
      description:
        'Names of permissions, with commas between; `all` is all that the user has and the API asks for.',
      required: true,
    },
    {
      name: 'days',
      kind: 'string',
      description: `How long it lasts, at most 365; without it ${DEFAULT_DAYS}.`,
    },
  ],
  async run({ context, actor, arguments: [email = ''], options }) {
    const user = await findUserByEmail(context.database, email);
    if (!user) return err({ code: 'user-unknown' });
    const grantable = apiScopes(served(), await actorOfUser(context.database, user));
    const named = String(options['scopes'])
      .split(',')
      .map((scope) => scope.trim())
      .filter(Boolean);
    const asked = {
      userId: user.id,
      name: String(options['name']),
      scopes: named.includes('all') ? grantable : named,
      days: Number(options['days'] ?? DEFAULT_DAYS),
    };
    const created = await createApiKey(context, actor, asked, grantable);
    if (!created.ok) return created;
    return ok({ json: created.value, text: created.value.key });
  },
});
