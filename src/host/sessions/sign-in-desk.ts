import type { Request, Response } from 'express';
import type { Language } from '../../kernel/permissions.js';
import type { Database, Logger, Translator } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import type { FactorMeans } from '../two-factor/factor-means.js';
import type { RelyingParty } from '../two-factor/relying-party.js';
import type { SecondFactorPolicy } from '../two-factor/second-factor-policy.js';
import type { HouseCookies } from './cookies.js';
import type { DoorPages } from './door-pages.js';
import { localPath } from './local-path.js';
import type { PendingSignIns } from './pending-sign-in.js';
import type { PasskeyChallenges } from './passkey-challenges.js';
import type { SessionKeeper } from './session-keeper.js';
import type { SignInMethod } from './session-store.js';
import type { Throttle } from './throttle.js';
import { noteSignIn, type HouseUser } from './users.js';

/** What every step of signing in works with. */
export interface SignInDesk extends FactorMeans {
  readonly database: Database;
  readonly clock: Clock;
  readonly translator: Translator;
  readonly log: Logger;
  readonly throttle: Throttle;
  readonly cookies: HouseCookies;
  readonly keeper: SessionKeeper;
  readonly pending: PendingSignIns;
  readonly challenges: PasskeyChallenges;
  readonly policy: SecondFactorPolicy;
  /** null where passkeys cannot be had */
  readonly party: RelyingParty | null;
  readonly page: DoorPages;
  readonly demoLogins: boolean;
  languageOf(request: Request): Language;
  /** what the organisation is called */
  organisation(): Promise<string>;
}

export type Form = Readonly<Record<string, unknown>>;

/** The only way into a session: a token of its own, whatever the browser had before. */
export async function welcome(
  desk: SignInDesk,
  request: Request,
  response: Response,
  user: HouseUser,
  methods: readonly SignInMethod[],
): Promise<void> {
  await desk.keeper.open(request, response, user, methods);
  await noteSignIn(desk.database, user.id, desk.clock.now());
  desk.log.info({ user: user.id, methods }, 'signed in');
}

export function goOn(response: Response, next: string | null): void {
  response.redirect(303, next ?? '/admin');
}

/** What somebody reads who has to wait, and when they may come back. */
export function throttledSentence(
  desk: SignInDesk,
  request: Request,
  response: Response,
  waitMs: number,
): string {
  response.set('Retry-After', String(Math.ceil(waitMs / 1000)));
  return desk.translator.text(desk.languageOf(request), 'host:login.throttled', {
    count: Math.ceil(waitMs / 60_000),
  });
}

export function addressOf(request: Request): string {
  return request.ip ?? 'unknown';
}

export function formOf(request: Request): Form {
  return (request.body ?? {}) as Form;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function nextOf(form: Form): string | null {
  return localPath(form['next']);
}

/** What a passkey's script put into a form. */
export function responseOf(value: unknown): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(textOf(value));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
