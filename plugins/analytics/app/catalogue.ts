import type { Actor, PermissionName } from '../../../src/kernel/permissions.js';
import type { Kpi } from '../contract/kpi.js';
import { GRAINS, type Dimension, type MeasureInfo } from '../contract/query.js';
import type { Asked } from '../domain/plan.js';
import { builtInMeasures, isBalance, type KpiSum, type Measure } from '../domain/measures.js';

/** Everything that can be asked for, by name. */
export interface Catalogue {
  readonly measures: readonly Measure[];
  readonly kpis: Asked['kpis'];
}

/** Staff see places and products; a representative sees itself, and none of the house's own dimensions. */
const OF_STAFF: readonly Dimension[] = ['office', 'geo', 'manager', 'product'];

export function makeCatalogue(kpis: readonly { readonly plugin: string; readonly value: Kpi }[]): Catalogue {
  const measures = kpis.map(({ plugin, value }) => measureOf(plugin, value));
  return {
    measures: [...builtInMeasures, ...measures, ...shares(measures)],
    kpis: new Map(kpis.map(({ value }) => [sumOf(value), { from: value.from, of: value.of }])),
  };
}

/** The measures that an actor may read, with the dimensions that it may cut them by. */
export function readableMeasures(
  { measures }: Catalogue,
  actor: Actor,
  may: (actor: Actor, permission: PermissionName) => boolean,
): ReadonlyMap<string, Measure> {
  const readable = measures.filter(({ permission }) => may(actor, permission));
  return new Map(
    readable.map((measure) => [
      measure.name,
      actor.role === 'representative'
        ? { ...measure, dimensions: measure.dimensions.filter((dimension) => !OF_STAFF.includes(dimension)) }
        : measure,
    ]),
  );
}

/** Whether a measure comes from invoices and payments, and not from a table of facts that another plugin keeps. */
export function isOfLedger({ measures, kpis }: Catalogue, name: string): boolean {
  const sums: ReadonlySet<string> = new Set(kpis.keys());
  return measures.some((measure) => measure.name === name && !measure.over.every((sum) => sums.has(sum)));
}

export function infoOf(measure: Measure): MeasureInfo {
  const { name, unit, dimensions, titleKey } = measure;
  return { name, unit, dimensions, kind: isBalance(measure) ? 'balance' : 'flow', titleKey };
}

function measureOf(plugin: string, kpi: Kpi): Measure {
  const { name, unit, permission, from } = kpi;
  const columns = (['representative', 'office', 'geo', 'manager', 'currency'] as const).filter(
    (dimension) => from[dimension] !== undefined,
  );
  return {
    name,
    unit,
    permission,
    dimensions: [...GRAINS, ...columns],
    titleKey: `${plugin}:measures.${name}`,
    over: [sumOf(kpi)],
  };
}

function sumOf({ name, unit }: Kpi): KpiSum {
  return unit === 'money' ? `amounts.${name}` : `counts.${name}`;
}

function shares(measures: readonly Measure[]): readonly Measure[] {
  const [profit, revenue] = ['profit', 'revenue'].map((name) => measures.find((each) => each.name === name));
  if (!profit || !revenue) return [];
  const titleKey = 'analytics:measures.margin';
  return [{ ...profit, name: 'margin', unit: 'percent', titleKey, under: revenue.over }];
}
