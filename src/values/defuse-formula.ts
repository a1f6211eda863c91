/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection), and the full-width signs that some of them fold
 * into it.
 */
const DANGEROUS = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Text that a spreadsheet would run gets an apostrophe before it. Numbers are not text: they never come here. */
export function defuseFormula(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text;
}
