import { err, ok, type Refusal, type Result } from '../values/result.js';
import type { Cache, Remembered } from './ports.js';

/** Remembers what is given; a refusal is passed on, and asked for anew the next time. */
export async function rememberResult<Value>(
  cache: Cache,
  asked: Parameters<Cache['remember']>[0],
  make: () => Promise<Result<Value, Refusal>>,
): Promise<Result<Remembered<Value>, Refusal>> {
  try {
    const remembered = await cache.remember(asked, async () => {
      const made = await make();
      if (!made.ok) throw new Refused(made.error);
      return made.value;
    });
    return ok(remembered);
  } catch (error) {
    if (error instanceof Refused) return err(error.refusal);
    throw error;
  }
}

/** Not an Error: nothing is wrong, and no trace is kept. It leaves `remember` as whatever `make` throws does. */
class Refused {
  constructor(readonly refusal: Refusal) {}
}
