import type { HttpReply, HttpRequest, HttpRoute } from '../../kernel/contributions.js';
import type { Actor, PermissionName } from '../../kernel/permissions.js';
import type { PluginContext } from '../../kernel/plugin-context.js';
import type { AccessMeans } from './access-means.js';
import { changeOwnPassword } from './change-own-password.js';
import type { StoredSession } from './session-store.js';
import { credentialMark } from './tokens.js';
import { findUserById } from './users.js';

/** Everybody's own sessions and password. A program with a key has neither. */
export function ownRoutes(access: AccessMeans, permission: PermissionName): readonly HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/my-sessions',
      permission,
      handle: withBrowser(async (request, own) => ({
        json: {
          sessions: (await liveSessions(access, request.context, own.userId)).map((session) =>
            viewOf(session, own.sessionId),
          ),
        },
      })),
    },
    {
      method: 'POST',
      path: '/my-sessions/end',
      permission,
      handle: withBrowser(async ({ context, actor, body }, own) => {
        const live = await liveSessions(access, context, own.userId);
        const session = live.find(({ id }) => id === body['id']);
        if (!session) return { status: 404, refusal: { code: 'session-unknown' } };
        await access.sessions.remove(session.id);
        await auditEnded(context, actor, own.userId, 1);
        return { json: { ended: 1 } };
      }),
    },
    {
      method: 'POST',
      path: '/my-sessions/end-others',
      permission,
      handle: withBrowser(async ({ context, actor }, own) => {
        const ended = await access.sessions.removeAllOf(own.userId, own.sessionId);
        if (ended > 0) await auditEnded(context, actor, own.userId, ended);
        return { json: { ended } };
      }),
    },
    {
      method: 'POST',
      path: '/my-password',
      permission,
      handle: withBrowser(async ({ context, actor, body }, { sessionId }) => {
        const changed = await changeOwnPassword(access, context, actor, {
          current: textOf(body['current']),
          password: textOf(body['password']),
          sessionId,
        });
        return changed.ok ? { json: {} } : { refusal: changed.error };
      }),
    },
  ];
}

/** Ends all sessions of a user. Returns how many there were. */
export async function endSessionsOf(
  { sessions }: Pick<AccessMeans, 'sessions'>,
  context: PluginContext,
  actor: Actor,
  userId: string,
): Promise<number> {
  const ended = await sessions.removeAllOf(userId);
  await auditEnded(context, actor, userId, ended);
  return ended;
}

interface Own {
  readonly userId: string;
  readonly sessionId: string;
}

function withBrowser(handle: (request: HttpRequest, own: Own) => Promise<HttpReply>): HttpRoute['handle'] {
  return async (request) => {
    const { actor, client } = request;
    if (actor.userId === null || !client) return { status: 403, refusal: { code: 'browser-only' } };
    return handle(request, { userId: actor.userId, sessionId: client.sessionId });
  };
}

/** Those that the house would still let in: a session from before the password changed is not one. */
async function liveSessions(
  { sessions }: AccessMeans,
  { database, clock }: PluginContext,
  userId: string,
): Promise<readonly StoredSession[]> {
  const user = await findUserById(database, userId);
  if (!user) return [];
  const mark = credentialMark(user.passwordHash);
  const all = await sessions.of(userId, clock.now().getTime());
  return all.filter(({ credential }) => credential === mark);
}

function viewOf(session: StoredSession, current: string) {
  return {
    id: session.id,
    current: session.id === current,
    address: session.address,
    browser: session.browser,
    createdAt: new Date(session.createdAt).toISOString(),
    lastSeenAt: new Date(session.lastSeenAt).toISOString(),
    methods: session.methods,
  };
}

function auditEnded(context: PluginContext, actor: Actor, userId: string, ended: number): Promise<void> {
  return context.database.transaction((tx) =>
    tx.audit({
      actor,
      action: 'host.end-sessions',
      entity: 'User',
      entityId: userId,
      after: { ended },
    }),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
