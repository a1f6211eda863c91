import type { Language, RowScope } from '../../../../src/kernel/permissions.js';
import type { SubjectKind } from '../../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { QueryHandle, Transaction } from '../../../../src/kernel/ports.js';
import type { WordingTexts } from '../../domain/consents/wording.js';
import type { ErasureParts } from '../erase-subject.js';

export interface StoredWording {
  readonly id: string;
  readonly purpose: string;
  /** 1 for the first of a purpose */
  readonly edition: number;
  readonly texts: WordingTexts;
  /** UTC */
  readonly publishedAt: Date;
  readonly publishedBy: string | null;
}

export interface StoredConsent {
  readonly id: string;
  readonly wordingId: string;
  readonly purpose: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  /** false: taken back, or refused */
  readonly given: boolean;
  /** in which the words were read */
  readonly language: Language;
  readonly source: string;
  /** UTC */
  readonly at: Date;
  readonly recordedBy: string | null;
}

export interface Wordings {
  /** by purpose, the newest edition first */
  list(queries: QueryHandle): Promise<readonly StoredWording[]>;
  find(queries: QueryHandle, id: string): Promise<StoredWording | null>;
  newest(queries: QueryHandle, purpose: string): Promise<StoredWording | null>;
  /** Nobody else publishes or consents for the purpose until the transaction ends. Comes before anything is read in it. */
  lock(tx: Transaction, purpose: string): Promise<void>;
  /** @returns false: somebody else has published this edition */
  add(tx: Transaction, wording: StoredWording): Promise<boolean>;
}

/** Subjects of one kind: a predicate over the columns of their own table. */
export interface SubjectScope {
  readonly kind: SubjectKind;
  readonly scope: RowScope;
}

export interface ConsentFilter {
  readonly purpose: string | null;
  /** null: all that stands; `outdated`: given to a wording that is not the newest any more */
  readonly standing: 'given' | 'withdrawn' | 'outdated' | null;
  /** `id` null: all of the kind */
  readonly subject: { readonly kind: SubjectKind; readonly id: string | null } | null;
}

/** The last entry of the page before. */
export interface ConsentPlace {
  readonly at: Date;
  readonly id: string;
}

export interface ConsentQuery extends ConsentFilter {
  /** of subjects whom one of them lets through */
  readonly among: readonly SubjectScope[];
  /** wordings that are the newest of their purposes */
  readonly newestWordings: readonly string[];
  readonly after: ConsentPlace | null;
  readonly limit: number;
}

export interface Consents {
  add(queries: QueryHandle, consent: StoredConsent): Promise<void>;
  /** all that the subject ever said, the newest first */
  history(
    queries: QueryHandle,
    subject: { readonly kind: SubjectKind; readonly id: string },
  ): Promise<readonly StoredConsent[]>;
  /** of each subject and purpose the newest entry, the newest first */
  standing(context: PluginContext, query: ConsentQuery): Promise<readonly StoredConsent[]>;
}

export interface ConsentParts {
  readonly wordings: Wordings;
  readonly consents: Consents;
  readonly subjects: ErasureParts['subjects'];
}
