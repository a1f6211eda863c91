import type { DateFormat, ImportMapping } from '../../contract/import-kind.js';

/** What the doors under /admin/x/imports answer. */
export const DOORS = '/admin/x/imports';

export interface KindView {
  readonly name: string;
  readonly title: string;
  readonly fields: readonly {
    readonly name: string;
    readonly kind: string;
    readonly required: boolean;
    readonly label: string;
  }[];
  readonly profiles: readonly { readonly name: string; readonly mapping: ImportMapping }[];
}

export interface KindsView {
  readonly kinds: readonly KindView[];
  readonly maxBytes: number;
}

export interface InspectionView {
  readonly headings: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly dateFormats: Readonly<Record<string, DateFormat>>;
  readonly ambiguous: readonly { readonly field: string; readonly heading: string }[];
  readonly problem: string | null;
}

export type RunState = 'uploaded' | 'checking' | 'checked' | 'applying' | 'done' | 'refused' | 'failed';

export interface RunSummary {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly state: RunState;
  readonly rows: number;
  readonly created: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly createdAt: string;
}

export interface RunView extends Omit<RunSummary, 'createdAt'> {
  readonly mapping: ImportMapping;
  readonly progress: { readonly done: number; readonly total: number | null };
  readonly error: string | null;
  readonly errors: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly message: string;
  }[];
  readonly failedRows: boolean;
}
