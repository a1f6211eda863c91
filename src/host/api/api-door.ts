import type { Request, RequestHandler, Response } from 'express';
import type { Owned } from '../../kernel/collect-contributions.js';
import type { ApiOperation, ApiRequest } from '../../kernel/contributions.js';
import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { Actor, Language } from '../../kernel/permissions.js';
import type { Remembered } from '../../kernel/ports.js';
import { understood } from '../http/answer-failure.js';
import { isUnchanged } from '../http/entity-tag.js';
import { createPaths, methodsOf } from './api-paths.js';
import { ApiProblem, problemText } from './api-problem.js';
import type { StoredAnswer } from './idempotency.js';
import type { Caller } from './key-callers.js';
import { readBody, readParameters, readVersion } from './read-request.js';
import type { AnyRequest, DoorMeans } from './door-means.js';
import { writeOnce } from './write-once.js';

const BASE = '/api/v1';

/** Every operation of the API, behind one door: who calls, how often, what for; then what is asked, read and carried out. */
export function apiDoor(means: DoorMeans): RequestHandler {
  const find = createPaths(means.house.operations);

  const serve = async (request: Request, response: Response): Promise<void> => {
    const { path, query } = addressOf(request.url);
    if (path === '/openapi.json') return serveDocument(means, request, response);
    const found = find(path);
    if (!found) throw new ApiProblem(404, { code: 'not-found' });
    const allow = methodsOf(found.operations);
    if (request.method === 'OPTIONS') return send(response, 204, null, { Allow: allow });
    const owned = found.operations.get(request.method === 'HEAD' ? 'GET' : request.method);
    if (!owned) throw new ApiProblem(405, { code: 'method-not-allowed' }, { headers: { Allow: allow } });
    Object.assign(request, { route: { path: owned.value.path } });

    const caller = await means.findCaller(request);
    request.actor = caller.actor;
    await spend(means, caller, response);
    const { actor } = caller;
    if (!means.house.isUp(owned.plugin)) throw new ApiProblem(404, { code: 'not-found' });
    if (!mayCall(means.house, actor, owned.value)) throw new ApiProblem(403, { code: 'not-allowed' });
    if (owned.value.reauthenticate && !(await caller.isFresh()))
      throw new ApiProblem(403, { code: 'reauthentication-required' });
    const language = languageOf(request, actor);
    const asked: AnyRequest = {
      context: means.house.context(owned.plugin),
      actor,
      language,
      parameters: readParameters(owned.value, language, found.parameters, query),
      body: await readBody(owned.value, request, response, language),
      version: readVersion(owned.value, request),
      next: (cursor) => nextPage(path, query, cursor),
      signal: goneSignal(response),
    };
    const answer =
      owned.value.method === 'GET'
        ? await read(owned, asked)
        : await writeOnce(means, owned, asked, request, caller);
    if ('etag' in answer && answer.etag !== undefined && isUnchanged(request, response, answer.etag))
      return void response.writeHead(304).end();
    send(response, answer.status, answer.body, {
      ...headersOf(owned.value, answer),
      ...('replayed' in answer && answer.replayed ? { 'Idempotent-Replayed': 'true' } : {}),
    });
  };

  return (request, response) => {
    serve(request, response).catch((error: unknown) => fail(means, request, response, error));
  };
}

/** No secret, but the house's own: for whoever is signed in or has a key. */
async function serveDocument(means: DoorMeans, request: Request, response: Response): Promise<void> {
  const Allow = 'GET, HEAD, OPTIONS';
  if (request.method === 'OPTIONS') return send(response, 204, null, { Allow });
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new ApiProblem(405, { code: 'method-not-allowed' }, { headers: { Allow } });
  const caller = await means.findCaller(request);
  await spend(means, caller, response);
  send(response, 200, means.document(), {});
}

/** An answer as it goes out; `told` is what the body says, where it need not be read back. */
interface Answer extends StoredAnswer {
  readonly told?: unknown;
  /** of what the cache remembers */
  readonly etag?: string;
}

async function read({ plugin, value: operation }: Owned<ApiOperation>, asked: AnyRequest): Promise<Answer> {
  const outcome = await operation.handle(asked as unknown as ApiRequest);
  if (!outcome.ok) throw new ApiProblem(outcome.error.status ?? 422, outcome.error, { plugin });
  const { status } = operation.answer;
  if (!operation.remembered) return { status, body: JSON.stringify(outcome.value), told: outcome.value };
  const { value, etag } = outcome.value as Remembered<unknown>;
  return { status, body: JSON.stringify(value), told: value, etag };
}

function mayCall(house: AssembledHouse, actor: Actor, operation: ApiOperation): boolean {
  const { permission, answerPermission } = operation;
  return (
    house.may(actor, permission) && (answerPermission === undefined || house.may(actor, answerPermission))
  );
}

/** Headers say again what the body says: the version, where it stands, what comes next. */
function headersOf(
  { versioned, answer }: ApiOperation,
  { status, body, told }: Answer,
): Readonly<Record<string, string>> {
  if (body === null || status >= 400) return {};
  const { version, id, next } = (told ?? JSON.parse(body)) as {
    readonly version?: unknown;
    readonly id?: unknown;
    readonly next?: unknown;
  };
  return {
    ...(versioned && typeof version === 'number' ? { ETag: `"${version}"` } : {}),
    ...(answer.location !== undefined && typeof id === 'string'
      ? { Location: `${BASE}${answer.location}/${id}` }
      : {}),
    ...(typeof next === 'string' ? { Link: `<${next}>; rel="next"` } : {}),
  };
}

async function spend(
  { spendAllowance, limit }: DoorMeans,
  caller: Caller,
  response: Response,
): Promise<void> {
  const spent = await spendAllowance(caller.account, await limit());
  const seconds = Math.ceil(spent.resetMs / 1000);
  response.setHeader('RateLimit-Policy', `"default";q=${spent.limit};w=60`);
  response.setHeader('RateLimit', `"default";r=${spent.left};t=${seconds}`);
  if (spent.allowed) return;
  throw new ApiProblem(
    429,
    { code: 'too-many-requests', seconds },
    { headers: { 'Retry-After': String(seconds) } },
  );
}

/** A program may ask for a language; without it, it is answered in its user's. */
function languageOf(request: Request, actor: Actor | undefined): Language {
  if (actor && request.headers['accept-language'] === undefined) return actor.language;
  const wish = request.acceptsLanguages('en', 'uk', 'ru');
  return wish === 'uk' || wish === 'ru' || wish === 'en' ? wish : (actor?.language ?? 'en');
}

function addressOf(url: string): { readonly path: string; readonly query: URLSearchParams | null } {
  const at = url.indexOf('?');
  if (at < 0) return { path: url, query: null };
  return { path: url.slice(0, at), query: new URLSearchParams(url.slice(at + 1)) };
}

function nextPage(path: string, query: URLSearchParams | null, cursor: string): string {
  const next = new URLSearchParams(query ?? undefined);
  next.set('cursor', cursor);
  return `${BASE}${path}?${next.toString()}`;
}

function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

function fail(means: DoorMeans, request: Request, response: Response, error: unknown): void {
  const problem = error instanceof ApiProblem ? error : asProblem(error, request.requestId);
  if (problem.status >= 500)
    means.log.error(
      { id: request.requestId, method: request.method, path: request.path, err: error },
      'request failed',
    );
  if (response.headersSent) return void response.destroy();
  const text = problemText(means.translator, languageOf(request, request.actor), problem);
  send(response, problem.status, text, problem.more.headers ?? {});
}

function asProblem(error: unknown, id: string): ApiProblem {
  const { type } = (error ?? {}) as { readonly type?: unknown };
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new ApiProblem(415, { code: 'body-not-json' });
  if (error instanceof URIError) return new ApiProblem(404, { code: 'not-found' });
  const { status, refusal } = understood(error, id);
  return new ApiProblem(status, refusal);
}

function send(
  response: Response,
  status: number,
  body: string | null,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, {
    ...(response.hasHeader('ETag') && status < 400 ? {} : { 'Cache-Control': 'no-store' }),
    ...(body === null
      ? {}
      : {
          'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json',
          'Content-Length': Buffer.byteLength(body),
        }),
    ...headers,
  });
  response.end(body ?? undefined);
}
