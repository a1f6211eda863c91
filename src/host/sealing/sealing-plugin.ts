import type {
  KyselyPlugin,
  OperationNode,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely';
import type { RowSealer } from '../../query/row-sealer.js';
import type { Spelling } from './blind-index.js';
import { SealedUnreadable, type KeyRing } from './key-ring.js';
import { sealQuery, type Sealer } from './seal-query.js';
import type { SealedColumn, SealedTables } from './sealed-columns.js';
import { isSealed } from './sealed-value.js';
import { isPlaceholder, placeholderFor } from './unreadable.js';

interface Means {
  readonly ring: KeyRing;
  readonly tables: SealedTables;
  /** told of each value that no key opens; its reader gets a sentence in its place */
  readonly unreadable: (failure: SealedUnreadable) => void;
}

/**
 * Seals what is written to the sealed columns of the model and opens what is read from them, so that no other code does. A sealed
 * column is compared by its blind index; whatever else a query asks of it throws SealedColumnMisused.
 */
export class SealingPlugin implements KyselyPlugin, RowSealer {
  private readonly outputs = new WeakMap<object, ReadonlySet<string> | null>();
  private readonly sealer: Sealer;
  private readonly mentionsSealed: (node: OperationNode) => boolean;

  constructor(private readonly means: Means) {
    this.mentionsSealed = mentionOf(means.tables);
    this.sealer = {
      seal: (column, value) => this.sealedValue(column, value),
      indexes: (spelling, value) => this.indexes(spelling, value),
    };
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    // Of a statement that is written out nobody knows what it answers: `fetch from` names no table.
    if (node.kind === 'RawNode') return node;
    if (!this.mentionsSealed(node)) {
      this.outputs.set(queryId, NOTHING);
      return node;
    }
    const sealed = sealQuery(this.means.tables, this.sealer, node);
    if (sealed.outputs) this.outputs.set(queryId, sealed.outputs);
    return sealed.node;
  }

  async transformResult({ result, queryId }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const outputs = this.outputs.get(queryId);
    if (outputs?.size === 0 || result.rows.length === 0) return result;
    for (const row of result.rows) this.openRow(row, outputs ?? Object.keys(row));
    return result;
  }

  columnsWith(table: string, columns: readonly string[]): readonly string[] {
    const indexes = columns.flatMap((column) => this.columnOf(table, column)?.index?.column ?? []);
    return [...new Set([...columns, ...indexes])];
  }

  sealedRow<Row extends Readonly<Record<string, unknown>>>(table: string, row: Row): Row {
    const sealed = this.means.tables.get(table)?.sealed;
    if (!sealed || sealed.size === 0) return row;
    const changed: Record<string, unknown> = { ...row };
    for (const column of sealed.values()) {
      const value = row[column.column];
      if (value === undefined) continue;
      changed[column.column] = column.isBytes
        ? this.sealedBytes(column, value)
        : this.sealedValue(column, value);
      if (column.index && !(column.index.isKey && value === null))
        [changed[column.index.column]] = this.indexes(column.index.spelling, value);
    }
    return changed as Row;
  }

  private columnOf(table: string, column: string): SealedColumn | undefined {
    return this.means.tables.get(table)?.sealed.get(column);
  }

  /** PostgreSQL is given bytes of many rows as a text of its own, `\\x…`. */
  private sealedBytes(column: SealedColumn, value: unknown): unknown {
    if (typeof value !== 'string' || !value.startsWith('\\x')) return this.sealedValue(column, value);
    const sealed = this.means.ring.seal(column.purpose, Buffer.from(value.slice(2), 'hex'));
    return `\\x${sealed.toString('hex')}`;
  }

  private sealedValue(column: SealedColumn, value: unknown): unknown {
    if (value === null || value === undefined) return value;
    if (typeof value !== 'string' && !(value instanceof Uint8Array))
      throw new TypeError(`${column.table}.${column.column} holds text or bytes, not a ${typeof value}.`);
    // A form that was opened without the key must not be saved over what the key would open.
    if (isPlaceholder(value))
      throw new Error(
        `${column.table}.${column.column} could not be read, so it cannot be saved: name the key in SECRET_KEY_PREVIOUS.`,
      );
    return this.means.ring.seal(column.purpose, typeof value === 'string' ? value : Buffer.from(value));
  }

  private indexes(spelling: Spelling, value: unknown): readonly (string | null)[] {
    return typeof value === 'string' ? this.means.ring.indexes(spelling, value) : [null];
  }

  private openRow(row: UnknownRow, columns: Iterable<string>): void {
    for (const column of columns) {
      const value = row[column];
      if (isSealed(value)) row[column] = this.opened(value);
    }
  }

  private opened(value: string | Buffer): string | Buffer {
    try {
      return this.means.ring.open(value);
    } catch (failure) {
      if (!(failure instanceof SealedUnreadable)) throw failure;
      this.means.unreadable(failure);
      return placeholderFor(value, failure);
    }
  }
}

const NOTHING: ReadonlySet<string> = new Set();

/** Whether a query may touch a sealed table: most do not, pass as they are, and their answers are not looked through. */
function mentionOf(tables: SealedTables): (node: OperationNode) => boolean {
  const names = [...tables.values()].filter(({ sealed }) => sealed.size > 0).map(({ name }) => name);
  if (names.length === 0) return () => false;
  const known = new Set(names);
  const inSql = new RegExp(`\\b(${names.join('|')})\\b`);
  const mentions = (part: unknown): boolean => {
    if (typeof part !== 'object' || part === null) return false;
    if (Array.isArray(part)) return part.some(mentions);
    if (!('kind' in part)) return false;
    if (part.kind === 'PrimitiveValueListNode' || part.kind === 'ValueNode') return false;
    if (part.kind === 'IdentifierNode') return known.has((part as unknown as { readonly name: string }).name);
    const { sqlFragments } = part as { readonly sqlFragments?: readonly string[] };
    if (sqlFragments?.some((text) => inSql.test(text))) return true;
    return Object.values(part).some(mentions);
  };
  return mentions;
}
