/** One class of data in the register of processing. */
export interface RegisterLine {
  /** `<plugin>.<name>` */
  readonly dataClass: string;
  readonly title: string;
  readonly data: string;
  readonly purpose: string;
  readonly basis: string;
  /** Prisma models */
  readonly models: readonly string[];
  /** roles that the panel shows some of it to */
  readonly readers: readonly string[];
  /** null: as long as the house stands */
  readonly days: number | null;
  readonly atLeastDays: number | null;
  readonly expires: boolean;
  /** of the rule that somebody set; 0: none was */
  readonly version: number;
}

/** What somebody finds on the page of their own data. Instants are ISO 8601, UTC. */
export interface OwnData {
  readonly name: string;
  readonly exports: readonly OwnExport[];
}

export interface OwnExport {
  readonly id: string;
  readonly state: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

/** What is past its time now, by class. */
export interface RetentionTrial {
  readonly report: readonly {
    readonly dataClass: string;
    readonly days: number;
    readonly rows: number;
    /** ISO 8601 */
    readonly oldest: string | null;
  }[];
}
