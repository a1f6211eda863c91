import type { HttpReply, HttpRequest, HttpRoute } from '../../kernel/contributions.js';
import type { Actor } from '../../kernel/permissions.js';
import type { Refusal, Result } from '../../values/result.js';
import { USE_PANEL } from '../admin/access-contribution.js';
import { factorTables, type FactorMeans } from './factor-means.js';
import { hasFactor, ownFactors, type OwnFactors } from './own-factors.js';
import { passkeysOf } from './passkey-rows.js';
import { addPasskey, registrationOptions, removePasskey, type Untrusted } from './passkeys.js';
import { countRecoveryCodes, replaceRecoveryCodes } from './recovery-codes.js';
import type { RelyingParty } from './relying-party.js';
import type { SecondFactorPolicy } from './second-factor-policy.js';
import type { Tickets } from './tickets.js';
import { confirmTotp, offerTotp, removeTotp } from './totp-factor.js';

export interface RegistrationTicket {
  readonly userId: string;
  readonly challenge: string;
}

export interface MySignInMeans extends FactorMeans {
  readonly party: RelyingParty | null;
  readonly policy: SecondFactorPolicy;
  readonly tickets: Tickets<RegistrationTicket>;
}

type Handle = (request: HttpRequest) => Promise<HttpReply>;

/** What somebody does with their own second factors, below /admin/x/host/my-sign-in. */
export function mySignInRoutes(means: MySignInMeans): readonly HttpRoute[] {
  const changing = (path: string, handle: Handle): HttpRoute => ({
    method: 'POST',
    path: `/my-sign-in${path}`,
    permission: USE_PANEL,
    reauthenticate: true,
    handle,
  });
  return [
    {
      method: 'GET',
      path: '/my-sign-in',
      permission: USE_PANEL,
      handle: async ({ actor }) => ({ json: await overview(means, actor) }),
    },
    changing('/totp', async ({ actor, context }) =>
      replyTo(await offerTotp(means, actor, (await context.organisation()).name)),
    ),
    changing('/totp/confirm', async ({ actor, body }) =>
      replyTo(await confirmTotp(means, actor, textOf(body['code']).slice(0, 20))),
    ),
    changing('/totp/remove', async ({ actor }) => {
      const refusal = await mustKeep(means, actor, ({ passkeys }) => ({ totp: false, passkeys }));
      return refusal ? { refusal } : replyTo(await removeTotp(means, actor));
    }),
    changing('/passkeys/options', async ({ actor, context }) => {
      if (!means.party) return { refusal: { code: 'passkeys-not-here' } };
      const { name } = await context.organisation();
      const options = await registrationOptions(means, means.party, actor, name);
      const ticket = means.tickets.issue({ userId: actor.userId ?? '', challenge: options.challenge });
      return { json: { options, ticket } };
    }),
    changing('/passkeys', (request) => register(means, request)),
    changing('/passkeys/remove', async ({ actor, body }) => {
      const refusal = await mustKeep(means, actor, ({ totp, passkeys }) => ({
        totp,
        passkeys: passkeys - 1,
      }));
      return refusal ? { refusal } : replyTo(await removePasskey(means, actor, textOf(body['id'])));
    }),
    changing('/recovery-codes', ({ actor }) => renewCodes(means, actor)),
  ];
}

async function overview({ database, party, policy }: MySignInMeans, actor: Actor) {
  const userId = actor.userId ?? '';
  const totp = await factorTables(database)
    .selectFrom('totp_factor')
    .select('confirmed_at')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  const passkeys = await passkeysOf(database, userId);
  return {
    totpSince: totp?.confirmed_at ?? null,
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
    recoveryCodes: await countRecoveryCodes(database, userId),
    passkeyOrigin: party?.origin ?? null,
    isRequired: await policy(actor.role),
  };
}

async function register(means: MySignInMeans, { actor, body }: HttpRequest): Promise<HttpReply> {
  const note = await means.tickets.take(textOf(body['ticket']) || null);
  if (!means.party || note?.userId !== actor.userId) return { refusal: { code: 'passkey-wrong' } };
  const response = body['response'];
  return replyTo(
    await addPasskey(means, means.party, actor, {
      challenge: note.challenge,
      response: typeof response === 'object' && response !== null ? (response as Untrusted) : {},
      name: textOf(body['name']),
    }),
  );
}

async function renewCodes(means: MySignInMeans, actor: Actor): Promise<HttpReply> {
  const userId = actor.userId ?? '';
  if (!hasFactor(await ownFactors(means.database, userId))) return { refusal: { code: 'factors-none' } };
  const recoveryCodes = await means.database.transaction(async (tx) => {
    await tx.audit({ actor, action: 'host.renew-recovery-codes', entity: 'User', entityId: userId });
    return replaceRecoveryCodes(means, tx, userId);
  });
  return { json: { recoveryCodes } };
}

/** Where a role must have a second factor, its last one stays. */
async function mustKeep(
  { database, policy }: MySignInMeans,
  { userId, role }: Actor,
  without: (before: OwnFactors) => OwnFactors,
): Promise<Refusal | null> {
  if (!(await policy(role))) return null;
  return hasFactor(without(await ownFactors(database, userId ?? ''))) ? null : { code: 'factor-required' };
}

function replyTo(outcome: Result<unknown, Refusal>): HttpReply {
  return outcome.ok ? { json: outcome.value ?? {} } : { refusal: outcome.error };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
