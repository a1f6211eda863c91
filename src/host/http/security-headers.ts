import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** What an answer may load and do in a browser when nobody says otherwise: nothing. Pages set a policy of their own. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
/** A browser's own PDF viewer is an embedded object. */
const DOCUMENT =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
/** Markup that a plugin made: shown, but as if from another site, without scripts. */
const FOREIGN_MARKUP = `${NOTHING}; sandbox; style-src 'unsafe-inline'; img-src data:`;

export function securityHeaders(isHttps: boolean): RequestHandler {
  const protect = helmet({
    contentSecurityPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    response.set('Content-Security-Policy', NOTHING);
    response.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()');
    protect(request, response, next);
  };
}

/** A page behind a door without a session may hold a form: its button is what a program that only follows links does not press. */
export function doorPolicyFor(contentType: string): string {
  return contentPolicyFor(contentType).replace('; sandbox;', '; sandbox allow-forms;');
}

export function contentPolicyFor(contentType: string): string {
  if (contentType.startsWith('application/pdf')) return DOCUMENT;
  return /^text\/html|svg|xml/.test(contentType) ? FOREIGN_MARKUP : NOTHING;
}
