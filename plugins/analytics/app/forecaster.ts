import type { Forecast, ForecastTask } from '../domain/forecast/forecast-series.js';

/** Looks ahead for many series at once, away from the thread that answers requests; answers in the order of the tasks. */
export type Forecaster = (tasks: readonly ForecastTask[]) => Promise<readonly Forecast[]>;
