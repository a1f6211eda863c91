/**
 * The name under which the panel knows a page's component, from its path below the repository's root. The bundle registers pages
 * by it and the server names them by it, so both call this.
 */
export function componentKey(path: string): string {
  return path
    .replace(/^\.\//, '')
    .replace(/\.(tsx|jsx|ts|js)$/, '')
    .replace(/[^A-Za-z0-9]+/g, '_');
}
