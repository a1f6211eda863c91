import type { Language } from '../../../src/kernel/permissions.js';
import type { SubjectKind } from '../../../src/kernel/personal-data.js';

/** What the doors of consents say. Instants are ISO 8601, UTC. */
export interface WordingView {
  readonly id: string;
  readonly purpose: string;
  /** 1 for the first of a purpose */
  readonly edition: number;
  readonly texts: Readonly<Record<Language, string>>;
  readonly publishedAt: string;
  /** a name; null: nobody who is known here */
  readonly publishedBy: string | null;
}

export interface WordingsView {
  /** by purpose, the newest edition first */
  readonly wordings: readonly WordingView[];
  readonly mayPublish: boolean;
  readonly mayRecord: boolean;
  /** models whose records the reader may choose, by the kind of subject */
  readonly subjects: readonly { readonly kind: SubjectKind; readonly model: string }[];
}

/** Something that somebody said once. */
export interface ConsentView {
  readonly id: string;
  readonly purpose: string;
  readonly subject: {
    readonly kind: SubjectKind;
    readonly id: string;
    /** null: there is no such record any more */
    readonly title: string | null;
    /** panel address */
    readonly href: string | null;
  };
  /** false: taken back, or refused */
  readonly given: boolean;
  readonly wordingId: string;
  readonly edition: number;
  /** the words, in the language in which they were read */
  readonly text: string;
  readonly language: Language;
  /** a newer edition was published since */
  readonly isOutdated: boolean;
  readonly source: string;
  readonly at: string;
  /** a name; null: nobody who is known here */
  readonly recordedBy: string | null;
}

export interface ConsentsView {
  readonly consents: readonly ConsentView[];
  /** `after` of the next page; null on the last one */
  readonly next: string | null;
}

/** What one is asked to agree to, and what one said last. */
export interface OwnConsent {
  readonly wording: Pick<WordingView, 'id' | 'purpose' | 'edition' | 'texts' | 'publishedAt'>;
  readonly standing: OwnConsentEntry | null;
}

export interface OwnConsentEntry extends Omit<ConsentView, 'subject' | 'recordedBy'> {
  /** false: staff wrote it down */
  readonly byOneself: boolean;
}

export interface OwnConsents {
  readonly consents: readonly OwnConsent[];
  /** the newest first */
  readonly history: readonly OwnConsentEntry[];
}
