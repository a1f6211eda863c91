/** Four digits that tell one erased person from another in a list: `3F2A`. */
export function markOf(id: string): string {
  return id.replaceAll('-', '').slice(-4).toUpperCase();
}

/** Reaches nobody (RFC 2606), and is no other subject's. */
export function noAddressOf(id: string): string {
  return `erased-${id.replaceAll('-', '').slice(-12)}@erased.invalid`;
}
