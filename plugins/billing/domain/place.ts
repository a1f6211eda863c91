import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

const CODE_AT_MOST = 40;
const NAME_AT_MOST = 120;

/** A code and a name as they are kept: without white space around them, on one line. */
export function readPlace(typed: {
  readonly code: string;
  readonly name: string;
}): Result<{ readonly code: string; readonly name: string }, Refusal> {
  const code = onOneLine(typed.code);
  const name = onOneLine(typed.name);
  if (code === '') return err({ code: 'field-required', field: 'code' });
  if (name === '') return err({ code: 'field-required', field: 'name' });
  if (code.length > CODE_AT_MOST) return err({ code: 'text-too-long', field: 'code', most: CODE_AT_MOST });
  if (name.length > NAME_AT_MOST) return err({ code: 'text-too-long', field: 'name', most: NAME_AT_MOST });
  return ok({ code, name });
}

const onOneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');
