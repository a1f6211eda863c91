import type { Owned } from '../../kernel/collect-contributions.js';
import type { ApiOperation } from '../../kernel/contributions.js';

export type Operations = ReadonlyMap<string, Owned<ApiOperation>>;

export interface Found {
  /** by method */
  readonly operations: Operations;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Branch {
  readonly fixed: Map<string, Branch>;
  any: Branch | null;
  operations: Map<string, Owned<ApiOperation>>;
  /** names of the parameters on the way here */
  names: readonly string[];
}

/** Finds an address by its segments: one look-up each, however many operations there are. */
export function createPaths(operations: readonly Owned<ApiOperation>[]): (path: string) => Found | null {
  const root = newBranch([]);
  for (const owned of operations) branchOf(root, owned.value.path).operations.set(owned.value.method, owned);

  return (path) => {
    let branch: Branch | null | undefined = root;
    const values: string[] = [];
    for (const segment of path.split('/').slice(1)) {
      const fixed: Branch | undefined = branch.fixed.get(segment);
      if (!fixed && segment !== '') values.push(segment);
      branch = fixed ?? (segment === '' ? null : branch.any);
      if (!branch) return null;
    }
    if (branch.operations.size === 0) return null;
    const names = branch.names;
    const parameters: Record<string, string> = {};
    for (const [index, name] of names.entries()) parameters[name] = decodeURIComponent(values[index]!);
    return { operations: branch.operations, parameters };
  };
}

function branchOf(root: Branch, path: string): Branch {
  let branch = root;
  for (const segment of path.split('/').slice(1)) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) {
      const next = branch.fixed.get(segment) ?? newBranch(branch.names);
      branch.fixed.set(segment, next);
      branch = next;
    } else {
      branch.any ??= newBranch([...branch.names, name]);
      branch = branch.any;
    }
  }
  return branch;
}

function newBranch(names: readonly string[]): Branch {
  return { fixed: new Map(), any: null, operations: new Map(), names };
}

/** What may be asked of an address, for Allow. */
export function methodsOf(operations: Operations): string {
  const methods = [...operations.keys()];
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
