import type { Request, RequestHandler, Response } from 'express';
import { ownFactors } from '../two-factor/own-factors.js';
import { passkeysOf } from '../two-factor/passkey-rows.js';
import { authenticationOptions, takePasskey } from '../two-factor/passkeys.js';
import type { PendingSignIn } from './pending-sign-in.js';
import { proveSecondFactor, type Proof } from './second-step.js';
import {
  addressOf,
  formOf,
  goOn,
  responseOf,
  textOf,
  throttledSentence,
  welcome,
  type SignInDesk,
} from './sign-in-desk.js';
import { actorOfUser } from './users.js';

/** /admin/login/second-factor: only between a right password and a session. */
export interface SecondStep {
  readonly show: RequestHandler;
  readonly prove: RequestHandler;
  readonly passkeyOptions: RequestHandler;
  readonly proveByPasskey: RequestHandler;
}

export function makeSecondStep(desk: SignInDesk): SecondStep {
  const pendingOf = async (request: Request): Promise<PendingSignIn | null> => {
    const pending = await desk.pending.find(request);
    return pending?.stage === 'second-factor' ? pending : null;
  };

  const page = async (
    request: Request,
    response: Response,
    { user, next }: PendingSignIn,
    { status = 200, problem = null }: { readonly status?: number; readonly problem?: string | null } = {},
  ): Promise<void> => {
    const { totp, passkeys } = await ownFactors(desk.database, user.id);
    await desk.page(response, status, {
      page: 'second-factor',
      language: desk.languageOf(request),
      next,
      problem,
      facts: { email: user.email },
      values: {
        totp,
        passkeyOrigin: passkeys > 0 ? (desk.party?.origin ?? null) : null,
      },
    });
  };

  const decide = async (
    request: Request,
    response: Response,
    pending: PendingSignIn,
    proof: Proof,
  ): Promise<void> => {
    const { user, next } = pending;
    const address = addressOf(request);
    const actor = await actorOfUser(desk.database, user);
    const outcome = await proveSecondFactor(desk, actor, address, proof);
    if (outcome.kind === 'proven') {
      // Two requests with one ticket and two right codes: one session.
      if (!(await desk.pending.finish(request, response))) return startAgain(response);
      await welcome(desk, request, response, user, ['password', outcome.method]);
      return goOn(response, next);
    }
    desk.log.warn({ address, user: user.id, outcome: outcome.kind }, 'second step refused');
    if (outcome.kind === 'throttled') {
      const problem = throttledSentence(desk, request, response, outcome.waitMs);
      return page(request, response, pending, { status: 429, problem });
    }
    const problem = desk.translator.text(desk.languageOf(request), `host:second-factor.wrong.${proof.kind}`);
    await page(request, response, pending, { status: 401, problem });
  };

  return {
    async show(request, response) {
      const pending = await pendingOf(request);
      if (!pending) return startAgain(response);
      await page(request, response, pending);
    },
    async prove(request, response) {
      const pending = await pendingOf(request);
      if (!pending) return startAgain(response);
      const form = formOf(request);
      const recovery = textOf(form['recoveryCode']);
      const proof: Proof =
        recovery === ''
          ? { kind: 'code', code: textOf(form['code']).slice(0, 20) }
          : { kind: 'recovery-code', code: recovery.slice(0, 60) };
      await decide(request, response, pending, proof);
    },
    async passkeyOptions(request, response) {
      const pending = await pendingOf(request);
      if (!pending || !desk.party) return void response.status(404).json({});
      const options = await authenticationOptions(
        desk.party,
        await passkeysOf(desk.database, pending.user.id),
      );
      desk.challenges.give(response, 'use', options.challenge);
      response.set('Cache-Control', 'no-store').json(options);
    },
    async proveByPasskey(request, response) {
      const pending = await pendingOf(request);
      const { party } = desk;
      if (!pending || !party) return startAgain(response);
      const challenge = await desk.challenges.take(request, response, 'use');
      const sent = responseOf(formOf(request)['response']);
      await decide(request, response, pending, {
        kind: 'passkey',
        take: async () => (challenge === null ? null : takePasskey(desk, party, challenge, sent)),
      });
    },
  };
}

export function startAgain(response: Response): void {
  response.redirect(303, '/admin/login');
}
