import type { JobDefinition } from '../../kernel/contributions.js';
import { mailForgottenPassword, type SendingMeans } from './send-link.js';

export const FORGOTTEN_PASSWORD = 'host.mail-forgotten-password';

interface Asked {
  readonly email: string;
}

/** A job of its own, so that what is asked for at the door takes as long for an account that is not there. */
export function forgottenPasswordJob(means: SendingMeans): JobDefinition<Asked> {
  return {
    name: FORGOTTEN_PASSWORD,
    permission: 'host.jobs.manage',
    parse(data) {
      const { email } = data as Partial<Asked>;
      if (typeof email !== 'string') throw new TypeError('an address is missing');
      return { email };
    },
    run: ({ context, data }) => mailForgottenPassword(means, context, data.email),
  };
}
