// Line coverage of several jest runs taken together: a line has run when it ran in any of them.

/**
 * @param reports parsed `coverage-final.json` files (Istanbul's format, already mapped to the sources)
 * @param served for a source file the numbers of its lines that ran in a served house
 */
export function lineCoverage(reports, served = new Map()) {
  const files = new Map();
  for (const report of reports) {
    for (const [path, { statementMap, s: hits }] of Object.entries(report)) {
      if (path.endsWith('.tsx')) continue;
      const lines = files.get(path) ?? new Map();
      for (const [id, { start }] of Object.entries(statementMap)) {
        lines.set(
          start.line,
          lines.get(start.line) || hits[id] > 0 || (served.get(path)?.has(start.line) ?? false),
        );
      }
      files.set(path, lines);
    }
  }
  const all = [...files.values()].flatMap((lines) => [...lines.values()]);
  const percent = all.length === 0 ? 100 : (100 * all.filter(Boolean).length) / all.length;
  return { percent, files };
}

/** The ten files with the most lines that never ran, a sentence each. */
export function lowestCovered(files, root) {
  return [...files]
    .map(([path, lines]) => ({
      path,
      total: lines.size,
      missed: [...lines.values()].filter((ran) => !ran).length,
    }))
    .sort((a, b) => b.missed - a.missed)
    .slice(0, 10)
    .map(
      ({ path, total, missed }) => `${path.slice(root.length + 1)}: ${missed} of ${total} lines never ran`,
    );
}
