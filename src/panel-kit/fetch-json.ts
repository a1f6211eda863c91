import { askAgain } from './ask-again.js';

/** What the server refused, with the sentence to show (RFC 9457 problem+json), or what kept it from answering. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    /** HTTP status; 0 when there was no answer at all */
    readonly status: number,
    /** the sentence to show; empty where the server gave none */
    readonly detail: string,
    readonly code: string = '',
    options?: ErrorOptions,
  ) {
    super(detail || `HTTP ${status}`, options);
  }
}

export interface JsonRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** sent as JSON; a FormData is sent as it is */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Asks a door of the house; one that wants to know again who it is makes the panel ask, and is asked once more. Throws `Problem` for every answer that is not a success, and for none. */
export async function fetchJson<Answer>(url: string, request: JsonRequest = {}): Promise<Answer> {
  try {
    return await fetchOnce(url, request);
  } catch (error) {
    const mustAsk = error instanceof Problem && error.code === 'reauthentication-required';
    if (!mustAsk || !(await askAgain())) throw error;
    return fetchOnce(url, request);
  }
}

async function fetchOnce<Answer>(url: string, request: JsonRequest): Promise<Answer> {
  const response = await send(url, request);
  if (response.status === 401 || response.redirected) return await signInAgain();
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Answer;
  const problem = problemOf(response.status, text);
  if (problem.code === 'second-factor-required') return await signInAgain();
  throw problem;
}

async function send(url: string, { method, body, signal }: JsonRequest): Promise<Response> {
  const isForm = body instanceof FormData;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
  try {
    return await fetch(url, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers,
      body: body === undefined || isForm ? (body as FormData | undefined) : JSON.stringify(body),
      credentials: 'same-origin',
      signal,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Problem(0, '', 'no-answer', { cause });
  }
}

function problemOf(status: number, text: string): Problem {
  try {
    const { detail, title, code } = JSON.parse(text) as { detail?: string; title?: string; code?: string };
    return new Problem(status, detail ?? title ?? '', code);
  } catch {
    return new Problem(status, '');
  }
}

/** The session is over: the login page comes next, and brings the reader back here. */
function signInAgain(): Promise<never> {
  // Forms keep what is typed.
  window.dispatchEvent(new Event('countinghouse:session-over'));
  const back = encodeURIComponent(window.location.pathname + window.location.search);
  window.location.assign(`/admin/login?next=${back}`);
  return new Promise(() => undefined);
}
