// The only file on the server that knows ECharts; it is loaded when the first chart is drawn.
import { createHash } from 'node:crypto';
import { BarChart, LineChart, PieChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, setPlatformAPI, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { optionOf } from '../../charts/option.js';
import { widthOf } from '../../charts/text-width.js';
import type { ChartLook, ChartSpec } from '../../values/chart.js';

use([
  BarChart,
  LineChart,
  PieChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  TitleComponent,
  LabelLayout,
  SVGRenderer,
]);

setPlatformAPI({
  measureText: (text, font = '') => {
    const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 12);
    return { width: widthOf(text, size, /bold/.test(font) ? 'bold' : 'plain') };
  },
});

/** The chart as an SVG document: the same bytes for the same chart. */
export function drawChart(spec: ChartSpec, look: ChartLook): string {
  const { width, height } = look;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(optionOf(spec, look));
    return withStableIds(withoutHover(withoutControls(chart.renderToSVGString())));
  } finally {
    chart.dispose();
  }
}

/** XML 1.0 has no place for control characters and halves of surrogate pairs, not even escaped (§ 2.2). */
function withoutControls(svg: string): string {
  return svg.replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '\ufffd');
}

/** Classes and a style sheet for the mouse: no mouse comes to a print, and ECharts numbers them through the life of the process. */
function withoutHover(svg: string): string {
  return svg
    .replace(/<style[^>]*>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, (tag) => tag.replace(/ class="zr\d+-cls-\d+"/, ''));
}

/** ECharts numbers the drawings of a process; two of them in one page must not share names either. */
function withStableIds(svg: string): string {
  const renamed = (to: string): string =>
    svg.replace(/<[^>]*>/g, (tag) => tag.replace(/(["#])zr\d+-/g, `$1${to}-`));
  const digest = createHash('sha256').update(renamed('c')).digest('hex').slice(0, 12);
  return renamed(`c${digest}`);
}
