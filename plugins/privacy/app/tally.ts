import type { ErasedClass, ErasureReport } from './stored.js';

interface Counts {
  cleared: number;
  removed: number;
  mentions: number;
  files: number;
  readonly kept: Map<string, { rows: number; until: string | null }>;
}

/** Counts what an erasure does, by class. */
export class Tally {
  private readonly classes = new Map<string, Counts>();

  constructor(report: ErasureReport = []) {
    this.goBackTo(report);
  }

  /** As it was: a transaction that is tried again counts again. */
  goBackTo(report: ErasureReport): void {
    this.classes.clear();
    for (const { dataClass, kept, ...counts } of report)
      this.classes.set(dataClass, {
        ...counts,
        kept: new Map(kept.map(({ reason, rows, until }) => [reason, { rows, until }])),
      });
  }

  add(dataClass: string, what: 'cleared' | 'removed' | 'mentions' | 'files', rows: number): void {
    if (rows > 0) this.of(dataClass)[what] += rows;
  }

  /** @param until the latest day until which one of them stays, YYYY-MM-DD */
  keep(dataClass: string, reason: string, until: string | null): void {
    const { kept } = this.of(dataClass);
    const before = kept.get(reason);
    const latest = before && (before.until === null || (until !== null && before.until > until));
    kept.set(reason, { rows: (before?.rows ?? 0) + 1, until: latest ? before.until : until });
  }

  report(): ErasureReport {
    return [...this.classes].map(([dataClass, { kept, ...counts }]): ErasedClass => ({
      ...{ dataClass, ...counts },
      kept: [...kept].map(([reason, rows]) => ({ reason, ...rows })),
    }));
  }

  private of(dataClass: string): Counts {
    const known = this.classes.get(dataClass);
    if (known) return known;
    const counts: Counts = { cleared: 0, removed: 0, mentions: 0, files: 0, kept: new Map() };
    this.classes.set(dataClass, counts);
    return counts;
  }
}
