import { useId, type ReactElement } from 'react';
import type { Pattern, Sign } from '../../charts/ink.js';
import type { LegendEntry } from '../../charts/legend.js';

/** A piece of the line or of the area that a name stands for. */
export function Swatch({ entry: { colour, mark } }: { readonly entry: LegendEntry }): ReactElement {
  return (
    <svg className="ch-chart-swatch" viewBox="0 0 22 12" width="22" height="12" aria-hidden="true">
      {mark.kind === 'line' ? (
        <>
          <path
            d="M1 6H21"
            stroke={colour}
            strokeWidth={mark.isThin ? 1.5 : 2.5}
            strokeDasharray={mark.isDashed ? '5 3' : undefined}
          />
          <path d={SIGNS[mark.sign]} stroke={colour} strokeWidth="2" fill={fillOf(mark.sign, colour)} />
        </>
      ) : (
        <Area
          colour={colour}
          pattern={mark.kind === 'area' ? mark.pattern : 'none'}
          isBand={mark.kind === 'band'}
        />
      )}
    </svg>
  );
}

const SIGNS: Readonly<Record<Sign, string>> = {
  circle: 'M11 3.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 1 1 0-5Z',
  emptyCircle: 'M11 3a3 3 0 1 1 0 6a3 3 0 1 1 0-6Z',
  rect: 'M8.5 3.5h5v5h-5Z',
  emptyRect: 'M8 3h6v6H8Z',
  triangle: 'M11 3L14 8.5H8Z',
  emptyTriangle: 'M11 2L15 9H7Z',
  diamond: 'M11 2.5L14.5 6L11 9.5L7.5 6Z',
};

const fillOf = (sign: Sign, colour: string): string => (sign.startsWith('empty') ? 'var(--surface)' : colour);

const PATTERNS: Readonly<Record<Exclude<Pattern, 'none'>, string>> = {
  rising: 'M-1 4L4-1M2 7L7 2',
  falling: 'M-1 2L4 7M2-1L7 4',
  upright: 'M3-1V7',
  lying: 'M-1 3H7',
  dots: 'M2 3h2',
  crossed: 'M-1-1L7 7M7-1L-1 7',
};

function Area(props: {
  readonly colour: string;
  readonly pattern: Pattern;
  readonly isBand: boolean;
}): ReactElement {
  const { colour, pattern, isBand } = props;
  const id = useId();
  const box = { x: 1, y: 0, width: 20, height: 12, rx: 3 };
  return (
    <>
      <rect {...box} fill={colour} fillOpacity={isBand ? 0.3 : 1} />
      {pattern === 'none' ? null : (
        <>
          <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse">
            <path d={PATTERNS[pattern]} stroke="var(--surface)" strokeOpacity="0.6" strokeWidth="1.5" />
          </pattern>
          <rect {...box} fill={`url(#${id})`} />
        </>
      )}
    </>
  );
}
