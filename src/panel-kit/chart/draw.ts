// The only file in the browser that knows ECharts: a chunk of its own, loaded by the first page that shows a chart.
import { BarChart, LineChart, PieChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { optionOf, plotOf } from '../../charts/option.js';
import { inkOf } from '../../charts/ink.js';
import type { ChartLook, ChartSpec } from '../../values/chart.js';
import { tipOf } from './tip.js';

use([
  BarChart,
  LineChart,
  PieChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
  LabelLayout,
  SVGRenderer,
]);

/** A chart on a page. */
export interface Drawing {
  show(spec: ChartSpec, look: ChartLook): void;
  close(): void;
}

/** @param isOpen whether something is behind a category @param onPick a category was pressed, by its index */
export function openDrawing(
  element: HTMLElement,
  isOpen: (index: number) => boolean,
  onPick: (index: number) => void,
): Drawing {
  const chart = init(element, null, { renderer: 'svg' });
  let shown: ChartSpec | undefined;

  function indexAt(x: number, y: number): number | undefined {
    if (!shown || shown.kind === 'donut' || !chart.containPixel('grid', [x, y])) return undefined;
    const place = chart.convertFromPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [x, y]) as unknown as number[];
    return place[shown.kind === 'bars-sideways' ? 1 : 0];
  }

  // The whole strip of a category takes the press: a point is small.
  const surface = chart.getZr();
  surface.on('click', ({ offsetX, offsetY }) => {
    const index = indexAt(offsetX, offsetY);
    if (index !== undefined) onPick(index);
  });
  surface.on('mousemove', ({ offsetX, offsetY }) => {
    const index = indexAt(offsetX, offsetY);
    if (index !== undefined) surface.setCursorStyle(isOpen(index) ? 'pointer' : 'default');
  });
  chart.on('click', ({ dataIndex }) => {
    if (shown?.kind === 'donut') onPick(dataIndex);
  });

  return {
    show(spec, look) {
      shown = spec;
      chart.resize({ width: look.width, height: look.height });
      chart.setOption({ ...plotOf(spec, look), tooltip: tooltipOf(spec, look) }, { notMerge: true });
    },
    close: () => chart.dispose(),
  };
}

/** The same picture that the server draws. */
export function drawPicture(spec: ChartSpec, look: ChartLook): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: look.width, height: look.height });
  try {
    chart.setOption(optionOf(spec, look));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

interface Pointed {
  readonly dataIndex: number;
}

function tooltipOf(spec: ChartSpec, look: ChartLook): Readonly<Record<string, unknown>> {
  const ink = inkOf(look);
  const isLine = spec.kind === 'line';
  return {
    trigger: spec.kind === 'donut' ? 'item' : 'axis',
    confine: true,
    transitionDuration: 0,
    className: 'ch-chart-tip',
    backgroundColor: ink.surface,
    borderColor: ink.quiet,
    padding: [8, 12],
    axisPointer: {
      type: isLine ? 'line' : 'shadow',
      animation: false,
      lineStyle: { color: ink.quiet, type: 'solid' },
      shadowStyle: { color: ink.quiet, opacity: 0.12 },
    },
    formatter: (pointed: Pointed | readonly Pointed[]) => {
      const index = 'dataIndex' in pointed ? pointed.dataIndex : pointed[0]?.dataIndex;
      return index === undefined ? '' : tipOf(spec, look, index);
    },
  };
}
