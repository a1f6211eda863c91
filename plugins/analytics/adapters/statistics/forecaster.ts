import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { setImmediate as otherWork } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Forecaster } from '../../app/forecaster.js';
import { forecastSeries, type Forecast, type ForecastTask } from '../../domain/forecast/forecast-series.js';
import { openSmoothing } from './augurs.js';

const WORKER = new URL('./forecast-worker.js', import.meta.url);

/** In as many threads as there are cores. Sources that are not built have no file for a thread to run: there it is one after another. */
export function makeForecaster(): Forecaster {
  return existsSync(fileURLToPath(WORKER)) ? inThreads : oneAfterAnother;
}

async function oneAfterAnother(tasks: readonly ForecastTask[]): Promise<readonly Forecast[]> {
  const smoothing = openSmoothing();
  const forecasts: Forecast[] = [];
  for (const task of tasks) {
    forecasts.push(forecastSeries(task, smoothing));
    await otherWork();
  }
  return forecasts;
}

async function inThreads(tasks: readonly ForecastTask[]): Promise<readonly Forecast[]> {
  const forecasts = new Array<Forecast>(tasks.length);
  const waiting = tasks.map((task, place) => ({ task, place }));
  const threads = Math.min(availableParallelism(), tasks.length);
  await Promise.all(
    Array.from({ length: threads }, () =>
      workOff(waiting, (place, forecast) => {
        forecasts[place] = forecast;
      }),
    ),
  );
  return forecasts;
}

/** One thread takes what waits until nothing does. Rejects with what the thread throws. */
async function workOff(
  waiting: { task: ForecastTask; place: number }[],
  done: (place: number, forecast: Forecast) => void,
): Promise<void> {
  const worker = new Worker(WORKER);
  try {
    await new Promise<void>((resolve, reject) => {
      const next = (): void => {
        const task = waiting.shift();
        if (task) worker.postMessage(task);
        else resolve();
      };
      worker.on('error', reject);
      worker.on('message', ({ place, forecast }: { place: number; forecast: Forecast }) => {
        done(place, forecast);
        next();
      });
      next();
    });
  } finally {
    await worker.terminate();
  }
}
