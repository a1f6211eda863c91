/** Values by column. */
export type Row = Readonly<Record<string, unknown>>;

export interface Column {
  readonly name: string;
  readonly kind: string;
}

/** What of a table of the database rules speak of; the kernel's `StoredTable` is one. */
export interface Table {
  readonly name: string;
  readonly plugin: string;
  readonly columns: readonly Column[];
  /** columns of its primary key */
  readonly key: readonly string[];
  readonly references: readonly {
    readonly columns: readonly string[];
    readonly table: string;
    readonly to: readonly string[];
  }[];
  readonly rule: { readonly kept: string } | null;
}
