import { withoutReferences } from '../markup.js';

/** An element as its children by local name; text alone where it has neither children nor attributes. `@` begins an attribute. */
export type XmlNode = string | { readonly [name: string]: XmlNode | readonly XmlNode[] };

export function childrenOf(node: XmlNode | null, name: string): readonly XmlNode[] {
  if (node === null || typeof node === 'string') return [];
  const found = Object.hasOwn(node, name) ? node[name] : undefined;
  if (found === undefined) return [];
  return Array.isArray(found) ? (found as readonly XmlNode[]) : [found as XmlNode];
}

/** The first element at a path of names. */
export function nodeAt(node: XmlNode | null, ...path: readonly string[]): XmlNode | null {
  let at = node;
  for (const name of path) at = childrenOf(at, name)[0] ?? null;
  return at;
}

/** The text of the first element at a path; null where it is absent or empty. */
export function textAt(node: XmlNode | null, ...path: readonly string[]): string | null {
  return textOf(nodeAt(node, ...path));
}

export function textOf(node: XmlNode | null): string | null {
  if (node === null) return null;
  const written = typeof node === 'string' ? node : node['#text'];
  if (typeof written !== 'string') return null;
  const text = withoutReferences(written).trim();
  return text === '' ? null : text;
}
