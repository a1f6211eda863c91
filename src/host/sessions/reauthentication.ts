import type { Request, RequestHandler, Response } from 'express';
import type { Actor } from '../../kernel/permissions.js';
import { ownFactors } from '../two-factor/own-factors.js';
import { passkeysOf } from '../two-factor/passkey-rows.js';
import { authenticationOptions, takePasskey } from '../two-factor/passkeys.js';
import { takeTotpCode } from '../two-factor/totp-factor.js';
import { passwordMatches } from './passwords.js';
import { answerProblem } from './problem.js';
import { actorOf } from './request-actor.js';
import { PER_ADDRESS, QUARTER_HOUR_MS } from './sign-in.js';
import { addressOf, formOf, throttledSentence, type Form, type SignInDesk } from './sign-in-desk.js';
import type { Limit } from './throttle.js';
import { findUserById } from './users.js';

/** /admin/x/host/reauthenticate: who has a session shows again who they are, before something dangerous. */
export interface Reauthentication {
  /** the ways that this user has */
  readonly ways: RequestHandler;
  readonly passkeyOptions: RequestHandler;
  readonly confirm: RequestHandler;
}

const PER_ACCOUNT: Limit = { attempts: 5, windowMs: QUARTER_HOUR_MS };

export function makeReauthentication(desk: SignInDesk): Reauthentication {
  const say = (request: Request, key: string): string =>
    desk.translator.text(desk.languageOf(request), `host:${key}`);

  const isProven = async (
    request: Request,
    response: Response,
    { userId }: Actor,
    form: Form,
  ): Promise<boolean> => {
    if (userId === null) return false;
    if (typeof form['password'] === 'string') {
      const user = await findUserById(desk.database, userId);
      return passwordMatches(user?.passwordHash ?? null, form['password']);
    }
    if (typeof form['code'] === 'string') return takeTotpCode(desk, userId, form['code'].slice(0, 20));
    const challenge = await desk.challenges.take(request, response, 'confirm');
    if (!desk.party || challenge === null) return false;
    return (await takePasskey(desk, desk.party, challenge, sentBy(form))) === userId;
  };

  return {
    async ways(request, response) {
      const factors = await ownFactors(desk.database, actorOf(request)?.userId ?? '');
      response.set('Cache-Control', 'no-store').json({
        code: factors.totp,
        passkeyOrigin: factors.passkeys > 0 ? (desk.party?.origin ?? null) : null,
      });
    },
    async passkeyOptions(request, response) {
      const known = await passkeysOf(desk.database, actorOf(request)?.userId ?? '');
      if (!desk.party || known.length === 0)
        return refuse(response, 404, 'not-found', say(request, 'refusals.not-found'));
      const options = await authenticationOptions(desk.party, known);
      desk.challenges.give(response, 'confirm', options.challenge);
      response.set('Cache-Control', 'no-store').json(options);
    },
    async confirm(request, response) {
      const actor = actorOf(request);
      const session = actor?.via === 'panel' ? await desk.keeper.stored(request) : null;
      if (!actor || session?.userId !== actor.userId)
        return refuse(response, 403, 'not-allowed', say(request, 'refusals.not-allowed'));
      const account = `reauthenticate:${actor.userId}`;
      const address = `address:${addressOf(request)}`;
      const waitMs = Math.max(
        await desk.throttle.spend(address, PER_ADDRESS),
        await desk.throttle.spend(account, PER_ACCOUNT),
      );
      if (waitMs > 0) {
        const detail = throttledSentence(desk, request, response, waitMs);
        return refuse(response, 429, 'reauthentication-throttled', detail);
      }
      if (!(await isProven(request, response, actor, formOf(request)))) {
        desk.log.warn({ user: actor.userId, address: addressOf(request) }, 're-authentication refused');
        return refuse(
          response,
          422,
          'reauthentication-wrong',
          say(request, 'refusals.reauthentication-wrong'),
        );
      }
      await desk.throttle.forget(account);
      await desk.throttle.refund(address);
      await desk.keeper.confirm(session);
      response.status(204).end();
    },
  };
}

function sentBy(form: Form): Form {
  const sent = form['passkey'];
  return typeof sent === 'object' && sent !== null ? (sent as Form) : {};
}

function refuse(response: Response, status: number, code: string, detail: string): void {
  answerProblem(response, { status, code, detail });
}
