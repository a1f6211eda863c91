import type { Language, Role } from '../../../src/kernel/permissions.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import type { NoticeFacts, Recipient } from '../contract/notice-kind.js';
import type { MessageCounts, MessageProblem } from '../contract/notifications.js';

export type MessageState = 'waiting' | 'sending' | 'sent' | 'failed' | 'dropped';

/** A message that is to wait in the outbox. */
export interface NewMessage {
  readonly id: string;
  readonly uniqueKey: string;
  readonly kind: string;
  readonly channel: string;
  readonly recipient: Recipient;
  readonly recipientName: string;
  readonly language: Language;
  readonly facts: NoticeFacts;
  readonly entity: string | null;
  readonly entityId: string | null;
  readonly link: string | null;
  readonly thread: string | null;
  readonly stage: number;
  readonly priority: 0 | 1 | 2;
  readonly dueAt: Date;
  readonly digest: 'hourly' | 'daily' | null;
  readonly createdAt: Date;
}

/** A message that one worker has taken. */
export interface TakenMessage extends Omit<NewMessage, 'dueAt' | 'createdAt'> {
  /** with this one */
  readonly attempts: number;
  readonly heldBy: string;
}

/** A row that may be taken, locked until the transaction ends. */
export interface Candidate extends Omit<TakenMessage, 'heldBy'> {
  /** another worker had it and let its time pass */
  readonly isDoubtful: boolean;
}

export interface Outcome {
  readonly state: MessageState;
  /** JSON of a refusal */
  readonly reason: string | null;
  readonly reference: string | null;
  readonly address: string | null;
  /** when it is tried again */
  readonly dueAt: Date | null;
  readonly sentAt: Date | null;
  /** what this attempt adds to those that count: 0 when the other side itself named the time to come back */
  readonly attempts: 0 | 1;
  /** it may have arrived all the same */
  readonly isDoubtful: boolean;
}

/** Rows of the outbox. */
export interface Outbox {
  /** Those whose key is not there yet. Returns how many. */
  add(tx: Transaction, messages: readonly NewMessage[]): Promise<number>;
  /**
   * The next one of the channel: what another worker left first, then by priority and time. Locked; those that somebody else looks at
   * are passed over.
   */
  next(tx: Transaction, channel: string, now: Date): Promise<Candidate | null>;
  /** What is due for the same digest, oldest first, the candidate among it; null while another worker gathers it. */
  digestOf(tx: Transaction, candidate: Candidate, now: Date): Promise<readonly Candidate[] | null>;
  /** whether a later stage of its thread waits, is on its way, or has gone to the same recipient */
  isSuperseded(tx: Transaction, candidate: Candidate): Promise<boolean>;
  /** A start that nobody saw the end of counts as an attempt. */
  hold(
    tx: Transaction,
    held: readonly { readonly id: string; readonly facts: NoticeFacts; readonly isDoubtful: boolean }[],
    by: { readonly heldBy: string; readonly until: Date },
  ): Promise<void>;
  /** without having been sent */
  end(
    tx: Transaction,
    ids: readonly string[],
    end: { readonly state: 'failed' | 'dropped'; readonly reason: string },
  ): Promise<void>;
  /** Only while `heldBy` still has them. Returns how many. */
  settle(tx: Transaction, ids: readonly string[], heldBy: string, outcome: Outcome): Promise<number>;
  counts(queries: QueryHandle, keyPrefix: string): Promise<MessageCounts>;
  problems(queries: QueryHandle, keyPrefix: string): Promise<readonly MessageProblem[]>;
  dropWaiting(tx: Transaction, keyPrefix: string, reason: string): Promise<number>;
  /** what waits for a user by channels that it turned off */
  dropTurnedOff(
    tx: Transaction,
    off: {
      readonly userId: string;
      readonly kind: string;
      readonly channels: readonly string[];
      readonly reason: string;
    },
  ): Promise<void>;
  /** Failed and dropped ones wait again, their attempts forgotten. Returns the ids of those that do. */
  resend(tx: Transaction, ids: readonly string[], now: Date): Promise<readonly string[]>;
  /** Of these, those that waited. */
  dropOnes(tx: Transaction, ids: readonly string[], reason: string): Promise<readonly string[]>;
  queue(
    queries: QueryHandle,
  ): Promise<
    readonly { readonly channel: string; readonly state: MessageState; readonly messages: number }[]
  >;
  health(
    queries: QueryHandle,
    since: Date,
    now: Date,
  ): Promise<{ readonly failed: number; readonly oldestDue: Date | null }>;
  /** Those that are done and older; returns how many went, at most so many. */
  clear(queries: QueryHandle, before: Date, atMost: number): Promise<number>;
}

/** Somebody who is told. */
export interface Reader {
  readonly recipient: Recipient;
  readonly name: string;
  readonly language: Language;
  readonly active: boolean;
  /** null: of a representative */
  readonly role: Role | null;
}

export interface StoredProfile {
  /** null: the organisation's */
  readonly zone: string | null;
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
  readonly digest: 'instant' | 'hourly' | 'daily';
}

export interface StoredDefault {
  readonly channels: readonly string[];
  readonly locked: readonly string[];
}

/** Whom and how: the people, and what they and the administrator chose. */
export interface Choices {
  /** by `recipientKey`; who is not there is absent */
  readers(queries: QueryHandle, recipients: readonly Recipient[]): Promise<ReadonlyMap<string, Reader>>;
  profiles(queries: QueryHandle, userIds: readonly string[]): Promise<ReadonlyMap<string, StoredProfile>>;
  /** by user, then by kind */
  chosen(
    queries: QueryHandle,
    userIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>>;
  /** by kind */
  defaults(queries: QueryHandle): Promise<ReadonlyMap<string, StoredDefault>>;
  choose(tx: Transaction, userId: string, kind: string, channels: readonly string[]): Promise<void>;
  keepProfile(tx: Transaction, userId: string, profile: StoredProfile, at: Date): Promise<void>;
}

/** A notice of the inbox, as it was written. */
export interface WrittenNotice {
  readonly id: string;
  readonly userId: string;
  readonly kind: string;
  readonly facts: NoticeFacts;
  readonly entity: string | null;
  readonly entityId: string | null;
  readonly link: string | null;
}

export interface Inbox {
  notices(queries: QueryHandle, ids: readonly string[]): Promise<readonly WrittenNotice[]>;
  /** of these keys of persons, those that are there */
  known(queries: QueryHandle, keys: readonly string[]): Promise<ReadonlySet<string>>;
}
