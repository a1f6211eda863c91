/** The first that fits: browsers carry the names of those that they want to pass for. */
const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bYaBrowser\//, 'Yandex'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const LONGEST = 60;

/** A browser as a person would call it: `Firefox, Linux`. A program is called what it calls itself; '' says that nothing was said. */
export function browserName(userAgent: string | undefined): string {
  const said = userAgent?.trim() ?? '';
  const browser = nameIn(BROWSERS, said);
  if (browser === null) return (said.split(/[\s/]/)[0] ?? '').slice(0, LONGEST);
  const system = nameIn(SYSTEMS, said);
  return system === null ? browser : `${browser}, ${system}`;
}

function nameIn(names: readonly (readonly [RegExp, string])[], said: string): string | null {
  return names.find(([pattern]) => pattern.test(said))?.[1] ?? null;
}
