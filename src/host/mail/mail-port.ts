import type { Mail, Organisation } from '../../kernel/ports.js';
import { err, ok } from '../../values/result.js';
import type { HouseMail } from './create-mail.js';

/** What plugins send goes out under the organisation's name. */
export function mailPort(mail: HouseMail | null, organisation: () => Promise<Organisation>): Mail {
  return {
    async send(letter) {
      if (!mail) return err({ code: 'mail-not-configured' });
      await mail.send((await organisation()).name, letter);
      return ok(true);
    },
  };
}
