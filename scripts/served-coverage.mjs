// The lines that ran in houses which specifications served from dist/: V8 writes what ran, the source maps say whose
// lines they are. It adds to what Jest counts inside its own process.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @param reportsFolder what NODE_V8_COVERAGE named, and where journeys write what ran in their browsers
 * @param built the folder whose scripts count
 * @returns for each source file the numbers of its lines that ran
 */
export function servedLines(reportsFolder, built) {
  const names = existsSync(reportsFolder)
    ? readdirSync(reportsFolder).filter((name) => name.endsWith('.json'))
    : [];
  const scripts = new Map();
  for (const name of names) {
    for (const { url, functions } of scriptsIn(join(reportsFolder, name))) {
      if (!url.startsWith('file://')) continue;
      const path = fileURLToPath(url);
      if (!path.startsWith(`${built}/`) || !existsSync(`${path}.map`)) continue;
      const script = scripts.get(path) ?? newScript(path);
      scripts.set(path, script);
      noteRan(script.ran, functions);
    }
  }
  const lines = new Map();
  for (const [path, script] of scripts) addLines(lines, path, script);
  return lines;
}

function newScript(path) {
  const text = readFileSync(path, 'utf8');
  return { text, ran: new Uint8Array(text.length) };
}

/** A process that was killed leaves half a report, or none. */
function scriptsIn(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).result;
  } catch {
    return [];
  }
}

function addLines(lines, path, { text, ran }) {
  const map = new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')));
  let offset = 0;
  for (const [index, line] of text.split('\n').entries()) {
    for (const column of columnsOf(line)) {
      if (!ran[offset + column]) continue;
      const entry = map.findEntry(index, column);
      if (entry.originalSource === undefined) continue;
      const source = resolve(dirname(path), entry.originalSource);
      lines.set(source, (lines.get(source) ?? new Set()).add(entry.originalLine + 1));
    }
    offset += line.length + 1;
  }
}

const WRITTEN_BY_NOBODY = 1000;

/** esbuild writes a statement a line, whose first character tells for the whole of it; a minified line holds many. */
function columnsOf(line) {
  if (line.length > WRITTEN_BY_NOBODY) return line.split('').keys();
  const first = line.search(/\S/);
  return first < 0 ? [] : [first];
}

/** V8's ranges are nested: the inner one is right, so the wide ones are painted first. */
function noteRan(ran, functions) {
  const own = new Uint8Array(ran.length);
  const ranges = functions.flatMap((each) => each.ranges);
  ranges.sort((a, b) => b.endOffset - b.startOffset - (a.endOffset - a.startOffset));
  for (const { startOffset, endOffset, count } of ranges) own.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  for (let at = 0; at < ran.length; at += 1) ran[at] |= own[at];
}
