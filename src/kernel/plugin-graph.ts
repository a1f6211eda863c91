import { BootRefused } from './failures.js';
import type { Plugin } from './plugin.js';

export interface HouseVersion {
  readonly version: string;
  /** whether a version lies in a semver range; false for what is not a version or not a range */
  readonly satisfies: (version: string, range: string) => boolean;
}

type Manifest = Pick<Plugin, 'name' | 'version' | 'host' | 'requires' | 'optional'>;

/**
 * Puts what is required before what requires it. The requirements alone decide: plugins that do not need one another stand in the
 * order of their names, however they were listed.
 * @throws BootRefused plugin-twice, plugin-name-invalid, plugin-version-invalid, host-mismatch, requirement-missing, requirement-circular
 */
export function orderPlugins<P extends Manifest>(plugins: readonly P[], house: HouseVersion): readonly P[] {
  const byName = new Map<string, P>();
  for (const plugin of plugins) {
    refuseBadManifest(plugin, house);
    const namesake = byName.get(plugin.name);
    if (namesake) {
      throw new BootRefused('plugin-twice', {
        plugin: plugin.name,
        first: namesake.version,
        second: plugin.version,
      });
    }
    byName.set(plugin.name, plugin);
  }
  for (const plugin of plugins) refuseMissing(plugin, byName);

  const ordered: P[] = [];
  const waiting = [...byName.keys()].sort();
  while (waiting.length > 0) {
    const placed = new Set(ordered.map(({ name }) => name));
    const next = waiting.findIndex((name) => needsOf(byName, name).every((need) => placed.has(need)));
    if (next < 0)
      throw new BootRefused('requirement-circular', { circle: circleIn(byName, waiting).join(' → ') });
    ordered.push(...waiting.splice(next, 1).map((name) => byName.get(name)!));
  }
  return ordered;
}

/** The names of all plugins that cannot run without the named one, in no particular order. */
export function dependantsOf(plugins: readonly Manifest[], name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (required: string): void => {
    for (const plugin of plugins) {
      if (!plugin.requires?.includes(required) || found.has(plugin.name)) continue;
      found.add(plugin.name);
      visit(plugin.name);
    }
  };
  visit(name);
  return found;
}

function refuseBadManifest({ name, version, host }: Manifest, house: HouseVersion): void {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new BootRefused('plugin-name-invalid', { plugin: name });
  if (!house.satisfies(version, '*'))
    throw new BootRefused('plugin-version-invalid', { plugin: name, version });
  if (!house.satisfies(house.version, host)) {
    throw new BootRefused('host-mismatch', { plugin: name, version, range: host, house: house.version });
  }
}

function refuseMissing(plugin: Manifest, byName: ReadonlyMap<string, Manifest>): void {
  const required = plugin.requires?.find((name) => !byName.has(name));
  if (required !== undefined) throw new BootRefused('requirement-missing', { plugin: plugin.name, required });
}

function needsOf(byName: ReadonlyMap<string, Manifest>, name: string): readonly string[] {
  const plugin = byName.get(name);
  // The house's own plugin stands before all, though nobody has to say so.
  const unsaid = name === 'host' ? [] : ['host'];
  const optional = [...unsaid, ...(plugin?.optional ?? [])].filter((wished) => byName.has(wished));
  return [...(plugin?.requires ?? []), ...optional];
}

/** Every waiting plugin waits for another waiting one, so following them comes back to where it has been. */
function circleIn(byName: ReadonlyMap<string, Manifest>, waiting: readonly string[]): readonly string[] {
  const path: string[] = [];
  let name = waiting[0]!;
  while (!path.includes(name)) {
    path.push(name);
    name = needsOf(byName, name).find((need) => waiting.includes(need))!;
  }
  return [...path.slice(path.indexOf(name)), name];
}
