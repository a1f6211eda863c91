import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { DatabaseUnavailable } from '../../kernel/database-unavailable.js';
import { DocumentsUnavailable } from '../../kernel/documents-unavailable.js';
import type { Language } from '../../kernel/permissions.js';
import type { Logger } from '../../kernel/ports.js';
import type { Refusal } from '../../values/result.js';
import type { HouseTranslator } from '../i18n/create-translator.js';
import { answerProblem } from '../sessions/problem.js';
import { RequestFailed } from './request-failed.js';

interface Means {
  readonly translator: HouseTranslator;
  readonly languageOf: (request: Request) => Language;
  readonly log: Logger;
}

/** Answers a refusal as problem+json; somebody who opened the address as a page reads the bare sentence. */
export type AnswerRefusal = (
  request: Request,
  response: Response,
  status: number,
  plugin: string,
  refusal: Refusal,
) => void;

export function makeAnswerRefusal({ translator, languageOf }: Omit<Means, 'log'>): AnswerRefusal {
  return (request, response, status, plugin, refusal) => {
    const detail = translator.refusal(languageOf(request), plugin, refusal);
    if (request.get('sec-fetch-dest') !== 'document')
      return answerProblem(response, { status, code: refusal.code, detail });
    response.status(status).set('Cache-Control', 'no-store').type('text/plain').send(`${detail}\n`);
  };
}

export function answerUnknown(answer: AnswerRefusal): RequestHandler {
  return (request, response) => answer(request, response, 404, 'host', { code: 'not-found' });
}

/** Whatever went wrong: a sentence and the number under which the log has the rest. Nothing of the inside goes out. */
export function answerFailure(means: Means, answer: AnswerRefusal): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const { status, refusal } = understood(error, request.requestId);
    if (status >= 500)
      means.log.error(
        { id: request.requestId, method: request.method, path: request.path, err: error },
        'request failed',
      );
    // Half an answer cannot be taken back; a connection that breaks off says that it is not whole.
    if (response.headersSent) return void response.destroy();
    answer(request, response, status, 'host', refusal);
  };
}

/** What the sender is told of a failure, and with which status. */
export function understood(
  error: unknown,
  id: string,
): { readonly status: number; readonly refusal: Refusal } {
  if (error instanceof RequestFailed) return error;
  if (error instanceof DatabaseUnavailable) return { status: 503, refusal: { code: 'database-unavailable' } };
  if (error instanceof DocumentsUnavailable)
    return { status: 503, refusal: { code: 'documents-unavailable', mend: error.mend } };
  const { type } = (error ?? {}) as { readonly type?: unknown };
  if (type === 'entity.too.large') return { status: 413, refusal: { code: 'body-too-large', limit: '1 MB' } };
  if (type === 'entity.parse.failed') return { status: 400, refusal: { code: 'body-not-json' } };
  // Express and its parsers mark what the sender got wrong: a broken escape in the address, an unknown charset.
  if (isSendersFault(error)) return { status: 400, refusal: { code: 'request-malformed' } };
  return { status: 500, refusal: { code: 'internal', id } };
}

function isSendersFault(error: unknown): boolean {
  const { status } = (error ?? {}) as { readonly status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500;
}
