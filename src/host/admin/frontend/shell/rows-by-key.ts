/** Rows of the list on the page that lead somewhere. */
export function rowsHere(): readonly HTMLElement[] {
  const rows = document.querySelectorAll<HTMLElement>('main :is([data-row], tbody tr)');
  return [...rows].filter((row) => linkOf(row) !== null);
}

/** The focus goes to the link of the next row, or of the one before; Enter then opens it as it opens any link. */
export function moveThroughRows(step: 1 | -1): void {
  const rows = rowsHere();
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const start = step === 1 ? 0 : rows.length - 1;
  const next = rows[at === -1 ? start : Math.min(Math.max(at + step, 0), rows.length - 1)];
  if (!next) return;
  linkOf(next)?.focus();
  next.scrollIntoView({ block: 'nearest' });
}

function linkOf(row: HTMLElement): HTMLAnchorElement | null {
  return row.querySelector<HTMLAnchorElement>('a[href^="/admin/resources/"]');
}
