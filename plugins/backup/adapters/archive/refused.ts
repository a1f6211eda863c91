import type { Refusal } from '../../../../src/values/result.js';

/** Carries a refusal out of the streams that an archive is read through. */
export class ArchiveRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

export function refuse(code: string, facts: Readonly<Record<string, unknown>> = {}): never {
  throw new ArchiveRefused({ code, ...facts });
}

/** What no archive of ours asks of its reader. `why` has its words in `backup:archive.hostile`. */
export function refuseHostile(entry: string, why: string): never {
  return refuse('archive-hostile', { entry: sayable(entry), why });
}

/** A name that a stranger chose, without what a terminal or a sentence with places to fill would act upon. */
const sayable = (name: string): string => name.slice(0, 200).replaceAll(/[^ -~]|[${}]/g, '?');
