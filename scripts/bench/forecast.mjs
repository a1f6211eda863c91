// How near forecasts come on series that the repository does not ship: BENCH_SERIES names a file of them (an id, then values, one series
// a line, as in the M4 competition's), and after a comma the file of what came next; without it the last 13 values of each are kept back.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../installation.mjs';

const HORIZON = 13;
const SEASON = 52;

export async function benchForecast(folder, env, line) {
  const [trainPath, testPath] = (process.env.BENCH_SERIES ?? '').split(',').filter(Boolean);
  if (!trainPath) {
    console.log('Forecast accuracy is not measured: BENCH_SERIES names no file of series.');
    return;
  }
  const all = await readSeries(trainPath);
  const coming = testPath
    ? new Map((await readSeries(testPath)).map(({ id, values }) => [id, values]))
    : null;
  const series = all.map(({ id, values }) => ({
    id,
    known: coming ? values : values.slice(0, -HORIZON),
    actual: coming ? coming.get(id) : values.slice(-HORIZON),
  }));
  const file = join(folder, 'series.csv');
  await writeFile(file, series.map(({ id, known }) => [`"${id}"`, ...known].join(',')).join('\n'));

  const startedAt = performance.now();
  const args = ['forecast', file, '--horizon', String(HORIZON), '--season', String(SEASON), '--json'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'bin/countinghouse.mjs'), ...args],
    { env: { ...process.env, ...env }, maxBuffer: 1 << 28 },
  );
  const took = (performance.now() - startedAt) / 1000;
  const forecasts = JSON.parse(stdout);

  // Of weekly series the M4 competition took the season to be 1: its Naive2 is the naive forecast.
  const naive = accuracy(series, ({ known }) => new Array(HORIZON).fill(known.at(-1)));
  const seasonal = accuracy(series, ({ known }) =>
    Array.from({ length: HORIZON }, (_, step) => known.at(step - SEASON) ?? known.at(-1)),
  );
  const own = accuracy(series, (_, place) => forecasts[place].mean);
  for (const [name, found] of Object.entries({
    forecast: own,
    'naive (Naive2)': naive,
    'seasonal naive': seasonal,
  })) {
    const owa = (found.smape / naive.smape + found.mase / naive.mase) / 2;
    line(name, `sMAPE ${found.smape.toFixed(3)}  MASE ${found.mase.toFixed(3)}  OWA ${owa.toFixed(3)}`);
  }
  for (const width of ['80', '95'])
    line(`within the ${width} % interval`, `${(100 * coverage(series, forecasts, width)).toFixed(1)} %`);
  line(`${series.length} series`, `${took.toFixed(1)} s`);
}

async function readSeries(path) {
  const rows = (await readFile(path, 'utf8')).trim().split(/\r?\n/);
  return rows.flatMap((row) => {
    const [id, ...cells] = row.split(',').map((cell) => cell.replaceAll('"', '').trim());
    const values = cells.filter((cell) => cell !== '' && cell !== 'NA').map(Number);
    return values.some(Number.isNaN) ? [] : [{ id, values }];
  });
}

function accuracy(series, forecastOf) {
  const each = series.map((one, place) => {
    const forecast = forecastOf(one, place);
    const misses = one.actual.map((value, step) => Math.abs(value - forecast[step]));
    const steps = one.known.slice(1).map((value, at) => Math.abs(value - one.known[at]));
    return {
      smape: mean(
        misses.map(
          (miss, step) => (200 * miss) / (Math.abs(one.actual[step]) + Math.abs(forecast[step]) || 1),
        ),
      ),
      mase: mean(misses) / (mean(steps) || 1),
    };
  });
  return { smape: mean(each.map(({ smape }) => smape)), mase: mean(each.map(({ mase }) => mase)) };
}

function coverage(series, forecasts, width) {
  return mean(
    series.flatMap(({ actual }, place) => {
      const { lower, upper } = forecasts[place].intervals[width];
      return actual.map((value, step) => (value >= lower[step] && value <= upper[step] ? 1 : 0));
    }),
  );
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
