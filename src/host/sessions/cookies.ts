import type { Request, Response } from 'express';
import { LANGUAGES, type Language } from '../../kernel/permissions.js';

/** Cookies of the house. Behind https they carry the `__Host-` prefix: no subdomain can plant one. */
export interface HouseCookies {
  session(request: Pick<Request, 'headers'>): string | null;
  setSession(response: Response, token: string, maxAgeMs: number): void;
  clearSession(response: Response): void;
  language(request: Request): Language | null;
  setLanguage(response: Response, language: Language): void;
  /** one of the sign-in's own, for minutes */
  brief(name: string): BriefCookie;
}

export interface BriefCookie {
  read(request: Request): string | null;
  set(response: Response, value: string, maxAgeMs: number): void;
  clear(response: Response): void;
}

const A_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

export function createCookies(secure: boolean): HouseCookies {
  const prefix = secure ? '__Host-' : '';
  const sessionName = `${prefix}countinghouse-session`;
  const languageName = `${prefix}countinghouse-language`;
  const shared = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
  return {
    session: (request) => read(request, sessionName),
    setSession: (response, token, maxAge) => void response.cookie(sessionName, token, { ...shared, maxAge }),
    clearSession: (response) => void response.clearCookie(sessionName, shared),
    language: (request) => LANGUAGES.find((language) => language === read(request, languageName)) ?? null,
    setLanguage: (response, language) =>
      void response.cookie(languageName, language, { ...shared, maxAge: A_YEAR_MS }),
    brief: (name) => ({
      read: (request) => read(request, prefix + name),
      set: (response, value, maxAge) => void response.cookie(prefix + name, value, { ...shared, maxAge }),
      clear: (response) => void response.clearCookie(prefix + name, shared),
    }),
  };
}

function read(request: Pick<Request, 'headers'>, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}
