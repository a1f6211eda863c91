import { json, type Request, type Response } from 'express';
import type { ZodType } from 'zod';
import { en, ru, uk } from 'zod/locales';
import type { ApiOperation, ApiSchema } from '../../kernel/contributions.js';
import type { Language } from '../../kernel/permissions.js';
import { ApiProblem, type Fault } from './api-problem.js';

const SENTENCES = { en: en().localeError, ru: ru().localeError, uk: uk().localeError };
const MOST_FAULTS = 50;

const readJson = json({ limit: '1mb', strict: false, type: () => true });

/** @throws ApiProblem 404 for a path that can name nothing, 400 for the rest */
export function readParameters(
  operation: ApiOperation,
  language: Language,
  path: Readonly<Record<string, string>>,
  query: URLSearchParams | null,
): unknown {
  const given: Record<string, unknown> = { ...path };
  for (const [name, value] of query ?? []) {
    if (Object.hasOwn(given, name)) throw invalid([{ parameter: name, message: 'Given more than once.' }]);
    given[name] = value;
  }
  if (!operation.parameters) {
    const [unknown] = Object.keys(given);
    if (unknown !== undefined) throw invalid([{ parameter: unknown, message: 'Unknown parameter.' }]);
    return undefined;
  }
  const parsed = parse(operation.parameters, given, language);
  if (parsed.ok) return parsed.value;
  if (parsed.issues.some(({ path: [name] }) => typeof name === 'string' && Object.hasOwn(path, name)))
    throw new ApiProblem(404, { code: 'not-found' });
  throw invalid(
    parsed.issues.map(({ path: at, message }) => ({ parameter: at.map(String).join('.'), message })),
  );
}

/** A write without a body is one with an empty object. @throws ApiProblem 415, 400 */
export async function readBody(
  operation: ApiOperation,
  request: Request,
  response: Response,
  language: Language,
): Promise<unknown> {
  if (!operation.body) return undefined;
  const parsed = parse(operation.body, await bodyOf(request, response), language);
  if (parsed.ok) return parsed.value;
  throw invalid(parsed.issues.map(({ path, message }) => ({ pointer: pointerOf(path), message })));
}

async function bodyOf(request: Request, response: Response): Promise<unknown> {
  const type = request.headers['content-type'];
  const isEmpty =
    request.headers['transfer-encoding'] === undefined && (request.headers['content-length'] ?? '0') === '0';
  if (isEmpty) return {};
  if (!/^application\/json\s*(;|$)/i.test(type ?? '')) throw new ApiProblem(415, { code: 'body-not-json' });
  await new Promise<void>((resolve, reject) => {
    readJson(request, response, (error?: unknown) =>
      error === undefined ? resolve() : reject(error as Error),
    );
  });
  return request.body as unknown;
}

type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly issues: readonly { readonly path: PropertyKey[]; readonly message: string }[];
    };

function parse(schema: ApiSchema, value: unknown, language: Language): Parsed {
  const parsed = (schema as unknown as ZodType).safeParse(value, { error: SENTENCES[language] });
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, issues: parsed.error.issues.slice(0, MOST_FAULTS) };
}

function pointerOf(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return `#${steps.join('')}`;
}

function invalid(errors: readonly Fault[]): ApiProblem {
  return new ApiProblem(400, { code: 'request-invalid' }, { errors });
}

/** The version in If-Match; null for `*` and for none. @throws ApiProblem 428, 400 */
export function readVersion(operation: ApiOperation, request: Request): number | null {
  const { 'if-match': given } = request.headers;
  if (operation.method === 'GET') return null;
  if (given === undefined) {
    if (operation.versioned) throw new ApiProblem(428, { code: 'version-required' });
    return null;
  }
  if (given.trim() === '*') return null;
  const version = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(given)?.[1];
  if (version === undefined) throw new ApiProblem(400, { code: 'version-malformed' });
  return Number(version);
}
