import type { Request, RequestHandler, Response } from 'express';
import type { Actor } from '../../kernel/permissions.js';
import type { Refusal, Result } from '../../values/result.js';
import { hasFactor, ownFactors } from '../two-factor/own-factors.js';
import { addPasskey, registrationOptions } from '../two-factor/passkeys.js';
import {
  confirmTotp,
  offerTotp,
  waitingTotp,
  type Enrolled,
  type TotpOffer,
} from '../two-factor/totp-factor.js';
import { browserName } from './browser-name.js';
import type { PendingSignIn } from './pending-sign-in.js';
import { startAgain } from './second-step-routes.js';
import { isFreshSignIn, type SignInMethod } from './session-store.js';
import { formOf, goOn, responseOf, textOf, welcome, type SignInDesk } from './sign-in-desk.js';
import { actorOfUser, findUserById } from './users.js';

/** /admin/login/enrol: where a role must have a second factor and this user has none, nothing else opens before. */
export interface Enrolment {
  readonly show: RequestHandler;
  readonly confirm: RequestHandler;
  readonly passkeyOptions: RequestHandler;
  readonly addPasskey: RequestHandler;
}

interface Enrolling extends PendingSignIn {
  readonly actor: Actor;
}

export function makeEnrolment(desk: SignInDesk): Enrolment {
  /** Between a right password and a session; a factor that was set up elsewhere in the meantime ends it. */
  const enrollingOf = async (request: Request): Promise<Enrolling | null> => {
    const pending = await desk.pending.find(request);
    if (pending?.stage !== 'enrol' || hasFactor(await ownFactors(desk.database, pending.user.id)))
      return null;
    return { ...pending, actor: await actorOfUser(desk.database, pending.user) };
  };

  const page = async (
    request: Request,
    response: Response,
    { user, next }: Enrolling,
    offer: TotpOffer,
    problem: string | null = null,
  ): Promise<void> =>
    desk.page(response, problem === null ? 200 : 422, {
      page: 'enrol',
      language: desk.languageOf(request),
      next,
      problem,
      facts: { email: user.email },
      values: {
        picture: offer.picture,
        secret: offer.secret.replaceAll(/(.{4})(?=.)/g, '$1 '),
        passkeyOrigin: desk.party?.origin ?? null,
      },
    });

  const offerAnew = async (
    request: Request,
    response: Response,
    enrolling: Enrolling,
    problem: string | null = null,
  ): Promise<void> => {
    const offer = await offerTotp(desk, enrolling.actor, await desk.organisation());
    if (!offer.ok) return startAgain(response);
    await page(request, response, enrolling, offer.value, problem);
  };

  const finish = async (
    request: Request,
    response: Response,
    enrolling: Enrolling,
    method: SignInMethod,
    enrolled: Enrolled,
  ): Promise<void> => {
    if (!(await desk.pending.finish(request, response))) return startAgain(response);
    await welcome(desk, request, response, enrolling.user, ['password', method]);
    if (enrolled.recoveryCodes.length === 0) return goOn(response, enrolling.next);
    await desk.page(response, 200, {
      page: 'recovery-codes',
      language: desk.languageOf(request),
      next: enrolling.next ?? '/admin',
      problem: null,
      isLast: true,
      values: { codes: enrolled.recoveryCodes },
    });
  };

  const refused = (request: Request, refusal: Refusal): string =>
    desk.translator.text(desk.languageOf(request), `host:refusals.${refusal.code}`, refusal);

  /** Somebody whose session the rule has overtaken: if they signed in just now, no new password is asked for. */
  const beginFromSession = async (request: Request, response: Response): Promise<boolean> => {
    const session = await desk.keeper.stored(request);
    if (!request.mustEnrol || !session || !isFreshSignIn(session, desk.clock.now().getTime())) return false;
    const user = await findUserById(desk.database, session.userId);
    if (user) desk.pending.begin(response, { user, stage: 'enrol', next: null });
    return user !== null;
  };

  return {
    async show(request, response) {
      const enrolling = await enrollingOf(request);
      if (enrolling) return offerAnew(request, response, enrolling);
      // Whoever needs no enrolment keeps their session: an address that is merely opened signs nobody out.
      if (!request.mustEnrol) return response.redirect(303, '/admin/login');
      const hasBegun = await beginFromSession(request, response);
      await desk.keeper.end(request, response);
      response.redirect(303, hasBegun ? '/admin/login/enrol' : '/admin/login');
    },
    async confirm(request, response) {
      const enrolling = await enrollingOf(request);
      if (!enrolling) return startAgain(response);
      const outcome = await confirmTotp(desk, enrolling.actor, textOf(formOf(request)['code']).slice(0, 20));
      if (outcome.ok) return finish(request, response, enrolling, 'totp', outcome.value);
      const problem = refused(request, outcome.error);
      const offer = await waitingTotp(desk, enrolling.actor, await desk.organisation());
      if (offer) return page(request, response, enrolling, offer, problem);
      await offerAnew(request, response, enrolling, problem);
    },
    async passkeyOptions(request, response) {
      const enrolling = await enrollingOf(request);
      if (!enrolling || !desk.party) return void response.status(404).json({});
      const options = await registrationOptions(desk, desk.party, enrolling.actor, await desk.organisation());
      desk.challenges.give(response, 'make', options.challenge);
      response.set('Cache-Control', 'no-store').json(options);
    },
    async addPasskey(request, response) {
      const enrolling = await enrollingOf(request);
      if (!enrolling || !desk.party) return startAgain(response);
      const challenge = await desk.challenges.take(request, response, 'make');
      const outcome: Result<Enrolled, Refusal> | null =
        challenge === null
          ? null
          : await addPasskey(desk, desk.party, enrolling.actor, {
              challenge,
              response: responseOf(formOf(request)['response']),
              name: browserName(request.get('user-agent') ?? ''),
            });
      if (outcome?.ok) return finish(request, response, enrolling, 'passkey', outcome.value);
      const problem = refused(request, outcome?.error ?? { code: 'passkey-wrong' });
      await offerAnew(request, response, enrolling, problem);
    },
  };
}
