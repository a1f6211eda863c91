import type { PluginContext } from '../../kernel/plugin-context.js';
import type { Actor } from '../../kernel/permissions.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import type { HouseMail } from '../mail/create-mail.js';
import { mailLink } from '../mail/mail-link.js';
import { issueLink, type LinkMeans, type LinkPurpose } from './one-time-links.js';
import { unknownPasswordHash } from './passwords.js';
import { addUser, findUserByEmail, findUserById, personRefusal, type NewPerson } from './users.js';

export interface SendingMeans extends LinkMeans {
  /** null: whoever asked for the link passes it on */
  readonly mail: HouseMail | null;
}

export interface SentLink {
  readonly userId: string;
  readonly email: string;
  readonly link: string;
  /** false: nobody has it yet but who asked for it */
  readonly isMailed: boolean;
}

/** Adds somebody who cannot sign in until they have used their link. Refusals: those of personRefusal, user-email-taken. */
export async function inviteUser(
  means: SendingMeans,
  context: PluginContext,
  actor: Actor,
  person: NewPerson,
): Promise<Result<SentLink, Refusal>> {
  const refusal = personRefusal(person);
  if (refusal) return err(refusal);
  const passwordHash = await unknownPasswordHash();
  const invited = await context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const added = await addUser(tx, now, { actor, action: 'host.invite-user', person, passwordHash });
    if (!added.ok) return added;
    const newLink = { purpose: 'invite', userId: added.value.id, createdBy: actor.userId } as const;
    return ok({ userId: newLink.userId, link: await issueLink(means, tx, now, newLink) });
  });
  if (!invited.ok) return invited;
  return ok(await deliver(means, context, 'invite', invited.value));
}

/** Sends a further link to a user. The one before leads nowhere from then on. Refusals: user-unknown, user-not-active. */
export async function sendLink(
  means: SendingMeans,
  context: PluginContext,
  actor: Actor,
  { purpose, userId }: { readonly purpose: LinkPurpose; readonly userId: string },
): Promise<Result<SentLink, Refusal>> {
  const user = await findUserById(context.database, userId);
  if (!user) return err({ code: 'user-unknown' });
  if (!user.active) return err({ code: 'user-not-active', email: user.email });
  const link = await context.database.transaction(async (tx) => {
    await tx.audit({ actor, action: `host.send-${purpose}-link`, entity: 'User', entityId: userId });
    return issueLink(means, tx, context.clock.now(), { purpose, userId, createdBy: actor.userId });
  });
  return ok(await deliver(means, context, purpose, { userId, link }));
}

/** What a stranger asked for: an address that nobody signs in with gets nothing, and no answer tells. */
export async function mailForgottenPassword(
  means: SendingMeans,
  context: PluginContext,
  email: string,
): Promise<void> {
  const user = await findUserByEmail(context.database, email);
  if (!means.mail || !user?.active) return;
  const newLink = { purpose: 'reset', userId: user.id, createdBy: null } as const;
  const link = await context.database.transaction((tx) => issueLink(means, tx, context.clock.now(), newLink));
  await mailLink(means.mail, context, user, { purpose: 'reset', link });
}

async function deliver(
  { mail }: SendingMeans,
  context: PluginContext,
  purpose: LinkPurpose,
  { userId, link }: { readonly userId: string; readonly link: string },
): Promise<SentLink> {
  const user = await findUserById(context.database, userId);
  if (!user) throw new Error(`the user ${userId} of a link is gone`);
  const sent = { userId, email: user.email, link };
  if (!mail) return { ...sent, isMailed: false };
  try {
    await mailLink(mail, context, user, { purpose, link });
    return { ...sent, isMailed: true };
  } catch (error) {
    context.log.warn({ err: error, user: userId }, 'a link could not be mailed');
    return { ...sent, isMailed: false };
  }
}
