import type { ReactElement } from 'react';

const WIDTH = 100;
const HEIGHT = 28;
const MARGIN = 2;

/** The course of a figure at a glance; its numbers are read elsewhere. */
export function Sparkline({ values }: { readonly values: readonly (number | null)[] }): ReactElement | null {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const [low, high] = [Math.min(...known, 0), Math.max(...known, 0)];
  const span = high - low || 1;
  const place = (value: number, index: number): string => {
    const x = (index / (values.length - 1)) * WIDTH;
    const y = HEIGHT - MARGIN - ((value - low) / span) * (HEIGHT - 2 * MARGIN);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const points = values.flatMap((value, index) => (value === null ? [] : [place(value, index)]));
  const line = `M${points.join('L')}`;
  return (
    <svg
      className="dashboard-sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className="dashboard-sparkline-ground" d={`${line}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} />
      <path className="dashboard-sparkline-line" d={line} />
    </svg>
  );
}
