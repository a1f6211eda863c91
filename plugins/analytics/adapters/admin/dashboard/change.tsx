import type { ReactElement } from 'react';
import { formatDecimal, useText } from '../../../../../src/panel-kit/index.js';
import type { MeasureUnit } from '../../../contract/query.js';

interface ChangeProps {
  readonly change: string | null;
  readonly unit: MeasureUnit;
  readonly rise: 'good' | 'bad' | 'neither';
  /** in a column: with a sign rather than in words */
  readonly isShort?: boolean;
}

/** How a figure differs from the compared period: in words or with a sign, which the colour and the arrow only repeat. */
export function Change({ change, unit, rise, isShort = false }: ChangeProps): ReactElement | null {
  const text = useText('analytics');
  if (change === null) return null;
  const amount = Number(change);
  const direction = amount === 0 ? 'same' : amount > 0 ? 'more' : 'less';
  const kind = unit === 'percent' ? 'points' : unit === 'days' ? 'days' : 'percent';
  const isGood = amount > 0 === (rise === 'good');
  const tone = amount === 0 || rise === 'neither' ? 'neutral' : isGood ? 'good' : 'bad';
  const facts = { change: formatDecimal(change.replace('-', '')) };
  if (isShort)
    return (
      <span className={`dashboard-change dashboard-change-${tone}`}>
        {amount === 0 ? '' : amount > 0 ? '+' : '−'}
        {text(`dashboard.change.${kind}.short`, facts)}
      </span>
    );
  return (
    <span className={`dashboard-change dashboard-change-${tone}`}>
      {amount === 0 ? null : <span aria-hidden="true">{amount > 0 ? '▲' : '▼'}</span>}
      {text(`dashboard.change.${kind}.${direction}`, facts)}
    </span>
  );
}
