// Requests from many readers at once, each waiting for its answer before it asks again.
import autocannon from 'autocannon';

export const CONCURRENCY = [1, 10, 50];
const SECONDS = 8;
const WARM_UP_SECONDS = 2;

/**
 * Milliseconds at p50, p95 and p99, answers a second, bytes of one answer, and how many answers were no success.
 * @param {{ url: string, headers?: Record<string, string> }} request
 */
export async function traffic(request, connections) {
  await shoot(request, connections, WARM_UP_SECONDS);
  return shoot(request, connections, SECONDS);
}

async function shoot({ url, headers = {} }, connections, duration) {
  const times = [];
  const instance = autocannon({ url, headers, connections, duration });
  let bytes = 0;
  instance.on('response', (_client, _status, size, ms) => {
    times.push(ms);
    bytes = size;
  });
  const result = await instance;
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return {
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    perSecond: times.length / result.duration,
    bytes,
    errors: result.errors + result.timeouts + result.non2xx,
  };
}
