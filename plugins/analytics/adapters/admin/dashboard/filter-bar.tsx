import { useState, type ReactElement } from 'react';
import { Field, formatDate, useText } from '../../../../../src/panel-kit/index.js';
import { parseLocalDate } from '../../../../../src/values/local-date.js';
import { isCurrency } from '../../../../../src/values/currency.js';
import type { DashboardView } from '../../../app/dashboard/content.js';
import {
  COMPARISONS,
  PRESETS,
  type DashboardComparison,
  type DashboardFilters,
  type Days,
  type NarrowedBy,
  type Preset,
} from '../../../domain/dashboard-filters.js';
import { ChoiceMenu } from './choice-menu.js';
import type { Address } from './use-address.js';

interface FilterBarProps {
  readonly address: Address;
  readonly view: DashboardView | undefined;
}

const MODELS: Readonly<Record<Exclude<NarrowedBy, 'currency'>, string>> = {
  office: 'Office',
  geo: 'Geo',
  manager: 'Manager',
  representative: 'Representative',
};

/** What the page is narrowed to; every change is a step in the browser's history. */
export function FilterBar({ address, view }: FilterBarProps): ReactElement {
  const text = useText('analytics');
  const { filters, setFilters } = address;
  const narrow = (name: NarrowedBy, chosen: readonly string[]): void => {
    const { [name]: _before, ...others } = filters.only;
    setFilters({ ...filters, only: chosen.length === 0 ? others : { ...others, [name]: chosen } });
  };
  const currencies = view?.boxes.currencies ?? [];
  return (
    <section className="dashboard-filters" aria-label={text('dashboard.filters.title')}>
      <div className="dashboard-filter-row">
        <PeriodField filters={filters} days={view?.days} onChange={setFilters} />
        <Field label={text('dashboard.filters.compare')}>
          {(control) => (
            <select
              {...control}
              value={filters.comparison}
              onChange={(event) =>
                setFilters({ ...filters, comparison: event.target.value as DashboardComparison })
              }
            >
              {COMPARISONS.map((name) => (
                <option key={name} value={name}>
                  {text(`dashboard.comparisons.${name}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {currencies.length > 1 || filters.convertTo ? (
          <Field label={text('dashboard.filters.convert')}>
            {(control) => (
              <select
                {...control}
                value={filters.convertTo ?? ''}
                onChange={({ target: { value } }) =>
                  setFilters({ ...filters, convertTo: isCurrency(value) ? value : null })
                }
              >
                <option value="">{text('dashboard.filters.asTheyAre')}</option>
                {[...new Set([...currencies, ...(filters.convertTo ? [filters.convertTo] : [])])].map(
                  (code) => (
                    <option key={code} value={code}>
                      {text('dashboard.filters.in', { currency: code })}
                    </option>
                  ),
                )}
              </select>
            )}
          </Field>
        ) : null}
        <div className="dashboard-narrow">
          {(view?.boxes.narrowedBy ?? []).map((name) =>
            name === 'currency' && currencies.length < 2 && !filters.only.currency ? null : (
              <ChoiceMenu
                key={name}
                title={text(`dashboard.filters.${name}`)}
                {...(name === 'currency'
                  ? { choices: currencies.map((code) => ({ id: code, title: code })) }
                  : { model: MODELS[name] })}
                chosen={filters.only[name] ?? []}
                names={view?.boxes.names ?? {}}
                onChange={(chosen) => narrow(name, chosen)}
              />
            ),
          )}
        </div>
      </div>
      {view ? <Summary view={view} /> : <div className="dashboard-summary">&nbsp;</div>}
    </section>
  );
}

interface PeriodFieldProps {
  readonly filters: DashboardFilters;
  readonly days: Days | undefined;
  readonly onChange: (filters: DashboardFilters) => void;
}

function PeriodField({ filters, days, onChange }: PeriodFieldProps): ReactElement {
  const text = useText('analytics');
  const { period } = filters;
  const isCustom = typeof period !== 'string';
  const choose = (value: string): void => {
    if (value !== 'custom') onChange({ ...filters, period: value as Preset });
    else if (days) onChange({ ...filters, period: days });
  };
  return (
    <>
      <Field label={text('dashboard.filters.period')}>
        {(control) => (
          <select
            {...control}
            value={isCustom ? 'custom' : period}
            onChange={(event) => choose(event.target.value)}
          >
            {[...PRESETS, 'custom'].map((name) => (
              <option key={name} value={name}>
                {text(`dashboard.periods.${name}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {isCustom ? (
        <StatedDays
          key={`${period.from} ${period.to}`}
          days={period}
          onChange={(stated) => onChange({ ...filters, period: stated })}
        />
      ) : null}
    </>
  );
}

/** Two days that are typed: asked for once both are days, and in their order. */
function StatedDays({
  days,
  onChange,
}: {
  readonly days: Days;
  readonly onChange: (days: Days) => void;
}): ReactElement {
  const text = useText('analytics');
  const [typed, setTyped] = useState<Readonly<Record<'from' | 'to', string>>>(days);
  const leave = (): void => {
    const [from, to] = [parseLocalDate(typed.from), parseLocalDate(typed.to)];
    if (!from.ok || !to.ok || from.value > to.value) return;
    if (from.value !== days.from || to.value !== days.to) onChange({ from: from.value, to: to.value });
  };
  const isReversed = typed.from > typed.to;
  return (
    <>
      {(['from', 'to'] as const).map((name) => (
        <Field
          key={name}
          label={text(`dashboard.filters.${name}`)}
          error={name === 'to' && isReversed ? text('dashboard.filters.reversed') : null}
        >
          {(control) => (
            <input
              {...control}
              type="date"
              value={typed[name]}
              onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              onBlur={leave}
              onKeyDown={({ key }) => (key === 'Enter' ? leave() : undefined)}
            />
          )}
        </Field>
      ))}
    </>
  );
}

/** Which days the figures are of, with what they are compared, at which rates they were converted, and what else is to be known of them. */
function Summary({
  view: { days, compared, rates, remarks },
}: {
  readonly view: DashboardView;
}): ReactElement {
  const text = useText('analytics');
  const span = ({ from, to }: Days): string => `${formatDate(from)} – ${formatDate(to)}`;
  const stated = rates.map(({ base, quote, rate, from, source }) =>
    text('dashboard.rate', { base, quote, rate, on: formatDate(from), source }),
  );
  return (
    <div className="dashboard-summary">
      {compared
        ? text('dashboard.summary.compared', { days: span(days), before: span(compared) })
        : text('dashboard.summary.alone', { days: span(days) })}
      {stated.length > 0 ? (
        <details>
          <summary>{text('dashboard.summary.converted', { count: stated.length })}</summary>
          <ul>
            {stated.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
    </div>
  );
}
