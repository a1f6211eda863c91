import type { Request, Response } from 'express';
import type { Actor } from '../../kernel/permissions.js';
import type { Database } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import { hasFactor, ownFactors } from '../two-factor/own-factors.js';
import type { SecondFactorPolicy } from '../two-factor/second-factor-policy.js';
import { browserName } from './browser-name.js';
import type { HouseCookies } from './cookies.js';
import {
  expiryOf,
  SESSION_ABSOLUTE_MS,
  type SessionStore,
  type SignInMethod,
  type StoredSession,
} from './session-store.js';
import { credentialMark, digestOf, newToken } from './tokens.js';
import { actorOfUser, findUserById, type HouseUser } from './users.js';

/** Who a browser is, as far as its cookie tells. */
export interface Identity {
  readonly actor: Actor;
  readonly name: string;
  readonly session: StoredSession;
  /** `enrol`: the role demands a second factor, and there is none yet */
  readonly standing: 'full' | 'enrol';
}

export interface SessionKeeper {
  identify(request: Request): Promise<Identity | null>;
  /** As `identify`, for a line that stays open: that it is open is no sign of life, so the session ends as if it were not. */
  look(request: Pick<Request, 'headers'>): Promise<Identity | null>;
  /** Ends whatever session the browser had and opens one with a token of its own. */
  open(
    request: Request,
    response: Response,
    user: HouseUser,
    methods: readonly SignInMethod[],
  ): Promise<void>;
  end(request: Request, response: Response): Promise<void>;
  /** The browser's session as it is stored now, whatever is remembered of it here. */
  stored(request: Request): Promise<StoredSession | null>;
  /** Who it is was shown again, just now. */
  confirm(session: StoredSession): Promise<void>;
  /** The user behind the browser has changed: look again at the next request. */
  refresh(request: Request): void;
}

interface Means {
  readonly database: Database;
  readonly store: SessionStore;
  readonly cookies: HouseCookies;
  readonly clock: Clock;
  readonly policy: SecondFactorPolicy;
}

/** A user who was deactivated is out within this time, on every process. */
const FRESH_MS = 1000;
const REMEMBERED_AT_MOST = 10_000;
/** An idle limit of hours does not need a write on every click. */
const SEEN_EVERY_MS = 60 * 1000;

export function createSessionKeeper({ database, store, cookies, clock, policy }: Means): SessionKeeper {
  const recent = new Map<string, { readonly at: number; readonly identity: Promise<Identity | null> }>();

  const find = async (id: string, now: number): Promise<Identity | null> => {
    const session = await store.find(id);
    if (!session) return null;
    if (session.expiresAt <= now || session.createdAt + SESSION_ABSOLUTE_MS <= now) {
      await store.remove(id);
      return null;
    }
    const user = await findUserById(database, session.userId);
    if (!user?.active || credentialMark(user.passwordHash) !== session.credential) {
      await store.remove(id);
      return null;
    }
    const standing = await standingOf(user, session);
    if (standing === 'weak') {
      await store.remove(id);
      return null;
    }
    return { actor: await actorOfUser(database, user), name: user.name, session, standing };
  };

  /** `weak`: opened by a password alone, by somebody who has a second factor and must use it. */
  const standingOf = async (
    user: HouseUser,
    { methods }: StoredSession,
  ): Promise<Identity['standing'] | 'weak'> => {
    if (!(await policy(user.role))) return 'full';
    if (!hasFactor(await ownFactors(database, user.id))) return 'enrol';
    return methods.some((method) => method !== 'password') ? 'full' : 'weak';
  };

  const resolve = async (id: string, now: number): Promise<Identity | null> => {
    const identity = await find(id, now);
    if (identity) await noteSeen(identity.session, now);
    return identity;
  };

  const noteSeen = async ({ id, createdAt, lastSeenAt }: StoredSession, now: number): Promise<void> => {
    if (now - lastSeenAt < SEEN_EVERY_MS) return;
    const expiresAt = expiryOf(createdAt, now);
    await store.change(id, (before) => ({ ...before, lastSeenAt: now, expiresAt }));
  };

  const identify = (request: Request): Promise<Identity | null> => {
    const token = cookies.session(request);
    if (token === null) return Promise.resolve(null);
    const id = digestOf(token);
    const now = clock.now().getTime();
    const known = recent.get(id);
    if (known && now - known.at < FRESH_MS && now >= known.at) return known.identity;
    if (recent.size >= REMEMBERED_AT_MOST) recent.clear();
    const identity = resolve(id, now);
    recent.set(id, { at: now, identity });
    identity.catch(() => recent.delete(id));
    return identity;
  };

  const forget = async (request: Request): Promise<void> => {
    const token = cookies.session(request);
    if (token === null) return;
    recent.delete(digestOf(token));
    await store.remove(digestOf(token));
  };

  return {
    identify,
    look(request) {
      const token = cookies.session(request);
      return token === null ? Promise.resolve(null) : find(digestOf(token), clock.now().getTime());
    },
    async open(request, response, user, methods) {
      await forget(request);
      const token = newToken();
      const now = clock.now().getTime();
      await store.save({
        id: digestOf(token),
        userId: user.id,
        credential: credentialMark(user.passwordHash),
        createdAt: now,
        expiresAt: expiryOf(now, now),
        address: request.ip ?? '',
        browser: browserName(request.get('user-agent')),
        lastSeenAt: now,
        authenticatedAt: now,
        methods,
      });
      cookies.setSession(response, token, SESSION_ABSOLUTE_MS);
    },
    async end(request, response) {
      await forget(request);
      cookies.clearSession(response);
    },
    stored(request) {
      const token = cookies.session(request);
      return token === null ? Promise.resolve(null) : store.find(digestOf(token));
    },
    async confirm({ id }) {
      const authenticatedAt = clock.now().getTime();
      await store.change(id, (before) => ({ ...before, authenticatedAt }));
    },
    refresh(request) {
      const token = cookies.session(request);
      if (token !== null) recent.delete(digestOf(token));
    },
  };
}
