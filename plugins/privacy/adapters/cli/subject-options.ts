import type { CliCall, CliOption } from '../../../../src/kernel/contributions.js';
import type { SubjectKind } from '../../../../src/kernel/personal-data.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { FoundSubject } from '../../app/stored.js';
import { findSubjectNamed } from '../database/subjects.js';

const KINDS: readonly SubjectKind[] = ['representative', 'manager', 'user'];

/** Whom a command is about. */
export const whose: readonly CliOption[] = [
  { name: 'representative', kind: 'string', description: "a representative's code" },
  { name: 'manager', kind: 'string', description: "a manager's code" },
  { name: 'user', kind: 'string', description: "a user's e-mail address" },
];

export function isOneNamed({ options }: CliCall): boolean {
  return KINDS.some((kind) => typeof options[kind] === 'string');
}

/** Refuses `name-one-subject`, `unknown-subject`. */
export async function subjectOf({ context, options }: CliCall): Promise<Result<FoundSubject, Refusal>> {
  const named = KINDS.filter((kind) => typeof options[kind] === 'string');
  const [kind] = named;
  if (kind === undefined || named.length > 1) return err({ code: 'name-one-subject' });
  const found = await findSubjectNamed(context, kind, options[kind] as string);
  return found ? ok(found) : err({ code: 'unknown-subject' });
}
