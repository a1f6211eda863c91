import type { PluginContext } from '../../kernel/plugin-context.js';
import type { LinkPurpose } from '../sessions/one-time-links.js';
import type { HouseUser } from '../sessions/users.js';
import type { HouseMail } from './create-mail.js';

/** Sends a link to the person whom it is for, in their language. @throws when the mail server does not take it */
export async function mailLink(
  mail: HouseMail,
  context: PluginContext,
  user: Pick<HouseUser, 'email' | 'name' | 'language'>,
  { purpose, link }: { readonly purpose: LinkPurpose; readonly link: string },
): Promise<void> {
  const { name: organisation } = await context.organisation();
  const say = (what: string): string =>
    context.translator.text(user.language, `host:mail.${purpose}.${what}`, {
      name: user.name,
      organisation,
    });
  await mail.sendLetter({
    to: user.email,
    language: user.language,
    subject: say('subject'),
    greeting: say('greeting'),
    lead: say('lead'),
    link,
    button: say('button'),
    note: say('note'),
    signature: organisation,
  });
}
