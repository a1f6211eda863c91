import type { Refusal } from '../../values/result.js';

/** A request that is answered with a refusal of the house's own instead of going on. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';

  constructor(
    readonly status: number,
    readonly refusal: Refusal,
  ) {
    super(refusal.code);
  }
}
