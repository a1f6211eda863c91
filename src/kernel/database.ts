import type { EventType } from './events.js';
import type { Actor } from './permissions.js';

export type Dialect = 'sqlite' | 'mysql' | 'postgresql';

/**
 * A query builder over the house's database, opaque here: a plugin's `adapters/database` reads it as its own
 * `Kysely<Tables>`; rules and use cases only pass it on.
 *
 * What a column comes back as, on every dialect: BIGINT → bigint, INT → number, BOOLEAN → boolean,
 * DATE → 'YYYY-MM-DD', DATETIME → Date (UTC, milliseconds), DECIMAL → string, text → string, BLOB → Buffer.
 * Parameters are given in the same types. `sum()` and `count()` differ by driver (bigint, string or number): wrap them in BigInt().
 */
export interface QueryHandle {
  readonly opaqueQueryBuilder: true;
}

/** What was done to which record. `before` and `after` are plain JSON (no bigint: amounts as strings). */
export interface AuditRecord {
  readonly actor: Actor;
  /** `<plugin>.<verb-noun>` */
  readonly action: string;
  /** the Prisma model's name */
  readonly entity: string;
  readonly entityId: string;
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
}

/** An open transaction. In a use case only this is in scope. */
export interface Transaction {
  readonly dialect: Dialect;
  readonly queries: QueryHandle;
  /** Writes the event to the outbox in this transaction; it is delivered after commit. */
  emit<Payload>(event: EventType<Payload>, payload: Payload): Promise<void>;
  /** Writes an audit entry in this transaction, as its last step: the chain's end is locked no longer than it takes. */
  audit(record: AuditRecord): Promise<void>;
  /** Tells people something, in their inbox. */
  inform(notice: NoticeToWrite): Promise<void>;
  /** Keeps what this transaction is about to delete, so that it can be restored from the trash. Returns the trash entry's id. */
  keepInTrash(record: TrashRecord): Promise<string>;
}

export interface NoticeToWrite {
  readonly userIds: readonly string[];
  /** `<plugin>.<what>`; its sentence is `<plugin>:notices.<what>` */
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly entity?: string;
  readonly entityId?: string;
  /** panel address */
  readonly link?: string;
  /** told once to each of the people, however often it is written */
  readonly uniqueKey?: string;
}

/** Rows that have no effect on the books. They are read as they stand, so this comes before they are deleted. */
export interface TrashRecord {
  readonly actor: Actor;
  readonly entity: string;
  readonly entityId: string;
  readonly title: string;
  /** the record itself first, then what hangs on it, by the values of fields: in the order in which they go back */
  readonly rows: readonly {
    readonly model: string;
    readonly where: Readonly<Record<string, string>>;
  }[];
}

export interface Database {
  readonly dialect: Dialect;
  /** For reads and single statements outside any transaction. */
  readonly queries: QueryHandle;
  /**
   * Commits what `work` returns; rolls back if it throws or returns an `err(…)` result. A deadlock or a serialisation failure is
   * tried again (so `work` must not keep state outside itself).
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The database server's own clock, UTC. */
  now(): Promise<Date>;
}
