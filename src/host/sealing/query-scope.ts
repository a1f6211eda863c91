import {
  AliasNode,
  ColumnNode,
  IdentifierNode,
  RawNode,
  ReferenceNode,
  SelectQueryNode,
  TableNode,
  type JoinNode,
  type OperationNode,
  type SelectionNode,
  type WithNode,
} from 'kysely';
import type { SealedColumn, SealedTables } from './sealed-columns.js';

/** What a name in `from` stands for: a table of the model, or a select of which only the sealed columns are of interest. */
type Source =
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'derived'; readonly sealed: ReadonlyMap<string, SealedColumn> };

/** The names that a query can use, the query around it last. */
export class QueryScope {
  readonly sources = new Map<string, Source>();
  /** results of `with` */
  readonly results = new Map<string, Source>();
  /** what this query selects under which name, where that is sealed */
  outputs: ReadonlyMap<string, SealedColumn> = new Map();

  constructor(
    private readonly tables: SealedTables,
    private readonly outer: QueryScope | null,
  ) {}

  /** What `from`, `join`, `into`, `update` name. */
  enter(node: OperationNode): void {
    const [named, alias] = AliasNode.is(node) ? [node.node, nameOf(node.alias)] : [node, null];
    const source = unwrapped(named);
    if (TableNode.is(source)) {
      const table = source.table.identifier.name;
      this.sources.set(alias ?? table, this.resultNamed(table) ?? { kind: 'table', table });
      return;
    }
    if (alias === null) return;
    const sealed = SelectQueryNode.is(source) ? this.outputsOf(source) : new Map<string, SealedColumn>();
    this.sources.set(alias, { kind: 'derived', sealed });
  }

  enterResults(results: WithNode | undefined): void {
    for (const { name, expression } of results?.expressions ?? []) {
      const sealed = SelectQueryNode.is(expression)
        ? this.outputsOf(expression)
        : new Map<string, SealedColumn>();
      this.results.set(name.table.table.identifier.name, { kind: 'derived', sealed });
    }
  }

  /** The sealed column that a reference means; null where it means anything else. */
  sealedBehind(node: OperationNode): SealedColumn | null {
    const reference = unwrapped(node);
    if (ColumnNode.is(reference)) return this.sealedNamed(reference.column.name, null);
    if (!ReferenceNode.is(reference) || !ColumnNode.is(reference.column)) return null;
    return this.sealedNamed(reference.column.column.name, reference.table?.table.identifier.name ?? null);
  }

  /** What a select gives of sealed columns, by the names that it gives them. */
  outputsOf(select: SelectQueryNode): ReadonlyMap<string, SealedColumn> {
    const inside = this.within(select);
    const own = inside.selected(select.selections ?? []);
    const others = (select.setOperations ?? []).flatMap(({ expression }) =>
      SelectQueryNode.is(expression) ? [...this.outputsOf(expression)] : [],
    );
    return new Map([...own, ...others]);
  }

  /** The scope inside a select that stands in this one. */
  within(select: SelectQueryNode): QueryScope {
    const scope = new QueryScope(this.tables, this);
    scope.enterResults(select.with);
    for (const from of select.from?.froms ?? []) scope.enter(from);
    scope.enterJoins(select.joins);
    return scope;
  }

  enterJoins(joins: readonly JoinNode[] | undefined): void {
    for (const { table } of joins ?? []) this.enter(table);
  }

  selected(selections: readonly SelectionNode[]): Map<string, SealedColumn> {
    const found = new Map<string, SealedColumn>();
    for (const { selection } of selections) {
      const [node, alias] = AliasNode.is(selection)
        ? [selection.node, nameOf(selection.alias)]
        : [selection, null];
      const inner = unwrapped(node);
      if (SelectQueryNode.is(inner)) {
        const [only] = this.outputsOf(inner).values();
        if (only && alias !== null) found.set(alias, only);
        continue;
      }
      for (const [name, column] of this.allOf(inner)) found.set(name, column);
      const sealed = this.sealedBehind(inner);
      if (sealed) found.set(alias ?? columnNameOf(inner), sealed);
    }
    return found;
  }

  /** Of `*` and `table.*`. */
  private allOf(node: OperationNode): ReadonlyMap<string, SealedColumn> {
    const isEverything = node.kind === 'SelectAllNode';
    const isOfOne = ReferenceNode.is(node) && node.column.kind === 'SelectAllNode';
    if (!isEverything && !isOfOne) return new Map();
    const wanted = isOfOne && node.table ? node.table.table.identifier.name : null;
    const sources = wanted === null ? [...this.sources.values()] : [this.sourceNamed(wanted)];
    return new Map(sources.flatMap((source) => [...this.sealedOf(source)]));
  }

  sealedNamed(column: string, qualifier: string | null): SealedColumn | null {
    if (qualifier !== null) {
      // Which a raw piece of SQL has named by itself.
      const source = this.sourceNamed(qualifier) ?? { kind: 'table', table: qualifier };
      return this.sealedOf(source).get(column) ?? null;
    }
    for (const source of this.sources.values()) {
      const sealed = this.sealedOf(source).get(column);
      if (sealed) return sealed;
    }
    const isHere = [...this.sources.values()].some((source) => this.has(source, column));
    return isHere ? null : (this.outer?.sealedNamed(column, null) ?? null);
  }

  private has(source: Source, column: string): boolean {
    return source.kind === 'table' && this.tables.get(source.table)?.columns.has(column) === true;
  }

  private sealedOf(source: Source | null): ReadonlyMap<string, SealedColumn> {
    if (source === null) return new Map();
    if (source.kind === 'derived') return source.sealed;
    return this.tables.get(source.table)?.sealed ?? new Map();
  }

  private sourceNamed(name: string): Source | null {
    return this.sources.get(name) ?? this.outer?.sourceNamed(name) ?? null;
  }

  private resultNamed(name: string): Source | null {
    return this.results.get(name) ?? this.outer?.resultNamed(name) ?? null;
  }
}

/** `sql.ref('a.b')` and `sql.table('a')` are a raw piece around one node. */
export function unwrapped(node: OperationNode): OperationNode {
  if (!RawNode.is(node) || node.parameters.length !== 1) return node;
  const [inner] = node.parameters;
  return inner && node.sqlFragments.every((text) => text.trim() === '') ? unwrapped(inner) : node;
}

const nameOf = (node: OperationNode): string | null => (IdentifierNode.is(node) ? node.name : null);

/** Empty where it is no column. */
export function columnNameOf(node: OperationNode): string {
  if (ColumnNode.is(node)) return node.column.name;
  return ReferenceNode.is(node) && ColumnNode.is(node.column) ? node.column.column.name : '';
}
