/** Whose data it can be: a reseller, staff of the branches, somebody who may sign in. */
export const SUBJECT_KINDS = ['representative', 'manager', 'user'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** One person, and those who sign in for it: what is theirs is that person's. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly userIds: readonly string[];
}

/**
 * Why data is kept, and how long. Its words are `<plugin>:privacy.classes.<name>.title`, `.data` (what it is), `.purpose` (of the
 * processing) and `.basis` (in law).
 */
export interface DataClass {
  /** unique within the plugin; of the house `<plugin>.<name>` */
  readonly name: string;
  /** until somebody sets another rule: days that it is kept; null: as long as the house stands */
  readonly days: number | null;
  /** the law wants it kept so many days: no rule is shorter */
  readonly atLeastDays?: number;
  /** a number setting of the plugin, days, 0: not by time. What is past them the plugin takes by itself; no rule changes that. */
  readonly bySetting?: string;
}

/**
 * How a row belongs to a subject; fields by the schema's names, `when` by the values that they have then. `lightly`: it is the
 * subject's to know, but the house's own record, of which an erasure takes mentions alone.
 */
export type Belonging =
  /** the field holds the subject's id */
  | {
      readonly of: SubjectKind;
      readonly field: string;
      readonly when?: Readonly<Record<string, string>>;
      readonly lightly?: true;
    }
  /** it is whose the row of another described model is: the one with that id */
  | { readonly as: string; readonly field: string }
  /** a row of another described model that belongs holds its id in that field */
  | { readonly through: string; readonly at: string }
  /** it is about any described record: a model's name in one field, the record's id in another */
  | { readonly about: string; readonly field: string }
  /** the field holds an e-mail address of the subject */
  | { readonly addressed: string };

/**
 * What an erasure does with a field.
 * `cleared`: emptied (null, or nothing where the column takes no null). `secret`: the same, and no export has it.
 * `pseudonym`: another name, by which nobody is known. `no-address`: an e-mail address that reaches nobody.
 * `mentions`: text or JSON: by what the subject is known is taken out of it, in the rows of others too; the rest stays.
 * `words`: emptied in the subject's rows, in those of others as `mentions`.
 * `nobody`: says nothing about a person, whatever its name looks like.
 * `kept`: stays, for the reason in `<plugin>:privacy.keeps.<kept>`.
 */
export type Treatment =
  | 'cleared'
  | 'secret'
  | 'pseudonym'
  | 'no-address'
  | 'mentions'
  | 'words'
  | 'nobody'
  | { readonly kept: string };

/** A field of the row itself, or of the row that `field` points to. */
export type FieldPlace = string | { readonly field: string; readonly model: string; readonly at: string };

/** What the retention of the class does with a row of the model. */
export interface Expiry {
  /** what dates a row; a row without a date stays */
  readonly by: FieldPlace;
  /** rows that may go: those whose fields have one of the values; absent: all */
  readonly when?: Readonly<Record<string, readonly string[]>>;
  /** the same of the row that dates it, where that is another */
  readonly whenDated?: Readonly<Record<string, readonly string[]>>;
  /** `removed` with what hangs on it; `cleared`: its fields, as an erasure clears them, and what is kept by law too */
  readonly does: 'removed' | 'cleared';
  /** models with a field that holds the row's id: they go first */
  readonly with?: readonly { readonly model: string; readonly field: string }[];
}

/** A model that holds something about people. */
export interface PersonalModel {
  /** the Prisma model's name */
  readonly model: string;
  /** a class of the same plugin */
  readonly dataClass: string;
  /** its rows are subjects of this kind; `identifies`: the fields by which one is known in texts */
  readonly subject?: { readonly kind: SubjectKind; readonly identifies: readonly string[] };
  /** any of them is enough; none: rows are nobody's own */
  readonly belongs?: readonly Belonging[];
  /** those that say something of a person, and those whose names look so */
  readonly fields?: Readonly<Record<string, Treatment>>;
  /** of the subject's rows: `stay` (fields are treated), `removed`, `trail` (content leaves the audit trail, the entry stays) */
  readonly rows?: 'stay' | 'removed' | 'trail';
  /** others' rows that mention the subject are removed, for the field is what they are found by */
  readonly mentioning?: 'removed';
  /** values that end what a row of the subject does (a way in, a message that waits), where its fields have those of `when` */
  readonly ends?: {
    readonly when?: Readonly<Record<string, string>>;
    readonly set: Readonly<Record<string, string | boolean>>;
  };
  /** minor units: fields, and where their currency stands */
  readonly amounts?: { readonly fields: readonly string[]; readonly currency: FieldPlace };
  /**
   * Fields with the paths of files that the house keeps. A file that may name the subject goes once its row has an end (`over`: a
   * field with a date); `set` is what the row says then.
   */
  readonly files?: {
    readonly paths: readonly string[];
    readonly over: string;
    readonly set: Readonly<Record<string, string | null>>;
  };
  readonly expiry?: Expiry;
}

/** What one plugin keeps of people. Every model of the schema is in one of the two lists. */
export interface PersonalDescription {
  readonly classes: readonly DataClass[];
  readonly models: readonly PersonalModel[];
  /** models that say nothing about anybody */
  readonly impersonal: readonly string[];
}
