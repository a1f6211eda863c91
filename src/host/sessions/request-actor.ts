import type { Request } from 'express';
import type { Actor, Language } from '../../kernel/permissions.js';
import type { StoredSession } from './session-store.js';

declare module 'express-serve-static-core' {
  interface Request {
    /** who is signed in; absent for a stranger */
    actor?: Actor;
    /** has a session, but must set up a second factor before any door opens; then there is no actor */
    mustEnrol?: boolean;
    /** name to greet */
    actorName?: string;
    /** the session that the cookie names; absent for a stranger and for a program with a key */
    openSession?: StoredSession;
  }
}

export function actorOf(request: Request): Actor | null {
  return request.actor ?? null;
}

/** The reader's language: the user's, else the browser's wish, else English. `remembered` is the switch on the login page. */
export function languageOf(request: Request, remembered: Language | null): Language {
  if (request.actor) return request.actor.language;
  if (remembered) return remembered;
  const wish = request.acceptsLanguages('en', 'uk', 'ru');
  return wish === 'uk' || wish === 'ru' ? wish : 'en';
}
