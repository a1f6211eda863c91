import { Router, urlencoded, type Request, type Response } from 'express';
import type { Language } from '../../kernel/permissions.js';
import type { Database, Translator } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import type { DoorPages } from './door-pages.js';
import { findLink, useLink, type LinkMeans } from './one-time-links.js';
import { PASSWORD_LENGTH } from './passwords.js';
import type { Limit, Throttle } from './throttle.js';
import { digestOf } from './tokens.js';
import { normalEmail } from './users.js';

export interface LinkPageMeans {
  readonly database: Database;
  readonly clock: Clock;
  readonly translator: Translator;
  readonly throttle: Throttle;
  readonly page: DoorPages;
  readonly languageOf: (request: Request) => Language;
  readonly links: LinkMeans;
  /** has a link sent to whoever signs in with this address, later and elsewhere; null: the house sends no mail */
  readonly forgot: ((email: string) => Promise<void>) | null;
}

const QUARTER_HOUR_MS = 15 * 60 * 1000;
const PER_ADDRESS: Limit = { attempts: 20, windowMs: QUARTER_HOUR_MS };
const PER_ACCOUNT: Limit = { attempts: 3, windowMs: QUARTER_HOUR_MS };

const readForm = urlencoded({ limit: '16kb', extended: false });

/** Where a forgotten password is reported and where a one-time link leads. Nobody is signed in by either. */
export function linkPages(means: LinkPageMeans): Router {
  const router = Router();
  router.get('/admin/forgot', (request, response) => showForgot(means, request, response));
  router.post('/admin/forgot', readForm, (request, response) => takeForgotten(means, request, response));
  router.get('/admin/link/done', (request, response) => showDone(means, request, response));
  router.get('/admin/link/:token', (request, response) => showLink(means, request, response));
  router.post('/admin/link/:token', readForm, (request, response) => openLink(means, request, response));
  return router;
}

async function showForgot({ page, languageOf, forgot }: LinkPageMeans, request: Request, response: Response) {
  await page(response, 200, {
    page: 'forgot',
    language: languageOf(request),
    next: '/admin/forgot',
    problem: null,
    values: { isSent: false, canSend: forgot !== null },
  });
}

/** One answer, after one amount of work, whether anybody signs in with the address or not. */
async function takeForgotten(means: LinkPageMeans, request: Request, response: Response): Promise<void> {
  const { throttle, forgot, page, languageOf, translator } = means;
  const language = languageOf(request);
  const waitMs = await throttle.spend(`forgot:${request.ip ?? 'unknown'}`, PER_ADDRESS);
  const answer = (status: number, problem: string | null) =>
    page(response, status, {
      page: 'forgot',
      language,
      next: '/admin/forgot',
      problem,
      values: { isSent: problem === null, canSend: forgot !== null },
    });
  if (waitMs > 0) {
    response.set('Retry-After', String(Math.ceil(waitMs / 1000)));
    return answer(
      429,
      translator.text(language, 'host:login.throttled', { count: Math.ceil(waitMs / 60_000) }),
    );
  }
  const email = normalEmail(textOf(request, 'email')).slice(0, 190);
  const isTooOften = (await throttle.spend(`forgot-account:${digestOf(email)}`, PER_ACCOUNT)) > 0;
  if (forgot && !isTooOften && email.includes('@')) await forgot(email);
  await answer(200, null);
}

async function showLink(means: LinkPageMeans, request: Request, response: Response): Promise<void> {
  const link = await findLink(means.links, means.database, means.clock.now(), tokenOf(request));
  await linkPage(means, request, response, {
    status: link ? 200 : 404,
    link: link && { purpose: link.purpose, email: link.user.email },
    problem: null,
  });
}

async function openLink(means: LinkPageMeans, request: Request, response: Response): Promise<void> {
  const { links, database, clock, throttle, translator, languageOf } = means;
  const language = languageOf(request);
  const token = tokenOf(request);
  const waitMs = await throttle.spend(`link:${request.ip ?? 'unknown'}`, PER_ADDRESS);
  const link = await findLink(links, database, clock.now(), token);
  const again = (status: number, problem: string) =>
    linkPage(means, request, response, {
      status,
      link: link && { purpose: link.purpose, email: link.user.email },
      problem,
    });
  if (waitMs > 0)
    return again(
      429,
      translator.text(language, 'host:login.throttled', { count: Math.ceil(waitMs / 60_000) }),
    );
  const password = textOf(request, 'password');
  if (link && password !== textOf(request, 'again'))
    return again(422, translator.text(language, 'host:link.different'));
  const used = await useLink(links, means, token, password);
  if (used.ok) return response.redirect(303, '/admin/link/done');
  if (used.error.code === 'link-spent')
    return linkPage(means, request, response, { status: 404, link: null, problem: null });
  await again(422, translator.text(language, `host:refusals.${used.error.code}`, used.error));
}

async function linkPage(
  { page, languageOf }: LinkPageMeans,
  request: Request,
  response: Response,
  view: {
    readonly status: number;
    readonly link: { readonly purpose: string; readonly email: string } | null;
    readonly problem: string | null;
  },
): Promise<void> {
  const { link } = view;
  await page(response, view.status, {
    page: link ? 'link' : 'link-spent',
    language: languageOf(request),
    next: request.path,
    problem: view.problem,
    values: {
      isInvite: link?.purpose === 'invite',
      email: link?.email ?? '',
      address: request.path,
      ...PASSWORD_LENGTH,
    },
  });
}

async function showDone({ page, languageOf }: LinkPageMeans, request: Request, response: Response) {
  await page(response, 200, {
    page: 'link-done',
    language: languageOf(request),
    next: request.path,
    problem: null,
  });
}

function tokenOf(request: Request): string {
  const token: unknown = request.params['token'];
  return typeof token === 'string' ? token : '';
}

function textOf(request: Request, name: string): string {
  const value = ((request.body ?? {}) as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : '';
}
