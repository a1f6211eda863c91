import type { Mail, Organisation } from '../../kernel/ports.js';
import { err } from '../../values/result.js';
import type { HouseMail } from './create-mail.js';

interface Means {
  /** null without SMTP_URL */
  readonly mail: HouseMail | null;
  readonly organisation: () => Promise<Organisation>;
  /** where the house is reached from outside */
  readonly origin: () => string;
}

/** What plugins send goes out under the organisation's name. */
export function mailPort({ mail, organisation, origin }: Means): Mail {
  return {
    async send(letter) {
      if (!mail) return err({ code: 'mail-not-configured' });
      return mail.send((await organisation()).name, letter);
    },
    link: (path) => new URL(path, origin()).href,
  };
}
