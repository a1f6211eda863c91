import { readFileSync } from 'node:fs';

/** Times `work` over and over; milliseconds at the median and the 95th percentile. */
export async function percentiles(work, { runs = 200, warmUp = 20 } = {}) {
  for (let run = 0; run < warmUp; run += 1) await work(run);
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    await work(run);
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return { p50: at(times, 0.5), p95: at(times, 0.95) };
}

function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export async function seconds(work) {
  const begun = performance.now();
  const result = await work();
  return { seconds: (performance.now() - begun) / 1000, result };
}

/** Resident memory of a process in MiB: now, or the most it ever had. Linux. */
export function residentMiB(pid, field = 'VmRSS') {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kib = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
  return kib === undefined ? null : Number(kib) / 1024;
}
