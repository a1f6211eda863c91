/** A widget and its place: columns of four, rows of about a figure's height. The order is the list's. */
export interface Place {
  readonly widget: string;
  readonly width: number;
  readonly height: number;
}

export type Layout = readonly Place[];

export const COLUMNS = 4;
export const ROWS_AT_MOST = 4;
const WIDGETS_AT_MOST = 40;
/** `ageing`, `figure.sales`, `measure.profit.office.bars-sideways` */
const NAME = /^[a-z][\w.-]{0,190}$/;

/** Reads what was kept; what is no place, or stands twice, is left out. */
export function readLayout(kept: unknown): Layout {
  if (!Array.isArray(kept)) return [];
  const places = kept.flatMap((one: unknown) => placeOf(one) ?? []);
  const isFirst = ({ widget }: Place, index: number): boolean =>
    places.findIndex((place) => place.widget === widget) === index;
  return places.filter(isFirst).slice(0, WIDGETS_AT_MOST);
}

export function isFull(layout: Layout): boolean {
  return layout.length >= WIDGETS_AT_MOST;
}

/** One place earlier or later. */
export function moved(layout: Layout, widget: string, step: 1 | -1): Layout {
  const at = layout.findIndex((place) => place.widget === widget);
  return movedTo(layout, widget, at + step);
}

/** To a place in the order; the others make room. */
export function movedTo(layout: Layout, widget: string, at: number): Layout {
  const place = layout.find((one) => one.widget === widget);
  if (!place || at < 0 || at >= layout.length) return layout;
  const others = layout.filter((one) => one !== place);
  return [...others.slice(0, at), place, ...others.slice(at)];
}

/** Never narrower than a column, never wider than the page. */
export function resized(
  layout: Layout,
  widget: string,
  size: { readonly width: number; readonly height: number },
): Layout {
  const fitting = { width: within(size.width, COLUMNS), height: within(size.height, ROWS_AT_MOST) };
  return layout.map((place) => (place.widget === widget ? { ...place, ...fitting } : place));
}

export function added(layout: Layout, place: Place): Layout {
  const isThere = layout.some(({ widget }) => widget === place.widget);
  return isThere || isFull(layout) ? layout : [...layout, place];
}

export function removed(layout: Layout, widget: string): Layout {
  return layout.filter((place) => place.widget !== widget);
}

function placeOf(one: unknown): Place | null {
  if (typeof one !== 'object' || one === null) return null;
  const { widget, width, height } = one as Readonly<Record<string, unknown>>;
  if (typeof widget !== 'string' || !NAME.test(widget)) return null;
  return { widget, width: within(Number(width), COLUMNS), height: within(Number(height), ROWS_AT_MOST) };
}

function within(size: number, most: number): number {
  return Number.isFinite(size) ? Math.min(most, Math.max(1, Math.round(size))) : 1;
}
