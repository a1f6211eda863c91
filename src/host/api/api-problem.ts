import { STATUS_CODES } from 'node:http';
import type { Language } from '../../kernel/permissions.js';
import type { Refusal } from '../../values/result.js';
import type { HouseTranslator } from '../i18n/create-translator.js';

/** One thing that is wrong with a request: where it stands, as a JSON pointer into the body or the name of a parameter. */
export interface Fault {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly message: string;
}

/** A request that ends here, with this status. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly refusal: Refusal,
    readonly more: {
      readonly plugin?: string;
      readonly errors?: readonly Fault[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(refusal.code);
  }
}

/** RFC 9457: with `about:blank` the title is the status's own phrase; `code` is for programs, `detail` for people. */
export function problemText(
  translator: HouseTranslator,
  language: Language,
  { status, refusal, more }: Pick<ApiProblem, 'status' | 'refusal' | 'more'>,
): string {
  return JSON.stringify({
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Unknown',
    status,
    code: refusal.code,
    detail: translator.refusal(language, more.plugin ?? 'host', refusal),
    ...(typeof refusal['version'] === 'number' ? { version: refusal['version'] } : {}),
    ...(more.errors ? { errors: more.errors } : {}),
  });
}
