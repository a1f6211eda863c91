/** How a reader wants the home page: ids of widgets (`<plugin>.<name>`). */
export interface HomeLook {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
}

/** What was kept, read with care: it may be of another version, or of nobody. */
export function readLook(kept: unknown): HomeLook {
  const { order, hidden } = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<
    string,
    unknown
  >;
  return { order: texts(order), hidden: texts(hidden) };
}

/** The widgets that are shown, in the reader's order; one that is new stands behind those that were arranged. */
export function arranged<Widget extends { readonly id: string }>(
  widgets: readonly Widget[],
  { order, hidden }: HomeLook,
): { readonly shown: readonly Widget[]; readonly hidden: readonly Widget[] } {
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  const sorted = [...widgets].sort((one, other) => place(one.id) - place(other.id));
  return {
    shown: sorted.filter(({ id }) => !hidden.includes(id)),
    hidden: sorted.filter(({ id }) => hidden.includes(id)),
  };
}

/** One place earlier or later among those that are shown. */
export function moved(ids: readonly string[], id: string, step: 1 | -1): readonly string[] {
  const at = ids.indexOf(id);
  const other = ids[at + step];
  if (at === -1 || other === undefined) return ids;
  return ids.map((each, index) => (index === at ? other : index === at + step ? id : each));
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
