import type { SubjectKind } from '../../../src/kernel/personal-data.js';

/** One class of data in the register of processing. */
export interface RegisterLine {
  /** `<plugin>.<name>` */
  readonly dataClass: string;
  readonly title: string;
  readonly data: string;
  readonly purpose: string;
  readonly basis: string;
  /** kinds of people whose data it is */
  readonly subjects: readonly SubjectKind[];
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

/** How long one class of data is kept. */
export interface RetentionClass {
  /** `<plugin>.<name>` */
  readonly dataClass: string;
  readonly title: string;
  /** null: as long as the house stands */
  readonly days: number | null;
  /** no rule is shorter */
  readonly leastDays: number;
  /** why it may not be shorter: the basis in law; null: only the product asks for a day */
  readonly leastBy: string | null;
  /** the words of the setting that says it in place of a rule */
  readonly setting: string | null;
  /** false: nothing of it goes by a rule */
  readonly expires: boolean;
  /** of the rule that somebody set; 0: none was */
  readonly version: number;
}

/** What went, or would go, of one class. */
export interface RetentionCount {
  readonly dataClass: string;
  readonly title: string;
  readonly days: number;
  readonly rows: number;
  /** ISO 8601 */
  readonly oldest: string | null;
}

/** The rules, tried or applied once. Instants are ISO 8601, UTC. */
export interface RetentionRunView {
  readonly id: string;
  readonly isTrial: boolean;
  readonly state: 'running' | 'done' | 'failed';
  readonly rows: number;
  readonly report: readonly RetentionCount[];
  /** why it failed, in the reader's words */
  readonly error: string | null;
  /** a user's name; null: the house itself, or somebody who is no user any more */
  readonly requestedBy: string | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

export interface RetentionView {
  readonly classes: readonly RetentionClass[];
  /** the newest first */
  readonly runs: readonly RetentionRunView[];
  readonly mayConfigure: boolean;
  readonly mayApply: boolean;
}

export interface RuleChange {
  readonly dataClass: string;
  /** null: as long as the house stands */
  readonly days: number | null;
  /** that was seen; 0: none was set */
  readonly version: number;
}
