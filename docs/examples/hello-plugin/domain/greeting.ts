import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';

export interface Greeting {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly saidAt: Date;
}

const LONGEST_NAME = 80;

/** Whom one may greet. Refusals: name-missing, name-too-long { max }. */
export function parseName(value: unknown): Result<string, Refusal> {
  const name = typeof value === 'string' ? value.trim() : '';
  if (name === '') return err({ code: 'name-missing' });
  return name.length > LONGEST_NAME ? err({ code: 'name-too-long', max: LONGEST_NAME }) : ok(name);
}
