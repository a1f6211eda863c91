import type { Response } from 'express';

/** RFC 9457. `detail` is a sentence in the reader's language; `code` is for programs. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

export function answerProblem(response: Response, { status, code, detail }: Problem): void {
  response.status(status).set('Cache-Control', 'no-store').type('application/problem+json');
  response.send(JSON.stringify({ type: 'about:blank', title: code, status, code, detail }));
}
