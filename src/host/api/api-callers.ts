import type { Request, Response } from 'express';
import type { HouseSessions } from '../sessions/create-sessions.js';
import type { Limit } from '../sessions/throttle.js';
import { ApiProblem } from './api-problem.js';
import type { Caller, FindKeyCaller } from './key-callers.js';

/** @throws ApiProblem 401 for nobody, 429 for an address that tries keys */
export type FindCaller = (request: Request) => Promise<Caller>;

/** A branch shares one address; a program with a wrong key tries it again and again. */
const FAILURES: Limit = { attempts: 60, windowMs: 15 * 60_000 };
const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="countinghouse"' };

/** A key goes before a session: who shows a wrong one is nobody, whatever cookie comes along. */
export function createCallers(sessions: HouseSessions, findKeyCaller: FindKeyCaller): FindCaller {
  const countFailure = async (request: Request): Promise<never> => {
    const waitMs = await sessions.throttle.spend(`api-key:${request.ip ?? 'unknown'}`, FAILURES);
    if (waitMs === 0) throw new ApiProblem(401, { code: 'api-key-invalid' }, { headers: CHALLENGE });
    const seconds = Math.ceil(waitMs / 1000);
    throw new ApiProblem(
      429,
      { code: 'too-many-requests', seconds },
      { headers: { 'Retry-After': String(seconds) } },
    );
  };

  return async (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const key = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
      return (await findKeyCaller(key ?? '')) ?? (await countFailure(request));
    }
    if (request.headers.cookie !== undefined) await identified(sessions, request);
    const { actor } = request;
    if (!actor) throw new ApiProblem(401, { code: 'not-signed-in' }, { headers: CHALLENGE });
    return {
      actor: { ...actor, via: 'api' },
      account: `user:${actor.userId}`,
      isFresh: () => sessions.isFresh(request),
    };
  };
}

async function identified(sessions: HouseSessions, request: Request): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const done = (error?: unknown): void => (error === undefined ? resolve() : reject(error as Error));
    Promise.resolve(sessions.identify(request, {} as Response, done)).catch(reject);
  });
}
