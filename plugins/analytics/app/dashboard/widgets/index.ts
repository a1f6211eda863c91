import { DIMENSIONS, type MeasureInfo } from '../../../contract/query.js';
import type { Layout } from '../../../domain/dashboard-layout.js';
import type { Widget } from '../widget.js';
import { ageing } from './ageing.js';
import { attention } from './attention.js';
import { collections } from './collections.js';
import { figureWidget } from './figure.js';
import { measureWidget } from './measure.js';
import { paymentStatus } from './payment-status.js';
import { plan } from './plan.js';
import { fallingRepresentatives, topRepresentatives } from './representatives.js';
import { MEASURE_CHARTS } from './shapes.js';
import { salesTrend } from './sales-trend.js';

const OWN: readonly Widget[] = [
  salesTrend,
  collections,
  plan,
  attention,
  paymentStatus,
  ageing,
  topRepresentatives,
  fallingRepresentatives,
];

/** Of the whole network or of offices; a representative's own dashboard has no use for them. */
const OF_STAFF: readonly Widget[] = [plan, attention, topRepresentatives, fallingRepresentatives];

interface Reader {
  readonly measures: ReadonlyMap<string, MeasureInfo>;
  readonly isRepresentative: boolean;
}

/** Null where there is no such widget, or one of its measures is not the reader's to read. */
export function findWidget(name: string, reader: Reader): Widget | null {
  const widget = OWN.find((one) => one.name === name) ?? shaped(name, reader);
  return widget && isFor(widget, reader) ? widget : null;
}

/** Those that can be put onto the page as they are. */
export function offeredTo(reader: Reader): readonly Widget[] {
  const figures = [...reader.measures.keys()].map(figureWidget);
  return [...OWN, ...figures].filter((widget) => isFor(widget, reader));
}

/** The page before anybody arranged it. */
export function firstLayout({ isRepresentative }: Reader): Layout {
  return isRepresentative ? REPRESENTATIVES : STAFF;
}

function isFor(widget: Widget, { measures, isRepresentative }: Reader): boolean {
  if (isRepresentative && OF_STAFF.includes(widget)) return false;
  return widget.measures.every((name) => measures.has(name));
}

/** `figure.sales`, `measure.profit.office.bars-sideways` */
function shaped(name: string, { measures }: Reader): Widget | null {
  const [kind, measure = '', by, drawnAs] = name.split('.');
  if (kind === 'figure' && by === undefined) return figureWidget(measure);
  const dimension = DIMENSIONS.find((one) => one === by);
  const chart = MEASURE_CHARTS.find((one) => one === drawnAs);
  if (kind !== 'measure' || !dimension || !chart) return null;
  return measures.get(measure)?.dimensions.includes(dimension)
    ? measureWidget({ measure, dimension, chart })
    : null;
}

const place = (widget: string, width: number, height: number) => ({ widget, width, height });
const figure = (measure: string) => place(`figure.${measure}`, 1, 1);

const STAFF: Layout = [
  figure('sales'),
  figure('collected'),
  figure('outstanding'),
  figure('overdue'),
  figure('profit'),
  figure('collection_rate'),
  figure('days_to_pay'),
  figure('invoices'),
  place('sales-trend', 2, 2),
  place('attention', 2, 2),
  place('collections', 2, 2),
  place('plan', 2, 2),
  place('ageing', 2, 2),
  place('payment-status', 2, 2),
  place('top-representatives', 2, 2),
  place('falling-representatives', 2, 2),
  place('measure.profit.office.bars-sideways', 2, 2),
  place('measure.profit.geo.bars-sideways', 1, 2),
  place('measure.profit.manager.bars-sideways', 1, 2),
];

const REPRESENTATIVES: Layout = [
  figure('outstanding'),
  figure('overdue'),
  figure('sales'),
  figure('collected'),
  place('collections', 2, 2),
  place('ageing', 2, 2),
  place('sales-trend', 2, 2),
  place('payment-status', 2, 2),
];
