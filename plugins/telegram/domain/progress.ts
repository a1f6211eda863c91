const CELLS = 10;

/** How far something is, as a bar of ten cells: full ones for whole tenths, never all before it is done. @param percent one decimal, may be above 100 */
export function textBar(percent: string): string {
  const full = Math.max(0, Math.min(CELLS, Math.floor(Number(percent) / CELLS)));
  return '█'.repeat(full) + '░'.repeat(CELLS - full);
}
