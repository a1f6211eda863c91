import type { Refusal, Result } from '../values/result.js';
import type { Actor, Language, PermissionName } from './permissions.js';
import type { PluginContext } from './plugin-context.js';

/** What an operation of the API takes or gives: one of zod's schemas, seen as the Standard Schema that it is. */
export interface ApiSchema<Value = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => unknown;
    readonly types?: { readonly input: unknown; readonly output: Value } | undefined;
  };
}

export interface ApiRequest<Parameters = never, Body = never> {
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly language: Language;
  /** parsed by `parameters`: those of the path and of the query together */
  readonly parameters: Parameters;
  /** parsed by `body`; undefined without one */
  readonly body: Body;
  /** the version that If-Match names; null without it */
  readonly version: number | null;
  /** the address of this list's next page */
  next(cursor: string): string;
  readonly signal: AbortSignal;
}

/**
 * One operation below /api/v1. Session or key, permission, idempotency, limits and error shape are the host's.
 *
 * A write's `handle` makes its effect in one transaction and returns what that transaction returned. The answer is made from it by
 * `answered`, apart, because it may have to be made again: the effect of a request whose process died before it answered stands,
 * and the same request again is told of it. `Done` may have passed through JSON by then, with amounts as text.
 */
export interface ApiOperation<Parameters = never, Body = never, Done = never> {
  /** `<plugin>.<verb-noun>`: the operationId */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** below /api/v1, as OpenAPI writes it: `/invoices/{id}` */
  readonly path: string;
  readonly permission: PermissionName;
  /** whoever calls by a session must have shown again who it is when the last time was a while ago; a key was given for this */
  readonly reauthenticate?: boolean;
  /** what a write's answer tells needs this one too */
  readonly answerPermission?: PermissionName;
  /** with these the answer tells more, or the body may say more: fields that are not everybody's */
  readonly fieldPermissions?: readonly PermissionName[];
  /** in English: the reference is for programmers */
  readonly summary: string;
  readonly description?: string;
  /** path and query together, all as text before they are parsed; a list's has `cursor` */
  readonly parameters?: ApiSchema<Parameters>;
  readonly body?: ApiSchema<Body>;
  /** the record's version stands in the answer as its ETag; a write with it needs If-Match */
  readonly versioned?: boolean;
  /** a read that gives what the cache remembers, value and etag: the value is the answer, and who has it already is answered 304 */
  readonly remembered?: boolean;
  readonly answer: {
    readonly status: 200 | 201 | 204;
    readonly schema?: ApiSchema;
    /** where what was made can be read: `/invoices`, and its id after it */
    readonly location?: string;
  };
  /** refusals beyond the usual ones (400, 401, 403, 409, 413, 415, 422, 429): 404 when the path names a record */
  readonly refusals?: readonly number[];
  handle(request: ApiRequest<Parameters, Body>): Promise<Result<Done, ApiRefusal>>;
  answered?(request: ApiRequest<Parameters, Body>, done: Done): Promise<unknown>;
}

/** A refusal and, where it is not 422, its HTTP status. */
export interface ApiRefusal extends Refusal {
  readonly status?: 400 | 404 | 409 | 412 | 422;
}

/** Checks an operation against its own schemas; the house then sees any operation alike. */
export function defineOperation<Parameters, Body, Done>(
  operation: ApiOperation<Parameters, Body, Done>,
): ApiOperation {
  return operation as unknown as ApiOperation;
}
