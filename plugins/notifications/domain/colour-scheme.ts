export type ColourScheme = 'light' | 'dark';

/** The letter as it looks to a reader of one scheme, whatever the scheme of whoever looks at it here. */
export function letterInScheme(html: string, scheme: ColourScheme): string {
  return html
    .replaceAll('@media (prefers-color-scheme: dark)', scheme === 'dark' ? '@media all' : '@media not all')
    .replaceAll('color-scheme: light dark', `color-scheme: ${scheme}`);
}
