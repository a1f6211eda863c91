/** What a drill compared; instants are ISO 8601, UTC. */
export interface DrillReport {
  readonly madeAt: string;
  readonly schemaVersion: string;
  /** of the archive, hexadecimal */
  readonly sha256: string;
  readonly bytes: number;
  readonly tables: readonly { readonly table: string; readonly expected: number; readonly found: number }[];
  /** `found` null: this version of the house does not compute it */
  readonly figures: readonly {
    readonly figure: string;
    readonly expected: string;
    readonly found: string | null;
  }[];
  readonly trail: {
    readonly entries: number;
    readonly faults: number;
    readonly seq: string;
    readonly digest: string;
  };
}

export interface Compared {
  readonly rows: readonly { readonly table: string; readonly rows: number }[];
  readonly figures: Readonly<Record<string, string>>;
}

/** The manifest's word and what was found, side by side. */
export function compareDrill(expected: Compared, found: Compared): Pick<DrillReport, 'tables' | 'figures'> {
  const rows = new Map(found.rows.map((each) => [each.table, each.rows]));
  return {
    tables: expected.rows.map(({ table, rows: count }) => ({
      table,
      expected: count,
      found: rows.get(table) ?? 0,
    })),
    figures: Object.entries(expected.figures)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([figure, value]) => ({ figure, expected: value, found: found.figures[figure] ?? null })),
  };
}

export type DrillFault =
  | { readonly code: 'drill-rows'; readonly table: string; readonly expected: number; readonly found: number }
  | {
      readonly code: 'drill-figure';
      readonly figure: string;
      readonly expected: string;
      readonly found: string;
    }
  | { readonly code: 'drill-trail'; readonly count: number };

/** The first thing that is not as it was when the backup was made; null: the drill is passed. */
export function faultOf(
  { tables, figures }: Pick<DrillReport, 'tables' | 'figures'>,
  trail: Pick<DrillReport['trail'], 'faults'>,
): DrillFault | null {
  for (const { table, expected, found } of tables)
    if (found !== expected) return { code: 'drill-rows', table, expected, found };
  for (const { figure, expected, found } of figures)
    if (found !== null && found !== expected) return { code: 'drill-figure', figure, expected, found };
  return trail.faults > 0 ? { code: 'drill-trail', count: trail.faults } : null;
}
