import {
  BinaryOperationNode,
  ColumnNode,
  ColumnUpdateNode,
  ListNode,
  OperationNodeTransformer,
  OperatorNode,
  ParensNode,
  PrimitiveValueListNode,
  RawNode,
  ReferenceNode,
  type SelectQueryNode,
  type TableNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
  type DeleteQueryNode,
  type InsertQueryNode,
  type OnConflictNode,
  type OnDuplicateKeyNode,
  type OperationNode,
  type OrderByItemNode,
  type RootOperationNode,
  type SelectionNode,
  type UpdateQueryNode,
} from 'kysely';
import type { Spelling } from './blind-index.js';
import { columnNameOf, QueryScope, unwrapped } from './query-scope.js';
import type { BlindIndex, SealedColumn, SealedTables } from './sealed-columns.js';

/** A query asks of a sealed column what it cannot answer. A bug in the code that asks, told at once instead of by wrong rows. */
export class SealedColumnMisused extends Error {
  override readonly name = 'SealedColumnMisused';

  constructor({ table, column, index }: SealedColumn, how: string) {
    const way = index
      ? `compare it by = or in with values`
      : `it is only read and written: give it a @blind-index in prisma/schema to find it by equal values`;
    super(`${table}.${column} is sealed and cannot be used in ${how}: ${way}.`);
  }
}

export interface Sealer {
  seal(column: SealedColumn, value: unknown): unknown;
  indexes(spelling: Spelling, value: unknown): readonly (string | null)[];
}

export interface SealedQuery {
  readonly node: RootOperationNode;
  /** columns of the answer that are sealed; null: nobody knows, look at all */
  readonly outputs: ReadonlySet<string> | null;
}

export function sealQuery(tables: SealedTables, sealer: Sealer, node: RootOperationNode): SealedQuery {
  const transformer = new SealingTransformer(tables, sealer);
  const sealed = transformer.transformNode(node);
  return { node: sealed, outputs: transformer.outputs };
}

const EQUAL = new Set(['=', 'in']);
const UNEQUAL = new Set(['!=', '<>', 'not in']);
const EMPTINESS = new Set(['is', 'is not']);

/** A name, maybe behind its table's; not a function, a text, or the type of a cast. */
const NAME_IN_SQL = /(?<!['\w.]|\bas\s+)(?:([a-z_]\w*)\.)?([a-z_]\w*)\b(?!['(.]|\s+is\s)/gi;

class SealingTransformer extends OperationNodeTransformer {
  outputs: ReadonlySet<string> | null = new Set();
  private scope: QueryScope;
  private depth = 0;

  constructor(
    private readonly tables: SealedTables,
    private readonly sealer: Sealer,
  ) {
    super();
    this.scope = new QueryScope(tables, null);
  }

  protected override transformSelectQuery(node: SelectQueryNode): SelectQueryNode {
    const scope = this.scope.within(node);
    scope.outputs = this.scope.outputsOf(node);
    const hasRawSource = node.from?.froms.some((from) => readsRaw(from)) ?? false;
    this.answers(scope.outputs, hasRawSource);
    return this.inside(scope, () => super.transformSelectQuery(node));
  }

  protected override transformInsertQuery(node: InsertQueryNode): InsertQueryNode {
    const scope = new QueryScope(this.tables, this.scope);
    scope.enterResults(node.with);
    if (node.into) scope.enter(node.into);
    if (node.into && node.onConflict) scope.sources.set('excluded', tableSource(node.into));
    this.answers(scope.selected(node.returning?.selections ?? []));
    const table = node.into && this.tables.get(node.into.table.identifier.name);
    return this.inside(scope, () => {
      const rest = super.transformInsertQuery({ ...node, values: undefined } as InsertQueryNode);
      if (!table || table.sealed.size === 0 || !node.values || !node.columns)
        return { ...rest, ...(node.values ? { values: this.transformNode(node.values) } : {}) };
      const written = node.columns.map(({ column }) => column.name);
      const sealed = written.flatMap((name) => table.sealed.get(name) ?? []);
      if (!ValuesNode.is(node.values)) {
        // insert … select: only what is sealed already can go from column to column.
        const [first] = sealed;
        if (first) throw new SealedColumnMisused(first, 'insert … select');
        return { ...rest, values: this.transformNode(node.values) };
      }
      const indexed = sealed.flatMap(({ column, index }) => (index ? [{ column, index }] : []));
      const added = indexed.filter(({ index }) => !written.includes(index.column));
      return {
        ...rest,
        columns: [...node.columns, ...added.map(({ index }) => ColumnNode.create(index.column))],
        values: ValuesNode.create(
          node.values.values.map((row) => this.sealedRow(table.sealed, [...written], indexed, row)),
        ),
      };
    });
  }

  protected override transformUpdateQuery(node: UpdateQueryNode): UpdateQueryNode {
    const scope = new QueryScope(this.tables, this.scope);
    scope.enterResults(node.with);
    for (const table of tablesOf(node.table)) scope.enter(table);
    for (const from of node.from?.froms ?? []) scope.enter(from);
    scope.enterJoins(node.joins);
    this.answers(scope.selected(node.returning?.selections ?? []));
    return this.inside(scope, () => {
      const rest = super.transformUpdateQuery({ ...node, updates: undefined } as UpdateQueryNode);
      return { ...rest, ...(node.updates ? { updates: this.sealedUpdates(node.updates) } : {}) };
    });
  }

  protected override transformDeleteQuery(node: DeleteQueryNode): DeleteQueryNode {
    const scope = new QueryScope(this.tables, this.scope);
    scope.enterResults(node.with);
    for (const from of node.from.froms) scope.enter(from);
    scope.enterJoins(node.joins);
    this.answers(scope.selected(node.returning?.selections ?? []));
    return this.inside(scope, () => super.transformDeleteQuery(node));
  }

  protected override transformOnConflict(node: OnConflictNode): OnConflictNode {
    const rest = super.transformOnConflict({ ...node, updates: undefined } as OnConflictNode);
    return {
      ...rest,
      ...(node.columns ? { columns: node.columns.map((column) => this.keyColumn(column)) } : {}),
      ...(node.updates ? { updates: this.sealedUpdates(node.updates) } : {}),
    };
  }

  protected override transformOnDuplicateKey(node: OnDuplicateKeyNode): OnDuplicateKeyNode {
    return { ...node, updates: this.sealedUpdates(node.updates) };
  }

  protected override transformSelection(node: SelectionNode): SelectionNode {
    const { selection } = node;
    const plain = 'node' in selection ? (selection.node as OperationNode) : selection;
    // Read as it stands, and opened when the answer comes.
    return this.scope.sealedBehind(plain) ? node : super.transformSelection(node);
  }

  protected override transformBinaryOperation(node: BinaryOperationNode): BinaryOperationNode {
    const left = this.scope.sealedBehind(node.leftOperand);
    const right = this.scope.sealedBehind(node.rightOperand);
    const operator = OperatorNode.is(node.operator) ? node.operator.operator : null;
    if (left && operator !== null && EMPTINESS.has(operator) && !right) return node;
    if (left && right && operator === '=') return this.compareColumns(node, left, right);
    if (!left && right && operator === '=') return this.transformBinaryOperation(swapped(node));
    if (left && operator !== null && (EQUAL.has(operator) || UNEQUAL.has(operator)))
      return this.compareWithValues(node, left, operator);
    if (left ?? right)
      throw new SealedColumnMisused((left ?? right)!, `a comparison by ${operator ?? 'SQL'}`);
    return super.transformBinaryOperation(node);
  }

  protected override transformReference(node: ReferenceNode): ReferenceNode {
    const sealed = this.scope.sealedBehind(node);
    if (sealed) throw new SealedColumnMisused(sealed, 'an expression');
    return super.transformReference(node);
  }

  protected override transformRaw(node: RawNode): RawNode {
    for (const text of node.sqlFragments) {
      for (const [, qualifier, column = ''] of text.matchAll(NAME_IN_SQL)) {
        const sealed = this.scope.sealedNamed(column, qualifier ?? null);
        if (sealed) throw new SealedColumnMisused(sealed, 'SQL that is written out');
      }
    }
    return super.transformRaw(node);
  }

  protected override transformOrderByItem(node: OrderByItemNode): OrderByItemNode {
    const inner = unwrapped(node.orderBy);
    const named =
      ReferenceNode.is(inner) && !inner.table && ColumnNode.is(inner.column) && inner.column.column;
    const sealed = named ? this.scope.outputs.get(named.name) : undefined;
    if (sealed) throw new SealedColumnMisused(sealed, 'order by');
    return super.transformOrderByItem(node);
  }

  private inside<T>(scope: QueryScope, work: () => T): T {
    const outer = this.scope;
    this.scope = scope;
    this.depth += 1;
    try {
      return work();
    } finally {
      this.depth -= 1;
      this.scope = outer;
    }
  }

  private answers(outputs: ReadonlyMap<string, SealedColumn>, isUnknown = false): void {
    if (isUnknown) this.outputs = null;
    else if (this.depth === 0 && this.outputs) this.outputs = new Set(outputs.keys());
  }

  private sealedRow(
    sealed: ReadonlyMap<string, SealedColumn>,
    written: string[],
    indexed: readonly { readonly column: string; readonly index: BlindIndex }[],
    row: OperationNode,
  ): PrimitiveValueListNode | ValueListNode {
    const values = rowValues(row).map((value) => this.transformIfNode(value));
    const result = values.map((value, at) => {
      const column = sealed.get(written[at] ?? '');
      return column ? this.sealedValue(column, value) : value;
    });
    for (const { column, index } of indexed) {
      const value = values[written.indexOf(column)];
      const digest = this.indexOf(index, value);
      if (digest === null && index.isKey) continue;
      const at = written.indexOf(index.column);
      if (at < 0) {
        written.push(index.column);
        result.push(digest);
      } else result[at] = digest;
    }
    if (!result.some(isNode)) return PrimitiveValueListNode.create(result);
    return ValueListNode.create(result.map((value) => (isNode(value) ? value : ValueNode.create(value))));
  }

  private transformIfNode(value: unknown): unknown {
    return isNode(value) ? this.transformNode(value) : value;
  }

  private sealedUpdates(updates: readonly ColumnUpdateNode[]): readonly ColumnUpdateNode[] {
    const made = updates.flatMap(({ column }) => this.scope.sealedBehind(column)?.index?.column ?? []);
    // Whoever writes whole rows names the index as well: it is made anew all the same.
    const others = updates.filter(({ column }) => !made.includes(columnNameOf(column)));
    return others.flatMap((update) => {
      const sealed = this.scope.sealedBehind(update.column);
      if (!sealed) return [ColumnUpdateNode.create(update.column, this.transformNode(update.value))];
      const { index } = sealed;
      if (this.isFromRow(update.value)) {
        const moved = index
          ? [
              ColumnUpdateNode.create(
                renamed(update.column, index.column),
                renamed(update.value, index.column),
              ),
            ]
          : [];
        return [update, ...moved];
      }
      if (!ValueNode.is(update.value))
        throw new SealedColumnMisused(sealed, 'an expression that is written to it');
      const { value } = update.value;
      const written = ColumnUpdateNode.create(
        update.column,
        ValueNode.create(this.sealer.seal(sealed, value)),
      );
      if (!index || (index.isKey && value === null)) return [written];
      const [digest] = this.sealer.indexes(index.spelling, value);
      return [
        written,
        ColumnUpdateNode.create(renamed(update.column, index.column), ValueNode.create(digest)),
      ];
    });
  }

  /** `excluded.x`, `values(x)`, or the column of a row that is there: sealed already. */
  private isFromRow(value: OperationNode): boolean {
    if (this.scope.sealedBehind(value)) return true;
    if (!RawNode.is(value) || value.sqlFragments.join('').trim() !== 'values()') return false;
    const [column] = value.parameters;
    return column !== undefined && this.scope.sealedBehind(column) !== null;
  }

  private sealedValue(column: SealedColumn, value: unknown): unknown {
    if (!isNode(value)) return this.sealer.seal(column, value);
    if (ValueNode.is(value)) return ValueNode.create(this.sealer.seal(column, value.value));
    if (value.kind === 'DefaultInsertValueNode') return value;
    throw new SealedColumnMisused(column, 'an expression that is inserted');
  }

  private indexOf({ spelling }: BlindIndex, value: unknown): unknown {
    if (isNode(value) && !ValueNode.is(value)) return null;
    const [digest] = this.sealer.indexes(spelling, isNode(value) ? (value as ValueNode).value : value);
    return digest;
  }

  private keyColumn(column: ColumnNode): ColumnNode {
    const sealed = this.scope.sealedBehind(column);
    if (!sealed) return column;
    if (!sealed.index) throw new SealedColumnMisused(sealed, 'on conflict');
    return ColumnNode.create(sealed.index.column);
  }

  private compareColumns(
    node: BinaryOperationNode,
    left: SealedColumn,
    right: SealedColumn,
  ): BinaryOperationNode {
    if (!left.index || left.index.spelling !== right.index?.spelling)
      throw new SealedColumnMisused(left.index ? right : left, 'a comparison of columns');
    return BinaryOperationNode.create(
      renamed(node.leftOperand, left.index.column),
      node.operator,
      renamed(node.rightOperand, right.index.column),
    );
  }

  /** What was indexed under a former key is found until it is indexed anew. */
  private compareWithValues(
    { leftOperand, rightOperand }: BinaryOperationNode,
    column: SealedColumn,
    operator: string,
  ): BinaryOperationNode {
    const values = valuesOf(rightOperand);
    if (!column.index || !values) throw new SealedColumnMisused(column, `a comparison by ${operator}`);
    const { index } = column;
    const digests = values.flatMap((value) => this.sealer.indexes(index.spelling, value));
    const place = renamed(leftOperand, index.column);
    const [only] = digests;
    if (digests.length === 1)
      return BinaryOperationNode.create(
        place,
        OperatorNode.create(EQUAL.has(operator) ? '=' : '!='),
        ValueNode.create(only),
      );
    return BinaryOperationNode.create(
      place,
      OperatorNode.create(EQUAL.has(operator) ? 'in' : 'not in'),
      PrimitiveValueListNode.create(digests),
    );
  }
}

const swapped = (node: BinaryOperationNode): BinaryOperationNode =>
  BinaryOperationNode.create(node.rightOperand, node.operator, node.leftOperand);

/** The same place with another column in it. */
function renamed(node: OperationNode, column: string): OperationNode {
  if (ColumnNode.is(node)) return ColumnNode.create(column);
  if (ReferenceNode.is(node)) return { ...node, column: ColumnNode.create(column) } as ReferenceNode;
  if (!RawNode.is(node)) return node;
  return { ...node, parameters: node.parameters.map((part) => renamed(part, column)) } as RawNode;
}

function valuesOf(node: OperationNode): readonly unknown[] | null {
  if (ValueNode.is(node)) return [node.value];
  if (PrimitiveValueListNode.is(node)) return node.values;
  if (ParensNode.is(node)) return valuesOf(node.node);
  if (!ValueListNode.is(node) || !node.values.every((value) => ValueNode.is(value))) return null;
  return node.values.map((value) => (value as ValueNode).value);
}

function rowValues(row: OperationNode): readonly unknown[] {
  return PrimitiveValueListNode.is(row) ? row.values : (row as ValueListNode).values;
}

function tablesOf(node: OperationNode | undefined): readonly OperationNode[] {
  if (!node) return [];
  return ListNode.is(node) ? node.items : [node];
}

function isNode(value: unknown): value is OperationNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Uint8Array) &&
    'kind' in value &&
    typeof value.kind === 'string'
  );
}

const tableSource = (into: TableNode) => ({ kind: 'table', table: into.table.identifier.name }) as const;

/** A source that is written as SQL may give anything. */
function readsRaw(from: OperationNode): boolean {
  const source = unwrapped('node' in from ? (from.node as OperationNode) : from);
  return RawNode.is(source);
}
