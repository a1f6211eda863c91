// A thread of its own: takes a task, answers with its forecast, and waits for the next.
import { parentPort } from 'node:worker_threads';
import { forecastSeries, type ForecastTask } from '../../domain/forecast/forecast-series.js';
import { openSmoothing } from './augurs.js';

const smoothing = openSmoothing();

parentPort?.on('message', ({ place, task }: { place: number; task: ForecastTask }) => {
  parentPort?.postMessage({ place, forecast: forecastSeries(task, smoothing) });
});
