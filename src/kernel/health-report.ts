export type HealthReport =
  | { readonly state: 'well'; readonly detail?: string }
  | { readonly state: 'warning' | 'failing'; readonly detail: string; readonly mend: string };

/** What became of one plugin. */
export interface BootEntry {
  readonly plugin: string;
  readonly version: string;
  /** `failed` by itself, or `withdrawn` because one that it requires failed */
  readonly state: 'up' | 'failed' | 'withdrawn';
  /** register and start together */
  readonly ms: number;
  readonly contributions: number;
  readonly reason: string | null;
}

export type CheckedHealth = HealthReport & { readonly plugin: string; readonly name: string };

export interface HouseHealth {
  /** the worst of all */
  readonly state: HealthReport['state'];
  readonly boot: readonly BootEntry[];
  readonly checks: readonly CheckedHealth[];
}
