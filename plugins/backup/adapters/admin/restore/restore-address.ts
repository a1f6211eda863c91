const PAGE = '/admin/pages/backup-restore';

/** The page that restores, begun with this copy. */
export function restoreAddress(copyId: string): string {
  return `${PAGE}?${new URLSearchParams({ copy: copyId }).toString()}`;
}

export function copyInAddress(): string | null {
  return new URLSearchParams(window.location.search).get('copy');
}
