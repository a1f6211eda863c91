import type { ChartLook, ChartSpec } from '../values/chart.js';
import type { Clock } from '../values/clock.js';
import type { Refusal, Result } from '../values/result.js';
import type { Copies } from './copies.js';
import type { Database, QueryHandle, Transaction } from './database.js';
import type { Environment } from './environment.js';
import type { Actor, Language, PermissionName, Role, RowScope } from './permissions.js';
import type { PersonalDescription, Subject } from './personal-data.js';

export type {
  AuditRecord,
  Database,
  Dialect,
  NoticeToWrite,
  QueryHandle,
  TrashRecord,
  Transaction,
} from './database.js';

/** Records that the panel shows, through the reader's permission and row scope. */
export interface Records {
  /** those of `ids` that the actor may see, with their titles and panel addresses */
  visible(
    actor: Actor,
    model: string,
    ids: readonly string[],
  ): Promise<readonly { readonly id: string; readonly title: string; readonly href: string }[]>;
  /** all that the actor may see of a model, as a predicate over its columns: for lists of what points to its records */
  scope(actor: Actor, model: string): RowScope;
}

export interface Logger {
  debug(facts: Readonly<Record<string, unknown>>, message: string): void;
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

export type JobState = 'scheduled' | 'running' | 'done' | 'failed' | 'cancelled';

/** A job as staff see it. */
export interface JobView {
  readonly id: string;
  readonly name: string;
  readonly state: JobState;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly progress: number;
  readonly total: number | null;
  readonly note: string | null;
  readonly error: string | null;
  readonly runAt: Date | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

export interface ScheduleOptions {
  /** not before this instant; absent: at once */
  readonly at?: Date;
  /** while a job with this key is scheduled or running, scheduling again returns that job's id */
  readonly unique?: string;
  readonly requestedBy?: Actor;
  /**
   * The job is written in this transaction and is there when that commits, or never. Nothing wakes it then: `runNow` after the commit
   * does, and a worker that looks for forgotten jobs within a minute.
   */
  readonly within?: Transaction;
}

/** Schedules and watches jobs that plugins have registered. Started at least once; effects exactly once. */
export interface Jobs {
  schedule(name: string, data: unknown, options?: ScheduleOptions): Promise<string>;
  find(id: string): Promise<JobView | null>;
  /** A running job is told through its abort signal. */
  cancel(id: string): Promise<boolean>;
  retry(id: string): Promise<boolean>;
  runNow(id: string): Promise<boolean>;
}

export interface RenderedLetter {
  readonly html: string;
  /** what stands in the layout is not in it */
  readonly text: string;
}

/** Renders documents. */
export interface Documents {
  /** Handlebars template `views/<plugin>/<name>.hbs` inside `views/layouts/<layout>.hbs`, every value escaped. */
  html(template: string, values: Readonly<Record<string, unknown>>, language: Language): Promise<string>;
  /**
   * The same template inside `views/layouts/letter.hbs`, as mail programs take it, and its plain twin `<name>.text.hbs`. The layout asks
   * of `values`: `subject`, `preheader`, `organisation` (name, address), `greeting`, `link` (href, label) or null, `foot` (lines), `unsubscribe`
   * (href, label) or null.
   */
  letter(
    template: string,
    values: Readonly<Record<string, unknown>>,
    language: Language,
  ): Promise<RenderedLetter>;
  /** Prints HTML to PDF (A4) in a pooled browser with scripts off and no network. Throws `DocumentsUnavailable` without a browser. */
  pdf(html: string): Promise<Buffer>;
  /** Draws a chart as an SVG document, with title and legend: the same bytes for the same chart. `{{chart svg title}}` shows it in a template. */
  chart(spec: ChartSpec, look: ChartLook): Promise<string>;
  /** PNG of such a drawing. @param width pixels; the height follows */
  picture(svg: string, width: number): Promise<Buffer>;
}

export interface Translator {
  /** `t('billing:refusals.period-closed', { month })`; plural by `count`. */
  text(language: Language, key: string, facts?: Readonly<Record<string, unknown>>): string;
}

/** What the organisation has set about itself. */
export interface Organisation {
  readonly name: string;
  /** IANA zone in which a business day begins and ends */
  readonly zone: string;
  /** ISO 4217: the currency that totals are shown in */
  readonly currency: string;
  readonly language: Language;
  readonly address: string;
  readonly taxNumber: string;
}

/** A value that was remembered, or made just now; the same value has the same `etag`. It may be shared: it is not to be changed. */
export interface Remembered<Value> {
  readonly value: Value;
  readonly etag: string;
}

/** Remembers what is costly to make, for this plugin alone, in memory and in Redis where there is one. */
export interface Cache {
  /**
   * What `make` gives as JSON keeps it. It is made once for as many as ask at once, and anew after any write to one of `tags`, in
   * whichever process that was: what was written before the question is always in the answer. What `make` throws is thrown, and not kept.
   *
   * `key` (JSON) says everything that the value depends on besides the records: the reader's scope, the language, the day. `tags` are
   * Prisma models, named as the audit trail names them; what is written without an entry there is seen after `seconds` (default 300).
   */
  remember<Value>(
    asked: { readonly key: unknown; readonly tags: readonly string[]; readonly seconds?: number },
    make: () => Promise<Value>,
  ): Promise<Remembered<Value>>;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
}

/** A user, and whom or what it stands for. */
export interface Standing extends Person {
  readonly role: Role;
  readonly representativeId: string | null;
  readonly managerId: string | null;
}

/** Those who may sign in. */
export interface People {
  /** Oneself reads in this language from now on: panel, prints, letters and chats. @throws for an actor who is no user */
  setLanguage(actor: Actor, language: Language): Promise<void>;
  /**
   * The user as one who acts now: role, places and permissions as they are at this moment, whatever they were when the work was asked
   * for. Null when there is no such user, or it may not sign in any more.
   */
  actor(userId: string): Promise<Actor | null>;
  /** of these ids, whoever is or was a user */
  named(userIds: readonly string[]): Promise<readonly Person[]>;
  /** of these ids, who may sign in now */
  standing(userIds: readonly string[]): Promise<readonly Standing[]>;
  /** who may sign in and stands for one of these representatives or managers; as the transaction sees it when the queries are one's */
  standingFor(
    queries: QueryHandle,
    those: { readonly representativeIds?: readonly string[]; readonly managerIds?: readonly string[] },
  ): Promise<readonly Standing[]>;
  /** who may sign in and has one of the roles, by a part of the name; by name, `limit` at most */
  find(search: {
    readonly term: string;
    readonly roles: readonly Role[];
    readonly limit: number;
  }): Promise<readonly Person[]>;
}

export interface MailToSend {
  /** one address */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** the same letter sent again has the same Message-ID (RFC 5322, 3.6.4), by which mail programs know it */
  readonly uniqueKey?: string;
  /** where one click ends such letters (RFC 8058): an address that takes a POST */
  readonly unsubscribe?: string;
  /** names this letter in the address that bounces return to (VERP): letters and digits */
  readonly bounceTag?: string;
  readonly attachments?: readonly MailAttachment[];
}

/** A file on this machine, or bytes. */
export type MailAttachment = { readonly name: string; readonly contentType: string } & (
  { readonly path: string } | { readonly content: Buffer }
);

export interface MailSent {
  /** without angle brackets */
  readonly messageId: string;
}

/** Sends e-mail by the server that SMTP_URL names. */
export interface Mail {
  /**
   * Refuses `mail-not-configured`, and `mail-refused` with `status` and `answer` when the server says for good that it does not take
   * it (RFC 5321: 5yz). Throws when it cannot be reached or says to come later: it may succeed then.
   */
  send(mail: MailToSend): Promise<Result<MailSent, Refusal>>;
  /** A panel address as it is reached from outside, by PUBLIC_URL. */
  link(path: string): string;
}

/** Knows again what one plugin sent out of the house when it comes back: in a link of a letter, in a button. */
export interface Signatures {
  /** HMAC-SHA-256 in base64url, 43 characters, by a key that is this plugin's and the purpose's (HKDF of SECRET_KEY, RFC 5869). */
  sign(purpose: string, text: string): string;
  /** The signature by each key that the house knows: by SECRET_KEY first, then by those of SECRET_KEY_PREVIOUS, the newest first. */
  signEach(purpose: string, text: string): readonly string[];
  /** In constant time. What a former key signed is known as well. */
  isSigned(purpose: string, text: string, signature: string): boolean;
}

/** What an erasure needs of the house itself. */
export interface PersonalDataMeans {
  /**
   * Takes out of the audit trail what chosen entries say of people; the entries stay, and the chain stays whole: an entry for each
   * says that it was done and why. @returns how many had something to erase
   */
  eraseTrail(
    tx: Transaction,
    actor: Actor,
    erased: { readonly entryIds: readonly string[]; readonly reason: string },
  ): Promise<number>;
  /** Wherever sessions are kept. @returns how many there were */
  endSessions(userIds: readonly string[]): Promise<number>;
}

/** For what answers people about their data. */
export interface PersonalData extends PersonalDataMeans {
  /** of the plugins that are up, in the order of the requirement graph */
  readonly described: readonly DescribedData[];
  /** by what permission the panel shows records of a model, and which roles have it; null: the panel shows none */
  readersOf(model: string): { readonly permission: PermissionName; readonly roles: readonly Role[] } | null;
}

export interface DescribedData {
  readonly plugin: string;
  readonly value: PersonalDescription;
  /** of the plugin, by name */
  settings(): Promise<Readonly<Record<string, unknown>>>;
  /** what must be settled first: refusals of the plugin */
  open(queries: QueryHandle, subject: Subject): Promise<readonly Refusal[]>;
  beforeErasure(subject: Subject, signal: AbortSignal): Promise<void>;
}

/** Folder for files that a plugin keeps (uploads, files to download); created when first asked for. */
export interface Storage {
  folder(name: string): Promise<string>;
}

export interface Ports {
  readonly clock: Clock;
  readonly database: Database;
  readonly jobs: Jobs;
  readonly documents: Documents;
  readonly translator: Translator;
  readonly storage: Storage;
  readonly records: Records;
  /** a plugin's own; over another database than the house's, a transaction's, nothing is kept */
  cache(plugin: string, database: Database): Cache;
  readonly people: People;
  readonly mail: Mail;
  /** a plugin's own */
  signatures(plugin: string): Signatures;
  readonly personalData: PersonalDataMeans;
  readonly copies: Copies;
  /** of the process */
  readonly environment: Environment;
  /** a logger that carries the name */
  logger(name: string): Logger;
}
