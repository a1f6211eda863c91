import type { Readable } from 'node:stream';
import type { Refusal, Result } from '../values/result.js';
import type { DeliveredEvent, EventType } from './events.js';
import type { HealthReport } from './health-report.js';
import type { Actor, Language, PermissionName, ScopeRule } from './permissions.js';
import type { PersonalDescription, Subject } from './personal-data.js';
import type { PluginContext } from './plugin-context.js';
import type { QueryHandle, Transaction } from './ports.js';

export {
  defineOperation,
  type ApiOperation,
  type ApiRefusal,
  type ApiRequest,
  type ApiSchema,
} from './api.js';
export type { HealthReport } from './health-report.js';
export {
  defineExtensionPoint,
  defineService,
  type ExtensionPoint,
  type ServiceToken,
} from './extension-points.js';

/** How a field is shown, filtered and edited; absent parts are derived from the Prisma schema. */
export interface AdminField {
  /** money: minor units in a BIGINT column; the currency stands in `currencyField` of the same record */
  readonly kind?:
    | 'money'
    | 'rate'
    | 'quantity'
    /** how many units of one currency a unit of another is worth: 10⁻⁸ in a BIGINT column */
    | 'exchange-rate'
    /** a whole number in a BIGINT column */
    | 'number'
    /** a size in bytes, shown in kB, MB and GB of 1000 */
    | 'bytes'
    | 'status'
    | 'currency'
    | 'language'
    | 'month'
    | 'email'
    | 'text'
    | 'longtext'
    /** JSON of a text by language: each is shown under the code of its language */
    | 'text-by-language'
    | 'select'
    /** how much of `total` is done, since `startedAt`, while the record's `state` is `running` */
    | 'progress'
    /** a Prisma model's name, shown as its resource is called */
    | 'model'
    /** an audit record's action, shown as `<plugin>:audit.<verb-noun>` */
    | 'audit-action'
    /** a job's name, shown as `<plugin>:jobs.<verb-noun>` */
    | 'job-name'
    /** why a job failed: a code of the house is shown as `host:jobs.errors.<code>`, other text as it is */
    | 'job-error'
    /** JSON of a refusal, shown as its sentence: of the plugin that its `plugin` names, else of the record's own */
    | 'refusal';
  readonly currencyField?: string;
  readonly options?: readonly string[];
  /** of a `select` whose values other plugins contribute: each with its words in that language */
  readonly choices?: (
    context: PluginContext,
    language: Language,
  ) => readonly { readonly value: string; readonly label: string }[];
  /** false: never leaves the server (hidden from list, show, filter, sort, search, export) */
  readonly visible?: boolean;
  /** readers without it are not told the field: it is absent from list, show, form, filter, sort, search and export */
  readonly permission?: PermissionName;
  readonly editable?: boolean;
  /** editable when the record is new only */
  readonly onCreateOnly?: boolean;
  /** a relation without a Prisma relation, or another title */
  readonly reference?: string;
}

/** A Prisma model shown in the panel. Without `create`, `update` or `remove` that door does not exist. */
export interface AdminResource {
  /** the Prisma model's name */
  readonly model: string;
  readonly icon?: string;
  readonly permissions: {
    readonly read: PermissionName;
    readonly create?: PermissionName;
    readonly update?: PermissionName;
    readonly remove?: PermissionName;
    /** who finds its deleted records in the trash; `remove` without it */
    readonly restore?: PermissionName;
  };
  readonly scope: ScopeRule;
  /** the field that names a record in lists and references */
  readonly titleField: string;
  readonly listFields: readonly string[];
  readonly showFields?: readonly string[];
  readonly editFields?: readonly string[];
  readonly filterFields?: readonly string[];
  /** fields that the resource's search box looks in */
  readonly searchFields?: readonly string[];
  readonly sort?: { readonly by: string; readonly direction: 'asc' | 'desc' };
  readonly fields?: Readonly<Record<string, AdminField>>;
  /** who changes one of these fields must have shown a short while ago who they are */
  readonly reauthenticate?: readonly string[];
  /** shown inside another record's page: lists of this model by that reference field */
  readonly related?: readonly { readonly model: string; readonly field: string }[];
  /** a rule that a created or updated record must meet, inside the writing transaction; returns the values to write */
  readonly check?: (write: AdminWrite) => Promise<Result<Readonly<Record<string, unknown>>, Refusal>>;
}

export interface AdminWrite {
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly tx: Transaction;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A field of an action's form; a `hidden` one travels unseen with its default: the version that the form was opened at. Labels are `<plugin>:actions.<resource>.<action>.fields.<name>`. */
export interface FormField {
  readonly name: string;
  readonly kind:
    | 'text'
    | 'longtext'
    | 'password'
    | 'money'
    | 'date'
    | 'number'
    | 'boolean'
    | 'select'
    | 'reference'
    | 'currency'
    | 'month'
    | 'hidden'
    | 'rows';
  readonly required?: boolean;
  readonly options?: readonly string[];
  /** for `reference`: the model, and fields of the record (or of the form) that narrow the choice */
  readonly reference?: string;
  /** for `rows`: the fields of one row (invoice lines, allocations by hand) */
  readonly columns?: readonly FormField[];
  /** for `money`: the form or record field that holds the currency */
  readonly currencyField?: string;
}

export interface ActionRequest {
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly language: Language;
  /** ids of the records; empty for an action on the resource. Already checked against the actor's row scope. */
  readonly ids: readonly string[];
  /** the form's values as typed: strings, booleans, arrays of objects for `rows` */
  readonly input: Readonly<Record<string, unknown>>;
}

export interface ActionOutcome {
  /** translation key and facts of the toast */
  readonly message: { readonly key: string; readonly facts?: Readonly<Record<string, unknown>> };
  /** panel address to go to */
  readonly redirect?: string;
  /** panel address of a file to open */
  readonly download?: string;
  /** a secret that is shown once and kept nowhere: a link, a key, codes (one a line). `label` is a translation key. */
  readonly reveal?: { readonly label: string; readonly value: string };
  /** takes back what was done: sent as a POST when the reader presses "Undo" in the toast */
  readonly undo?: Undo;
}

export interface Undo {
  /** a door below /admin/x */
  readonly href: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A button on a record, on the list, or over chosen rows, that calls one use case. Title: `<plugin>:actions.<resource>.<name>.title`. */
export interface AdminAction {
  readonly name: string;
  /** the Prisma model's name */
  readonly resource: string;
  readonly on: 'record' | 'resource' | 'bulk';
  readonly permission: PermissionName;
  readonly icon?: string;
  /** asks before it acts: `<plugin>:actions.<resource>.<name>.confirm` */
  readonly confirm?: boolean;
  readonly danger?: boolean;
  /** what cannot be taken back is typed first: the record's title; of several, how many they are */
  readonly typed?: boolean;
  /** who it is must be shown again (password, passkey or code) when the last time was a while ago */
  readonly reauthenticate?: boolean;
  /** opens this page of the panel (its id there), with `?id=` of the record, instead of a form */
  readonly page?: string;
  /** shown for this record? (raw column values by Prisma field name) */
  readonly available?: (record: Readonly<Record<string, unknown>>) => boolean;
  readonly form?: readonly FormField[];
  /** values that the form starts with */
  readonly defaults?: (request: Omit<ActionRequest, 'input'>) => Promise<Readonly<Record<string, unknown>>>;
  readonly run: (request: ActionRequest) => Promise<Result<ActionOutcome, Refusal>>;
}

/** A page of the panel of its own. Title: `<plugin>:pages.<name>.title`. */
export interface AdminPage {
  readonly name: string;
  readonly permission: PermissionName;
  readonly icon?: string;
  /** true: it is about the reader, so it stands in the menu of their account and not in the navigation */
  readonly isOfReader?: boolean;
  /** path of the React component, from the repository's root: `plugins/imports/adapters/admin/import-page.tsx` */
  readonly component: string;
}

/** A figure or a short list on the home page. Title: `<plugin>:widgets.<name>.title`. */
export interface DashboardWidget {
  readonly name: string;
  readonly permission: PermissionName;
  readonly load: (request: {
    readonly context: PluginContext;
    readonly actor: Actor;
    readonly language: Language;
  }) => Promise<WidgetContent>;
}

export type WidgetContent =
  | { readonly kind: 'figure'; readonly value: string; readonly note?: string; readonly link?: string }
  | {
      readonly kind: 'table';
      readonly headings: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly link?: string;
    };

/** A file that a route received: already on disk under a private name, capped in size. */
export interface UploadedFile {
  readonly fileName: string;
  readonly path: string;
  readonly bytes: number;
}

export interface HttpRequest {
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly language: Language;
  /** the browser behind it: the id of its session, and its network address */
  readonly client?: { readonly sessionId: string; readonly address: string };
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** parsed JSON; {} without a body. For an upload: the form's other fields as strings. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly file?: UploadedFile;
  readonly signal: AbortSignal;
}

export type HttpReply =
  | {
      readonly status?: number;
      readonly json: unknown;
      /** as the cache gives it: who has this answer already (If-None-Match) is answered 304 */
      readonly etag?: string;
    }
  | { readonly status?: number; readonly refusal: Refusal }
  | { readonly redirect: string }
  | {
      readonly status?: number;
      readonly body: Buffer | string | Readable;
      readonly contentType: string;
      /** offered as a download under this name */
      readonly fileName?: string;
      /** shown in the browser rather than saved */
      readonly inline?: boolean;
    };

/** A route under /admin/x/<plugin>/…: session, permission, CSRF check and error shape are the host's. A refusal is answered 422 problem+json with its sentence. */
export interface HttpRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Express pattern below /admin/x/<plugin>, e.g. `/invoices/:id/pdf` */
  readonly path: string;
  readonly permission: PermissionName;
  /** who it is must be shown again (password, passkey or code) when the last time was a while ago */
  readonly reauthenticate?: boolean;
  /** accepts one file (multipart, field `file`) of at most this many bytes */
  readonly upload?: { readonly maxBytes: number };
  readonly handle: (request: HttpRequest) => Promise<HttpReply>;
}

/**
 * A door that opens without a session, below /x/<plugin>: for machines and for links in letters. What stands in front of it is its
 * own affair, so it says what that is.
 */
export interface PublicDoor {
  readonly method: 'GET' | 'POST';
  /** Express pattern below /x/<plugin>, e.g. `/unsubscribe/:token` */
  readonly path: string;
  /** why anybody may knock and what is checked then: read in docs/generated/permissions.md */
  readonly guard: string;
  /** of the body; default 64 KiB. More is answered 413 and read no further. */
  readonly maxBytes?: number;
  readonly handle: (request: PublicRequest) => Promise<HttpReply>;
}

export interface PublicRequest {
  readonly context: PluginContext;
  /** of the browser, by Accept-Language */
  readonly language: Language;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** lower-case names */
  readonly headers: Readonly<Record<string, string>>;
  /** as it came; empty for a GET */
  readonly body: Buffer;
  /** the client's network address */
  readonly address: string;
}

/** A running job. */
export interface JobRun<Data> {
  readonly id: string;
  readonly data: Data;
  /** 1 for the first start */
  readonly attempt: number;
  /** true when a failure of this start leaves the job failed */
  readonly lastAttempt: boolean;
  readonly context: PluginContext;
  /** aborted when the job is cancelled, times out, loses its lock, or the house drains */
  readonly signal: AbortSignal;
  progress(done: number, total?: number, note?: string): Promise<void>;
  /**
   * Makes an effect once for ever: in one transaction it checks that this start still holds the job's fence, writes the key, and
   * runs `effect`. Returns undefined when the key was written before. The key (1 to 190 characters) is one for the whole house and
   * for ever, so it names the thing that is done: `imports.rows:<run>:<batch>`.
   */
  effectOnce<T>(key: string, effect: (tx: Transaction) => Promise<T>): Promise<T | undefined>;
}

export interface JobDefinition<Data> {
  /** `<plugin>.<verb-noun>` */
  readonly name: string;
  /** who may trigger, retry and cancel it in the panel */
  readonly permission: PermissionName;
  /** parses stored data; throws on data that is not its own */
  readonly parse: (data: unknown) => Data;
  /** jobs of this name that one process runs at once; default 1 */
  readonly concurrency?: number;
  readonly timeoutMs?: number;
  /** starts before it counts as failed; default 3 */
  readonly attempts?: number;
  readonly backoff?: { readonly firstMs: number; readonly factor: number; readonly maxMs: number };
  /** five-field cron in the organisation's zone, or an interval in ms */
  readonly repeat?: { readonly cron: string } | { readonly everyMs: number };
  readonly run: (job: JobRun<Data>) => Promise<void>;
}

export interface Subscription<Payload> {
  readonly event: EventType<Payload>;
  /** unique within the plugin */
  readonly name: string;
  readonly handle: (delivery: {
    readonly context: PluginContext;
    readonly event: DeliveredEvent<Payload>;
    readonly tx: Transaction;
  }) => Promise<void>;
}

export interface CliOption {
  readonly name: string;
  /** `strings`: may be given several times */
  readonly kind: 'string' | 'strings' | 'boolean';
  readonly description: string;
  readonly required?: boolean;
}

/** `countinghouse <name> [arguments] [--options]`; `--json` is known to every command. */
export interface CliCommand {
  /** one to three words: `ageing`, `user create`, `user sessions end` */
  readonly name: string;
  readonly description: string;
  /** names of positional arguments, in order; one in brackets (`[file]`) may be left out, and comes last */
  readonly arguments?: readonly string[];
  readonly options?: readonly CliOption[];
  /** true: reads no row, so it runs on a database that is not migrated, or not there */
  readonly anyDatabase?: boolean;
  readonly run: (call: CliCall) => Promise<Result<CliOutcome, Refusal>>;
}

/** Values by the names of options; those that were not given are absent. */
export type CliOptions = Readonly<Record<string, CliValue>>;
export type CliValue = string | boolean | readonly string[] | undefined;

export interface CliCall {
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly arguments: readonly string[];
  readonly options: CliOptions;
  readonly json: boolean;
  /** writes a progress line to standard error */
  note(text: string): void;
}

export interface CliOutcome {
  /** printed with --json */
  readonly json: unknown;
  /** printed without */
  readonly text: string;
  /** true: exit 1 although there is a report (an import with refused rows in all-or-nothing mode) */
  readonly refused?: boolean;
}

/** What one plugin keeps of people, and what it has to say before a person is forgotten. */
export interface PersonalDataOf extends PersonalDescription {
  /** What must be settled before the subject's data may be erased: refusals of this plugin, with their facts. */
  readonly open?: (queries: QueryHandle, subject: Subject) => Promise<readonly Refusal[]>;
  /** Makes what the law will ask for and is not made yet, while the names are still known. May be called again. */
  readonly beforeErasure?: (context: PluginContext, subject: Subject, signal: AbortSignal) => Promise<void>;
}

/** Done before migrations change a database that holds rows: what lets somebody go back. */
export interface BeforeMigrations {
  /** unique within the plugin */
  readonly name: string;
  /**
   * What it throws keeps the migrations from being run, and the house from starting. The plugin's own tables may be older than its code,
   * or not there yet.
   * @param waiting names of the migrations that are run next
   */
  readonly run: (context: PluginContext, waiting: readonly string[]) => Promise<void>;
}

export interface HealthCheck {
  readonly name: string;
  /** `mend`: the command or setting that mends it */
  readonly check: (context: PluginContext) => Promise<HealthReport>;
}

export interface SearchHit {
  readonly title: string;
  readonly note?: string;
  /** panel address */
  readonly link: string;
}

export interface SearchProvider {
  readonly name: string;
  readonly permission: PermissionName;
  readonly search: (request: {
    readonly context: PluginContext;
    readonly actor: Actor;
    readonly term: string;
    readonly limit: number;
  }) => Promise<readonly SearchHit[]>;
}

/** Whom the demo logins of a manager and a representative stand for. */
export interface DemoPeople {
  readonly managerId?: string;
  readonly representativeId?: string;
}

/** Rows that `countinghouse seed demo` writes: run in the order of the requirement graph; running it again changes nothing. */
export interface DemoSeed {
  readonly name: string;
  readonly run: (context: PluginContext) => Promise<DemoPeople>;
}
