import type { ZodObject, ZodType } from 'zod';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import type { ApiOperation, ApiSchema } from '../../kernel/contributions.js';
import type { AssembledHouse } from '../../kernel/lifecycle.js';
import { problem } from './problem-schema.js';

export type ApiDocument = ReturnType<typeof createDocument>;

const USUAL_READ = [400, 401, 403, 429];
const USUAL_WRITE = [400, 401, 403, 409, 413, 415, 422, 429];

const PHRASES: Readonly<Record<number, string>> = {
  400: 'The request does not fit the operation; `errors` says where.',
  401: 'Nobody is signed in, or the key is wrong, expired or revoked.',
  403: 'The user, or the key within its scopes, may not do this.',
  404: 'There is no such record, or it is not for this caller to see.',
  409: 'A request with the same Idempotency-Key is under way: try again after Retry-After.',
  412: 'The record has changed since the version in If-Match; `version` is the one it has now.',
  413: 'The body is larger than 1 MB.',
  415: 'The body is not JSON.',
  422: 'A rule of the house refuses it, or the Idempotency-Key was used for another request.',
  428: 'If-Match is missing: say which version is to be changed.',
  429: 'Too many requests: try again after Retry-After.',
};

const DESCRIPTION = `Every request carries a key (\`Authorization: Bearer chk_…\`) or the session of a signed-in browser, and may do what its user may, within the key's scopes. Amounts are decimal text with their currency, dates \`YYYY-MM-DD\`, ids UUIDs.

**Lists** answer a page and the address of the next one (\`next\`, and \`Link\`, RFC 8288). **Writes** take an \`Idempotency-Key\`: the same request under the same key is done once in 24 hours and answered the same (\`Idempotent-Replayed: true\`). **Changes** name the version they are based on (\`If-Match\`, from \`ETag\`). **Errors** are problem+json (RFC 9457). **Limits** stand in \`RateLimit\` and \`RateLimit-Policy\`.`;

/** The API as the operations themselves describe it. */
export function describeApi({
  operations,
  hostVersion,
}: Pick<AssembledHouse, 'operations' | 'hostVersion'>): ApiDocument {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const { plugin, value } of operations) {
    const path = (paths[value.path] ??= {});
    path[value.method.toLowerCase()] = describeOperation(plugin, value);
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'Countinghouse API',
      version: hostVersion,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    tags: [...new Set(operations.map(({ value }) => tagOf(value)))].map((name) => ({ name })),
    security: [{ apiKey: [] }, { session: [] }],
    paths: paths as ZodOpenApiPathsObject,
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'chk_…',
          description: 'A key from “My API keys” in the panel, or `countinghouse api-key create`.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'countinghouse-session',
          description:
            'The session of a signed-in browser; behind https the cookie is called `__Host-countinghouse-session`.',
        },
      },
    },
  };
  return withoutSuggestions(createDocument(document));
}

/** The reference fills an example in; of what need not be given at all, that would be a filter or a key that nobody chose. */
function withoutSuggestions(document: ApiDocument): ApiDocument {
  for (const path of Object.values(document.paths ?? {})) {
    for (const { parameters = [] } of Object.values(path) as {
      readonly parameters?: readonly Suggesting[];
    }[]) {
      for (const parameter of parameters.filter(({ required }) => !required)) {
        delete parameter.example;
        delete parameter.schema?.example;
      }
    }
  }
  return document;
}

interface Suggesting {
  readonly required?: boolean;
  example?: unknown;
  readonly schema?: { example?: unknown };
}

function describeOperation(plugin: string, operation: ApiOperation): ZodOpenApiOperationObject {
  const { name, summary, description, body, permission, answerPermission } = operation;
  const parameters = parametersOf(operation);
  const needs = [permission, answerPermission]
    .filter((each) => each !== undefined)
    .map((each) => `\`${each}\``);
  return {
    operationId: name,
    summary,
    description: [description, `Needs ${needs.join(' and ')}.`].filter(Boolean).join('\n\n'),
    tags: [tagOf(operation)],
    ...{ 'x-plugin': plugin },
    ...(parameters ? { requestParams: parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: !zodOf(body).safeParse({}).success,
            content: { 'application/json': { schema: zodOf(body) } },
          },
        }
      : {}),
    responses: responsesOf(operation),
  };
}

function parametersOf({ path, method, parameters, versioned, remembered }: ApiOperation) {
  const shape = parameters ? (zodOf(parameters) as ZodObject).shape : {};
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const inPath = pick(shape, (name) => names.includes(name));
  const inQuery = pick(shape, (name) => !names.includes(name));
  const headers = method === 'GET' ? readHeaders(remembered ?? false) : writeHeaders(versioned ?? false);
  if ([inPath, inQuery, headers].every((part) => Object.keys(part).length === 0)) return null;
  return { path: z.object(inPath), query: z.object(inQuery), header: z.object(headers) };
}

const readHeaders = (isRemembered: boolean): Record<string, ZodType> =>
  isRemembered
    ? {
        'If-None-Match': z
          .string()
          .optional()
          .meta({ description: 'The ETag of an answer that is there already', example: '"Yk3nq0…"' }),
      }
    : {};

const writeHeaders = (needsVersion: boolean): Record<string, ZodType> => ({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .meta({ description: 'Names this request, so that it is done once', example: '6f1f6a4e-order-1042' }),
  ...(needsVersion
    ? {
        'If-Match': z
          .string()
          .meta({ description: 'The version that is changed, as its ETag says, or `*`', example: '"3"' }),
      }
    : {}),
});

function responsesOf(operation: ApiOperation): ZodOpenApiResponsesObject {
  const { method, answer, refusals = [], versioned } = operation;
  const usual = method === 'GET' ? USUAL_READ : USUAL_WRITE;
  const versions = versioned && method !== 'GET' ? [412, 428] : [];
  const statuses = [...new Set([...usual, ...refusals, ...versions])].sort((one, other) => one - other);
  return {
    [answer.status]: {
      description: answer.status === 201 ? 'Made.' : answer.status === 204 ? 'Done.' : 'What was asked for.',
      headers: z.object(headersOf(operation)),
      ...(answer.schema ? { content: { 'application/json': { schema: zodOf(answer.schema) } } } : {}),
    },
    ...(operation.remembered
      ? { 304: { description: 'The answer named by If-None-Match is still right.' } }
      : {}),
    ...Object.fromEntries(statuses.map((status) => [status, refusalResponse(status)])),
  } as ZodOpenApiResponsesObject;
}

function refusalResponse(status: number) {
  const waits = status === 429 || status === 409;
  return {
    description: PHRASES[status] ?? 'Refused.',
    ...(waits
      ? { headers: z.object({ 'Retry-After': z.string().optional().meta({ description: 'seconds' }) }) }
      : {}),
    content: { 'application/problem+json': { schema: problem } },
  };
}

function headersOf({
  method,
  versioned,
  remembered,
  answer,
  parameters,
}: ApiOperation): Record<string, ZodType> {
  const isList = parameters !== undefined && 'cursor' in (zodOf(parameters) as ZodObject).shape;
  return {
    RateLimit: z.string().meta({
      description: 'r: requests left, t: seconds until they are renewed',
      example: '"default";r=1199;t=60',
    }),
    'RateLimit-Policy': z
      .string()
      .meta({ description: 'q: requests in w seconds', example: '"default";q=1200;w=60' }),
    ...(versioned
      ? { ETag: z.string().meta({ description: 'The version, for If-Match', example: '"3"' }) }
      : {}),
    ...(remembered
      ? {
          ETag: z
            .string()
            .meta({ description: 'Of what the answer says, for If-None-Match', example: '"Yk3nq0…"' }),
        }
      : {}),
    ...(answer.location === undefined
      ? {}
      : { Location: z.string().meta({ description: 'Where it can be read' }) }),
    ...(isList ? { Link: z.string().optional().meta({ description: 'The next page, as rel="next"' }) } : {}),
    ...(method === 'GET'
      ? {}
      : {
          'Idempotent-Replayed': z.literal('true').optional().meta({ description: 'This was done before' }),
        }),
  };
}

function pick(
  shape: Readonly<Record<string, unknown>>,
  wanted: (name: string) => boolean,
): Record<string, ZodType> {
  return Object.fromEntries(Object.entries(shape).filter(([name]) => wanted(name))) as Record<
    string,
    ZodType
  >;
}

function tagOf({ path }: ApiOperation): string {
  return path.split('/')[1] ?? '';
}

function zodOf(schema: ApiSchema): ZodType {
  return schema as unknown as ZodType;
}
