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
import type { Database, Logger, Translator } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import { createCookies } from './cookies.js';
import { createDoorPages } from './door-pages.js';
import { linkPages, type LinkPageMeans } from './link-pages.js';
import { localPath } from './local-path.js';
import type { LinkMeans } from './one-time-links.js';
import { answerProblem } from './problem.js';
import { actorOf, languageOf } from './request-actor.js';
import { isForeignWrite } from './same-origin.js';
import { createSessionStore, isFreshSignIn } from './session-store.js';
import { createSessionKeeper } from './session-keeper.js';
import { signIn } from './sign-in.js';
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

const SMALL_FORM = { limit: '16kb', extended: false } as const;

export function createSessions(means: SessionsMeans): HouseSessions {
  const { database, clock, translator, log } = means;
  const cookies = createCookies(means.publicUrl?.startsWith('https:') ?? false);
  const store = createSessionStore(means.redis, database);
  const throttle = createThrottle(means.redis, database, clock);
  const keeper = createSessionKeeper({ database, store, cookies, clock });
  const page = createDoorPages(means.viewsRoot, translator);
  const readerLanguage = (request: Request): Language => languageOf(request, cookies.language(request));

  const refuse = (request: Request, response: Response, status: number, code: string): void =>
    answerProblem(response, {
      status,
      code,
      detail: translator.text(readerLanguage(request), `host:refusals.${code}`),
    });

  const loginPage = (
    response: Response,
    status: number,
    { email, ...view }: { language: Language; next: string | null; email: string; problem: string | null },
  ): Promise<void> => page(response, status, { page: 'login', ...view, values: { email } });

  const showLogin = async (request: Request, response: Response): Promise<void> => {
    const next = localPath(request.query['next']);
    if (actorOf(request)) return response.redirect(303, next ?? '/admin');
    await loginPage(response, 200, { language: readerLanguage(request), next, email: '', problem: null });
  };

  const logIn = async (request: Request, response: Response): Promise<void> => {
    const form = formOf(request);
    const language = readerLanguage(request);
    const next = localPath(form['next']);
    const email = textOf(form['email']).slice(0, 190);
    const attempt = { email, password: textOf(form['password']), address: request.ip ?? 'unknown' };
    const outcome = await signIn({ database, throttle, clock, demoLogins: means.demoLogins }, attempt);
    if (outcome.kind === 'welcome') {
      await keeper.open(request, response, outcome.user, ['password']);
      log.info({ user: outcome.user.id }, 'signed in');
      return response.redirect(303, next ?? '/admin');
    }
    log.warn({ address: attempt.address, outcome: outcome.kind }, 'sign-in refused');
    if (outcome.kind === 'wrong') {
      return loginPage(response, 401, {
        language,
        next,
        email,
        problem: translator.text(language, 'host:login.wrong'),
      });
    }
    const minutes = Math.ceil(outcome.waitMs / 60_000);
    response.set('Retry-After', String(Math.ceil(outcome.waitMs / 1000)));
    await loginPage(response, 429, {
      language,
      next,
      email,
      problem: translator.text(language, 'host:login.throttled', { count: minutes }),
    });
  };

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
    response.redirect(303, next === null ? '/admin/login' : `/admin/login?next=${encodeURIComponent(next)}`);
  };

  const logOut = async (request: Request, response: Response): Promise<void> => {
    await keeper.end(request, response);
    response.redirect(303, '/admin/login');
  };

  const identify = async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    const identity = await keeper.identify(request);
    if (identity) {
      request.actor = identity.actor;
      request.actorName = identity.name;
      request.openSession = identity.session;
    }
    next();
  };

  const requireActor: RequestHandler = (request, response, next) => {
    if (actorOf(request)) return next();
    if (wantsPage(request))
      return response.redirect(303, `/admin/login?next=${encodeURIComponent(request.originalUrl)}`);
    refuse(request, response, 401, 'not-signed-in');
  };

  const routes = Router();
  routes.get('/admin/login', identify, showLogin);
  routes.post('/admin/login', urlencoded(SMALL_FORM), logIn);
  routes.post('/admin/login/language', urlencoded(SMALL_FORM), identify, switchLanguage);
  routes.post(
    '/admin/x/host/language',
    json({ limit: '1kb' }),
    urlencoded(SMALL_FORM),
    identify,
    switchLanguage,
  );
  routes.post('/admin/logout', logOut);
  routes.use(linkPages({ ...means, throttle, page, languageOf: readerLanguage }));

  return {
    refuseForeignWrites: (request, response, next) => {
      if (isForeignWrite(request, means.publicUrl)) refuse(request, response, 403, 'foreign-origin');
      else next();
    },
    identify,
    requireActor,
    routes,
    languageOf: readerLanguage,
    throttle,
    demoLogins: means.demoLogins,
    look: async (request) => (await keeper.look(request))?.actor ?? null,
    async isFresh(request) {
      const session =
        request.actor?.via === 'panel' && !request.actor.scopes && (await keeper.stored(request));
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

function formOf(request: Request): Readonly<Record<string, unknown>> {
  return (request.body ?? {}) as Readonly<Record<string, unknown>>;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
