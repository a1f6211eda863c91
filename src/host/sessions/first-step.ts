import type { Request, RequestHandler, Response } from 'express';
import { hasFactor, ownFactors } from '../two-factor/own-factors.js';
import { authenticationOptions, takePasskey } from '../two-factor/passkeys.js';
import { localPath } from './local-path.js';
import type { PendingStage } from './pending-sign-in.js';
import { actorOf } from './request-actor.js';
import {
  addressOf,
  formOf,
  goOn,
  nextOf,
  responseOf,
  textOf,
  throttledSentence,
  welcome,
  type SignInDesk,
} from './sign-in-desk.js';
import { mayUseDemo, PER_ADDRESS, signIn } from './sign-in.js';
import { findUserById, type HouseUser } from './users.js';

/** /admin/login: a password, or a passkey that needs none. */
export interface FirstStep {
  readonly show: RequestHandler;
  readonly logIn: RequestHandler;
  readonly passkeyOptions: RequestHandler;
  readonly logInByPasskey: RequestHandler;
}

/** Where the next step of a sign-in stands. */
export const STAGE_PAGES: Readonly<Record<PendingStage, string>> = {
  'second-factor': '/admin/login/second-factor',
  enrol: '/admin/login/enrol',
};

export function makeFirstStep(desk: SignInDesk): FirstStep {
  const page = (
    request: Request,
    response: Response,
    view: {
      readonly next: string | null;
      readonly status?: number;
      readonly email?: string;
      readonly problem?: string;
    },
  ): Promise<void> =>
    desk.page(response, view.status ?? 200, {
      page: 'login',
      language: desk.languageOf(request),
      next: view.next,
      problem: view.problem ?? null,
      values: { email: view.email ?? '', passkeyOrigin: desk.party?.origin ?? null },
    });

  const say = (request: Request, key: string): string =>
    desk.translator.text(desk.languageOf(request), `host:login.${key}`);

  /** A right password opens a session only where nothing more is asked for. */
  const afterPassword = async (
    request: Request,
    response: Response,
    user: HouseUser,
    next: string | null,
  ): Promise<void> => {
    const stage = await stageAfterPassword(desk, user);
    if (stage === null) {
      await welcome(desk, request, response, user, ['password']);
      return goOn(response, next);
    }
    await desk.keeper.end(request, response);
    desk.pending.begin(response, { user, stage, next });
    response.redirect(303, STAGE_PAGES[stage]);
  };

  return {
    async show(request, response) {
      const next = localPath(request.query['next']);
      if (actorOf(request)) return goOn(response, next);
      await page(request, response, { next });
    },
    async logIn(request, response) {
      const form = formOf(request);
      const next = nextOf(form);
      const email = textOf(form['email']).slice(0, 190);
      const address = addressOf(request);
      const outcome = await signIn(desk, { email, password: textOf(form['password']), address });
      if (outcome.kind === 'welcome') return afterPassword(request, response, outcome.user, next);
      desk.log.warn({ address, outcome: outcome.kind }, 'sign-in refused');
      if (outcome.kind === 'wrong')
        return page(request, response, { next, email, status: 401, problem: say(request, 'wrong') });
      const problem = throttledSentence(desk, request, response, outcome.waitMs);
      await page(request, response, { next, email, status: 429, problem });
    },
    async passkeyOptions(_request, response) {
      if (!desk.party) return void response.status(404).json({});
      const options = await authenticationOptions(desk.party, []);
      desk.challenges.give(response, 'find', options.challenge);
      response.set('Cache-Control', 'no-store').json(options);
    },
    async logInByPasskey(request, response) {
      const form = formOf(request);
      const next = nextOf(form);
      const address = addressOf(request);
      const waitMs = await desk.throttle.spend(`address:${address}`, PER_ADDRESS);
      if (waitMs > 0) {
        const problem = throttledSentence(desk, request, response, waitMs);
        return page(request, response, { next, status: 429, problem });
      }
      const user = await ownerOfPasskey(desk, request, response, form['response']);
      if (!user) {
        desk.log.warn({ address, outcome: 'wrong passkey' }, 'sign-in refused');
        return page(request, response, { next, status: 401, problem: say(request, 'passkeyWrong') });
      }
      await desk.throttle.refund(`address:${address}`);
      await welcome(desk, request, response, user, ['passkey']);
      goOn(response, next);
    },
  };
}

async function stageAfterPassword(desk: SignInDesk, user: HouseUser): Promise<PendingStage | null> {
  if (hasFactor(await ownFactors(desk.database, user.id))) return 'second-factor';
  return (await desk.policy(user.role)) ? 'enrol' : null;
}

async function ownerOfPasskey(
  desk: SignInDesk,
  request: Request,
  response: Response,
  sent: unknown,
): Promise<HouseUser | null> {
  const challenge = await desk.challenges.take(request, response, 'find');
  if (!desk.party || challenge === null) return null;
  const userId = await takePasskey(desk, desk.party, challenge, responseOf(sent));
  const user = userId === null ? null : await findUserById(desk.database, userId);
  return user?.active && mayUseDemo(desk.demoLogins, user.email) ? user : null;
}
