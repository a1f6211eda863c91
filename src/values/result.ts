/** An expected outcome: done, or refused with a reason. Exceptions are for bugs and broken machines. */
export type Result<Value, Failure> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure };

/** Why something was refused: a code, which locale files turn into a sentence, and the facts that the sentence names. */
export interface Refusal {
  readonly code: string;
  readonly [fact: string]: unknown;
}

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function err<Failure>(error: Failure): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error };
}
