import type { Refusal } from '../../../src/values/result.js';

/** A file that cannot be read, found deep inside a reader; `readStatements` makes it the refusal that it carries. */
export class StatementRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** @param where line, tag or transaction, as the sentence of `code` names them */
export function refuse(code: string, where: Readonly<Record<string, unknown>> = {}): never {
  throw new StatementRefused({ ...where, code });
}

/** What `read` refuses without saying where is refused at `line`. */
export function located<Value>(line: number, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof StatementRefused) || error.refusal['line'] !== undefined) throw error;
    throw new StatementRefused({ ...error.refusal, line });
  }
}
