// The lines that ran in houses which specifications served from dist/: V8 writes what ran, the source maps say whose
// lines they are. It adds to what Jest counts inside its own process.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @param reportsFolder what NODE_V8_COVERAGE named
 * @param built the folder whose scripts count
 * @returns for each source file the numbers of its lines that ran
 */
export function servedLines(reportsFolder, built) {
  const lines = new Map();
  const names = existsSync(reportsFolder)
    ? readdirSync(reportsFolder).filter((name) => name.endsWith('.json'))
    : [];
  for (const name of names) {
    for (const script of scriptsIn(join(reportsFolder, name))) {
      if (!script.url.startsWith('file://')) continue;
      const path = fileURLToPath(script.url);
      if (path.startsWith(`${built}/`) && existsSync(`${path}.map`)) addLines(lines, path, script.functions);
    }
  }
  return lines;
}

/** A process that was killed leaves half a report, or none. */
function scriptsIn(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).result;
  } catch {
    return [];
  }
}

function addLines(lines, path, functions) {
  const text = readFileSync(path, 'utf8');
  const counts = countsByOffset(text.length, functions);
  const map = new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')));
  let offset = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const column = line.search(/\S/);
    // esbuild writes a statement a line: its first character tells for the whole of it.
    const entry = column >= 0 && counts[offset + column] > 0 ? map.findEntry(index, column) : {};
    if (entry.originalSource !== undefined) {
      const source = resolve(dirname(path), entry.originalSource);
      lines.set(source, (lines.get(source) ?? new Set()).add(entry.originalLine + 1));
    }
    offset += line.length + 1;
  }
}

/** V8's ranges are nested: the inner one is right, so the wide ones are painted first. */
function countsByOffset(length, functions) {
  const counts = new Uint32Array(length);
  const ranges = functions.flatMap((each) => each.ranges);
  ranges.sort((a, b) => b.endOffset - b.startOffset - (a.endOffset - a.startOffset));
  for (const { startOffset, endOffset, count } of ranges) counts.fill(count, startOffset, endOffset);
  return counts;
}
