import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';

/** `file`: title, at the end of a row. */
const SHOWN_BY = /\| `([^`]+\.spec\.ts)`: (.+?) +\|$/gm;

describe('the page about security', () => {
  const page = readFileSync('docs/security.md', 'utf8');
  const tests = [...page.matchAll(SHOWN_BY)].map(([, file = '', title = '']) => [file, title] as const);

  it('names tests', () => {
    expect(tests.length).toBeGreaterThan(50);
  });

  it.each(tests)('%s has the test "%s"', (file, title) => {
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain(title);
  });
});
