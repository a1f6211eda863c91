import { useEffect, useMemo, useRef, useState, type ReactElement, type RefObject } from 'react';
import { csvOf } from '../../charts/csv.js';
import { without } from '../../charts/legend.js';
import type { ChartSpec } from '../../values/chart.js';
import { Button } from '../button.js';
import { saveFile } from '../save-file.js';
import { useLanguage, useText } from '../text.js';
import type { WholeChartProps } from './chart-props.js';
import { ChartLegend } from './chart-legend.js';
import { ChartTable } from './chart-table.js';
import { chartInWords } from './chart-words.js';
import type { Drawing } from './draw.js';
import { pngOf } from './png.js';
import { useTheme } from './use-theme.js';
import { useWidth } from './use-width.js';

const PICTURE = { width: 1000, height: 560 };

/** A chart that can be touched, hidden in parts, read as a table and taken along as PNG and CSV. */
export default function WholeChart({ spec, height, title, onPick }: WholeChartProps): ReactElement {
  const text = useText();
  const [isTable, setTable] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const isEmpty = !spec.series.some(({ values }) => values.some((value) => value !== null));
  const seen = useMemo(() => without(spec, hidden), [spec, hidden]);

  return (
    <figure className={`ch-chart ch-chart-${spec.kind}`}>
      <figcaption className={title === 'unseen' ? 'ch-unseen' : 'ch-chart-title'}>{spec.title}</figcaption>
      {isEmpty ? (
        <p className="ch-chart-nothing">{text('chart.nothing')}</p>
      ) : (
        <>
          <ChartTools spec={spec} seen={seen} isTable={isTable} onTable={() => setTable(!isTable)} />
          {isTable ? (
            <ChartTable spec={spec} height={height + 40} />
          ) : (
            <>
              <ChartLegend
                spec={spec}
                hidden={hidden}
                onToggle={(index) => setHidden((before) => toggled(before, index))}
              />
              <ChartDrawing spec={seen} height={height} onPick={onPick} onFailure={() => setTable(true)} />
            </>
          )}
        </>
      )}
    </figure>
  );
}

function toggled(set: ReadonlySet<number>, item: number): ReadonlySet<number> {
  const changed = new Set(set);
  if (!changed.delete(item)) changed.add(item);
  return changed;
}

function ChartTools(props: {
  readonly spec: ChartSpec;
  /** without what is hidden: what the picture shows */
  readonly seen: ChartSpec;
  readonly isTable: boolean;
  readonly onTable: () => void;
}): ReactElement {
  const { spec, seen, isTable, onTable } = props;
  const text = useText();
  const language = useLanguage();
  const theme = useTheme();
  const [isBusy, setBusy] = useState(false);
  const ofThis = <span className="ch-unseen">: {spec.title}</span>;

  const savePng = async (): Promise<void> => {
    setBusy(true);
    try {
      const { drawPicture } = await import('./draw.js');
      const svg = drawPicture(seen, { ...PICTURE, theme, language });
      saveFile(fileName(spec.title, 'png'), await pngOf(svg, PICTURE, 2));
    } finally {
      setBusy(false);
    }
  };
  const saveCsv = (): void =>
    saveFile(fileName(spec.title, 'csv'), new Blob([csvOf(spec, text('chart.note'))], { type: 'text/csv' }));

  return (
    <div className="ch-chart-tools">
      <Button look="quiet" aria-pressed={isTable} onClick={onTable}>
        <span>
          {text('chart.table')}
          {ofThis}
        </span>
      </Button>
      <Button look="quiet" busy={isBusy} onClick={() => void savePng()}>
        <span>PNG{ofThis}</span>
      </Button>
      <Button look="quiet" onClick={saveCsv}>
        <span>CSV{ofThis}</span>
      </Button>
    </div>
  );
}

/** Letters and figures of the title; other signs mean something to one file system or another. */
const fileName = (title: string, ending: string): string =>
  `${title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'chart'}.${ending}`;

interface DrawingProps {
  readonly spec: ChartSpec;
  readonly height: number;
  readonly onPick: ((index: number) => void) | undefined;
  /** the drawing part could not be loaded */
  readonly onFailure: () => void;
}

function ChartDrawing({ spec, height, onPick, onFailure }: DrawingProps): ReactElement {
  const text = useText();
  const language = useLanguage();
  const theme = useTheme();
  const element = useRef<HTMLDivElement>(null);
  const width = useWidth(element);
  const drawing = useDrawing(element, spec, onPick, onFailure);

  useEffect(() => {
    if (width > 0) drawing?.show(spec, { theme, language, width, height });
  }, [drawing, spec, theme, language, width, height]);

  return (
    <div
      ref={element}
      className="ch-chart-drawing"
      style={{ height }}
      role="img"
      aria-label={chartInWords(spec, language, text)}
    />
  );
}

function useDrawing(
  element: RefObject<HTMLDivElement>,
  spec: ChartSpec,
  onPick: ((index: number) => void) | undefined,
  onFailure: () => void,
): Drawing | undefined {
  const [drawing, setDrawing] = useState<Drawing>();
  const current = useRef({ spec, onPick, onFailure });
  current.current = { spec, onPick, onFailure };

  useEffect(() => {
    let opened: Drawing | undefined;
    let isGone = false;
    const isOpen = (index: number): boolean =>
      current.current.onPick !== undefined || typeof current.current.spec.links?.[index] === 'string';
    const pick = (index: number): void => {
      const link = current.current.spec.links?.[index];
      if (current.current.onPick) current.current.onPick(index);
      else if (link && element.current) follow(link, element.current);
    };
    import('./draw.js').then(
      ({ openDrawing }) => {
        if (isGone || !element.current) return;
        opened = openDrawing(element.current, isOpen, pick);
        setDrawing(opened);
      },
      // The figures can be read all the same.
      () => current.current.onFailure(),
    );
    return () => {
      isGone = true;
      opened?.close();
    };
  }, [element]);

  return drawing;
}

/** As if a link inside the chart had been pressed: the panel's shell opens it without a reload. */
function follow(link: string, inside: HTMLElement): void {
  const anchor = document.createElement('a');
  anchor.href = link;
  inside.append(anchor);
  anchor.click();
  anchor.remove();
}
