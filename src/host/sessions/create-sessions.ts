import {
  Router,
  urlencoded,
  json,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { Redis } from 'ioredis';
import { LANGUAGES, type Actor, type Language } from '../../kernel/permissions.js';
import type { SettingsSource } from '../../kernel/plugin-contexts.js';
import type { Database, Logger, Translator } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import { createFactorKeys } from '../two-factor/factor-means.js';
import type { RelyingParty } from '../two-factor/relying-party.js';
import { secondFactorPolicy } from '../two-factor/second-factor-policy.js';
import { createCookies } from './cookies.js';
import { createSessionStore } from './create-session-store.js';
import { createDoorPages } from './door-pages.js';
import { STAGE_PAGES } from './first-step.js';
import { linkPages, type LinkPageMeans } from './link-pages.js';
import { localPath } from './local-path.js';
import type { LinkMeans } from './one-time-links.js';
import { createPasskeyChallenges } from './passkey-challenges.js';
import { createPendingSignIns } from './pending-sign-in.js';
import { answerProblem } from './problem.js';
import { actorOf, languageOf } from './request-actor.js';
import { isForeignWrite } from './same-origin.js';
import { isFreshSignIn } from './session-store.js';
import { createSessionKeeper } from './session-keeper.js';
import { formOf, textOf, type SignInDesk } from './sign-in-desk.js';
import { signInRoutes } from './sign-in-routes.js';
import { createThrottle, type Throttle } from './throttle.js';
import { changeLanguage } from './users.js';

export interface SessionsMeans {
  readonly database: Database;
  readonly clock: Clock;
  readonly translator: Translator;
  readonly log: Logger;
  /** the address that people type; https makes the cookies secure */
  readonly publicUrl: string | null;
  /** sessions and throttle live there instead of in the database */
  readonly redis: Redis | null;
  /** false: `…@demo.test` may not sign in */
  readonly demoLogins: boolean;
  readonly viewsRoot: string;
  readonly links: LinkMeans;
  /** see link-pages.ts */
  readonly forgot: LinkPageMeans['forgot'];
  readonly settings: SettingsSource;
  readonly secretKey: string;
  readonly formerKeys?: readonly string[];
  /** whom passkeys are for; null where there can be none */
  readonly party: RelyingParty | null;
  /** address of the login page's script; null before the panel was built */
  readonly signInScript: () => string | null;
}

export interface HouseSessions {
  /** First in line: answers 403 to an unsafe request from somebody else's page. */
  readonly refuseForeignWrites: RequestHandler;
  /** Sets `request.actor` when the cookie names a live session of an active user. */
  readonly identify: RequestHandler;
  /** After `identify`: sends a stranger's page to the login, answers 401 to anything else. */
  readonly requireActor: RequestHandler;
  /** /admin/login, /admin/logout and the language switch; needs no body parser before it. */
  readonly routes: Router;
  languageOf(request: Request): Language;
  /** counts the attempts of all the house's doors */
  readonly throttle: Throttle;
  /** false: `…@demo.test` is let in by no door */
  readonly demoLogins: boolean;
  /** Who is behind a line that stays open, now. Asking does not keep the session alive. */
  look(request: Pick<Request, 'headers'>): Promise<Actor | null>;
  /** Whether who it is was shown a short while ago, in this very session: what is dangerous asks. A program's key never is. */
  isFresh(request: Request): Promise<boolean>;
}

/** Pages that a stranger may see in another language too. */
const LINK_PAGES = /^\/admin\/(?:forgot$|link\/)/;
const SIGN_IN_PAGES = Object.values(STAGE_PAGES);
const SMALL_FORM = { limit: '16kb', extended: false } as const;

export function createSessions(means: SessionsMeans): HouseSessions {
  const { database, clock, translator, log } = means;
  const cookies = createCookies(means.publicUrl?.startsWith('https:') ?? false);
  const store = createSessionStore(means.redis, database);
  const throttle = createThrottle(means.redis, database, clock);
  const policy = secondFactorPolicy(means.settings);
  const keeper = createSessionKeeper({ database, store, cookies, clock, policy });
  const keys = createFactorKeys(means);
  const readerLanguage = (request: Request): Language => languageOf(request, cookies.language(request));
  const pending = createPendingSignIns({ database, throttle, clock, cookies, keys });
  const desk: SignInDesk = {
    ...{ database, clock, translator, log, throttle, cookies, keeper, keys, pending, policy },
    challenges: createPasskeyChallenges({ throttle, clock, cookies, keys }),
    party: means.party,
    page: createDoorPages({ viewsRoot: means.viewsRoot, translator, script: means.signInScript }),
    demoLogins: means.demoLogins,
    languageOf: readerLanguage,
    organisation: async () => (await means.settings.organisation()).name,
  };

  const refuse = (request: Request, response: Response, status: number, code: string): void =>
    answerProblem(response, {
      status,
      code,
      detail: translator.text(readerLanguage(request), `host:refusals.${code}`),
    });

  const switchLanguage = async (request: Request, response: Response): Promise<void> => {
    const form = formOf(request);
    const language = LANGUAGES.find((known) => known === form['language']);
    if (!language) return refuse(request, response, 400, 'language-unknown');
    cookies.setLanguage(response, language);
    const actor = actorOf(request);
    if (actor?.userId) await changeLanguage(database, actor.userId, language);
    keeper.refresh(request);
    if (request.is('application/json')) return void response.status(204).end();
    const next = localPath(form['next']);
    if (actor || (next !== null && LINK_PAGES.test(next))) return response.redirect(303, next ?? '/admin');
    const page =
      SIGN_IN_PAGES.find((known) => known === `/admin/login/${textOf(form['page'])}`) ?? '/admin/login';
    response.redirect(303, next === null ? page : `${page}?next=${encodeURIComponent(next)}`);
  };

  const logOut = async (request: Request, response: Response): Promise<void> => {
    await keeper.end(request, response);
    await pending.finish(request, response);
    response.redirect(303, '/admin/login');
  };

  const identify = async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    const identity = await keeper.identify(request);
    if (identity?.standing === 'enrol') request.mustEnrol = true;
    else if (identity) {
      request.actor = identity.actor;
      request.actorName = identity.name;
      request.openSession = identity.session;
    }
    next();
  };

  const requireActor: RequestHandler = (request, response, next) => {
    if (actorOf(request)) return next();
    const stage = request.mustEnrol ? 'enrol' : pending.stage(request);
    if (stage !== null) {
      if (wantsPage(request)) return response.redirect(303, STAGE_PAGES[stage]);
      return refuse(request, response, 403, 'second-factor-required');
    }
    if (wantsPage(request))
      return response.redirect(303, `/admin/login?next=${encodeURIComponent(request.originalUrl)}`);
    refuse(request, response, 401, 'not-signed-in');
  };

  const routes = Router();
  routes.use(signInRoutes(desk, { identify, requireActor }));
  routes.post('/admin/login/language', urlencoded(SMALL_FORM), identify, switchLanguage);
  routes.post(
    '/admin/x/host/language',
    json({ limit: '1kb' }),
    urlencoded(SMALL_FORM),
    identify,
    switchLanguage,
  );
  routes.post('/admin/logout', logOut);
  routes.use(linkPages({ ...means, throttle, page: desk.page, languageOf: readerLanguage }));

  return {
    refuseForeignWrites: (request, response, next) => {
      if (isForeignWrite(request, means.publicUrl, cookies.session(request) !== null))
        refuse(request, response, 403, 'foreign-origin');
      else next();
    },
    identify,
    requireActor,
    routes,
    languageOf: readerLanguage,
    throttle,
    demoLogins: means.demoLogins,
    async look(request) {
      const identity = await keeper.look(request);
      return identity?.standing === 'full' ? identity.actor : null;
    },
    async isFresh(request) {
      const session = request.actor && !request.actor.scopes && (await keeper.stored(request));
      return session ? isFreshSignIn(session, clock.now().getTime()) : false;
    },
  };
}

function wantsPage(request: Request): boolean {
  return (
    request.method === 'GET' &&
    !/^\/admin\/(?:api|x)\//.test(request.originalUrl) &&
    request.accepts(['html', 'json']) === 'html'
  );
}
