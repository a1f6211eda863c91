import type { Actor } from '../../kernel/permissions.js';
import { newId } from '../../values/ids.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { factorTables, type FactorMeans } from './factor-means.js';
import { dropOrphanedCodes } from './own-factors.js';
import { findPasskey, noteUse, passkeysOf, type KnownPasskey } from './passkey-rows.js';
import type { RelyingParty } from './relying-party.js';
import { firstRecoveryCodes, type Enrolled } from './totp-factor.js';

/** What a browser sent, before anybody has looked at it. */
export type Untrusted = Readonly<Record<string, unknown>>;

const PASSKEYS_AT_MOST = 20;
const NAME_AT_MOST = 120;

/** Asks a browser for a new passkey: one that is found without a name, and that asks its owner for a finger, a face or a PIN. */
export async function registrationOptions(
  means: FactorMeans,
  party: RelyingParty,
  actor: Actor,
  organisation: string,
) {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const known = await passkeysOf(means.database, actor.userId ?? '');
  return generateRegistrationOptions({
    rpName: organisation,
    rpID: party.id,
    userName: actor.name,
    userID: new TextEncoder().encode(actor.userId ?? ''),
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** Refusals: passkey-wrong, passkey-taken, passkeys-too-many { max }, passkey-name. */
export async function addPasskey(
  means: FactorMeans,
  party: RelyingParty,
  actor: Actor,
  registration: { readonly challenge: string; readonly response: Untrusted; readonly name: string },
): Promise<Result<Enrolled, Refusal>> {
  const name = registration.name.trim();
  if (name === '' || name.length > NAME_AT_MOST) return err({ code: 'passkey-name', max: NAME_AT_MOST });
  const made = await verifiedRegistration(party, registration.challenge, registration.response);
  if (!made) return err({ code: 'passkey-wrong' });
  const userId = actor.userId ?? '';
  return means.database.transaction(async (tx): Promise<Result<Enrolled, Refusal>> => {
    if ((await passkeysOf(tx, userId)).length >= PASSKEYS_AT_MOST)
      return err({ code: 'passkeys-too-many', max: PASSKEYS_AT_MOST });
    if (await findPasskey(tx, made.credential.id)) return err({ code: 'passkey-taken' });
    const id = newId();
    await factorTables(tx)
      .insertInto('passkey')
      .values({
        id,
        user_id: userId,
        credential_id: made.credential.id,
        public_key: Buffer.from(made.credential.publicKey).toString('base64url'),
        counter: BigInt(made.credential.counter),
        transports: (made.credential.transports ?? []).join(',').slice(0, 120),
        device_type: made.credentialDeviceType,
        backed_up: made.credentialBackedUp,
        name,
        created_at: means.clock.now(),
        last_used_at: null,
      })
      .execute();
    await tx.audit({ actor, action: 'host.add-passkey', entity: 'User', entityId: userId, after: { name } });
    return ok({ recoveryCodes: await firstRecoveryCodes(means, tx, userId) });
  });
}

/** Asks for one of `known`, or, without any, for whichever passkey the browser has for this house. */
export async function authenticationOptions(
  party: RelyingParty,
  known: readonly Pick<KnownPasskey, 'credentialId' | 'transports'>[],
) {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  return generateAuthenticationOptions({
    rpID: party.id,
    allowCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    userVerification: 'required',
  });
}

/** The user whose passkey has signed the challenge, or null. */
export async function takePasskey(
  means: FactorMeans,
  party: RelyingParty,
  challenge: string,
  response: Untrusted,
): Promise<string | null> {
  const passkey =
    typeof response['id'] === 'string' ? await findPasskey(means.database, response['id']) : null;
  if (!passkey) return null;
  const used = await verifiedUse(party, challenge, response, passkey);
  if (!used || !isHandleOf(response, passkey.userId)) return null;
  const isNoted = await noteUse(means.database, passkey, { ...used, at: means.clock.now() });
  return isNoted ? passkey.userId : null;
}

/** Refusals: passkey-unknown. */
export async function removePasskey(
  means: FactorMeans,
  actor: Actor,
  id: string,
): Promise<Result<null, Refusal>> {
  const userId = actor.userId ?? '';
  return means.database.transaction(async (tx): Promise<Result<null, Refusal>> => {
    const found = (await passkeysOf(tx, userId)).find((passkey) => passkey.id === id);
    if (!found) return err({ code: 'passkey-unknown' });
    await factorTables(tx).deleteFrom('passkey').where('id', '=', id).where('user_id', '=', userId).execute();
    await dropOrphanedCodes(tx, userId);
    await tx.audit({
      actor,
      action: 'host.remove-passkey',
      entity: 'User',
      entityId: userId,
      before: { name: found.name },
    });
    return ok(null);
  });
}

/** The library throws for every answer that is not as it should be; what exactly is nobody's business outside. */
async function verifiedRegistration(party: RelyingParty, challenge: string, response: Untrusted) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  try {
    const outcome = await verifyRegistrationResponse({
      response: response as never,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
    });
    return outcome.verified ? outcome.registrationInfo : null;
  } catch {
    return null;
  }
}

async function verifiedUse(
  party: RelyingParty,
  challenge: string,
  response: Untrusted,
  passkey: KnownPasskey,
) {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as never,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
        transports: [...passkey.transports],
      },
    });
    return verified
      ? { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp }
      : null;
  } catch {
    return null;
  }
}

/** A key that names its owner must name the owner that the house knows. */
function isHandleOf(response: Untrusted, userId: string): boolean {
  const { userHandle } = (response['response'] ?? {}) as { readonly userHandle?: unknown };
  if (userHandle === undefined || userHandle === null) return true;
  return typeof userHandle === 'string' && Buffer.from(userHandle, 'base64url').toString() === userId;
}
