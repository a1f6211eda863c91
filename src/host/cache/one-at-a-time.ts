/**
 * Work that is never done twice at once: whoever comes while it is under way waits for the next time, and all who wait share that one.
 * Nobody gets an answer to work that began before they asked.
 */
export function oneAtATime<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let running: Promise<Value> | null = null;
  let next: Promise<Value> | null = null;

  const begin = (): Promise<Value> => {
    const begun: Promise<Value> = work().finally(() => {
      if (running === begun) running = null;
    });
    running = begun;
    return begun;
  };
  return () => {
    if (!running) return begin();
    next ??= running.then(
      () => afterwards(),
      () => afterwards(),
    );
    return next;
  };

  function afterwards(): Promise<Value> {
    next = null;
    // Whoever came in between began only after all of those asked who waited.
    return running ?? begin();
  }
}
