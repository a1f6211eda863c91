import { readFile } from 'node:fs/promises';
import type { CliCall, CliCommand, CliOutcome } from '../../../../src/kernel/contributions.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { Forecaster } from '../../app/forecaster.js';
import { fillGaps } from '../../domain/forecast/fill-gaps.js';
import type { Forecast } from '../../domain/forecast/forecast-series.js';
import { readSeries } from '../files/series-table.js';

const DEFAULT_HORIZON = 13;
const MOST_STEPS = 1_000;
/** More digits than a forecast could mean, and fewer than two processors could differ in. */
const DIGITS = 12;

/** `countinghouse forecast FILE.csv --horizon H --season S --json`: what comes next in each line of a file. */
export function forecastCommand(forecaster: Forecaster): CliCommand {
  return {
    name: 'forecast',
    description: 'Looks ahead in series of a CSV file: one a line, an id, then the values, oldest first.',
    arguments: ['file'],
    options: [
      { name: 'horizon', kind: 'string', description: `Steps ahead; default ${DEFAULT_HORIZON}.` },
      {
        name: 'season',
        kind: 'string',
        description: 'Values of a season: 52 for weeks of a year; default 1: the common ones are looked for.',
      },
    ],
    run: (call) => forecastFile(forecaster, call),
  };
}

async function forecastFile(forecaster: Forecaster, call: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const [file = ''] = call.arguments;
  const horizon = steps(call, 'horizon', DEFAULT_HORIZON);
  if (!horizon.ok) return horizon;
  const season = steps(call, 'season', 1);
  if (!season.ok) return season;
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return err({ code: 'no-such-file', file });
  const series = readSeries(text);
  if (!series.ok) return series;

  const whole = series.value.map(({ id, line, values }) => ({ id, line, ...fillGaps(values) }));
  for (const { id, line, filled } of whole) if (filled > 0) note(call, 'filled', { id, line, count: filled });
  const forecasts = await forecaster(
    whole.map(({ values }) => ({ values, horizon: horizon.value, season: season.value })),
  );
  const untested = forecasts.filter(({ trials }) => trials === 0).length;
  if (untested > 0) note(call, 'untested', { count: untested });
  const rows = whole.map(({ id }, index) => ({ id, ...asJson(forecasts[index]!) }));
  return ok({ json: rows, text: rows.map(asText).join('\n') });
}

function steps({ options }: CliCall, name: string, otherwise: number): Result<number, Refusal> {
  const written = options[name];
  if (written === undefined) return ok(otherwise);
  const value = Number(written);
  return Number.isInteger(value) && value >= 1 && value <= MOST_STEPS
    ? ok(value)
    : err({ code: 'unreadable-option', option: `--${name}`, value: written });
}

function note(
  { context, actor, note: say }: CliCall,
  key: string,
  facts: Readonly<Record<string, unknown>>,
): void {
  say(context.translator.text(actor.language, `analytics:forecast.${key}`, facts));
}

type ForecastJson = ReturnType<typeof asJson>;

function asJson({ mean, intervals, weights }: Forecast) {
  const rounded = (values: readonly number[]): number[] =>
    values.map((value) => Number(value.toPrecision(DIGITS)));
  const interval = (width: 80 | 95) => ({
    lower: rounded(intervals[width].lower),
    upper: rounded(intervals[width].upper),
  });
  return {
    method: methodOf(weights),
    mean: rounded(mean),
    intervals: { '80': interval(80), '95': interval(95) },
  };
}

function methodOf(weights: Forecast['weights']): string {
  const [only, ...others] = weights;
  if (only && others.length === 0) return only.method;
  return `combination of ${weights.map(({ method, weight }) => `${method} ${weight.toFixed(2)}`).join(', ')}`;
}

function asText({ id, mean, method }: ForecastJson & { readonly id: string }): string {
  return `${id}  ${mean.map((value) => value.toPrecision(6)).join(' ')}  (${method})`;
}
