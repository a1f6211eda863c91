import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import type { Refusal, Result } from '../../../src/values/result.js';
import type { NoticeFacts, Recipient } from './notice-kind.js';

/** Something to tell, of a kind that `comesBy: 'tell'`. */
export interface Telling {
  readonly kind: string;
  readonly facts: NoticeFacts;
  readonly to: readonly Recipient[];
  readonly entity?: string;
  readonly entityId?: string;
  readonly link?: string;
  /** what it is about and which stage of it (`reminder:<invoice>:7`): the same thing is told once to each recipient by each channel */
  readonly uniqueKey: string;
  /** messages of one thread to one recipient replace one another: of those that wait only the highest stage goes out */
  readonly thread?: string;
  readonly stage?: number;
  /** absent: as the recipient, else the administrator, else the kind says. `inbox` is one of them. */
  readonly channels?: readonly string[];
  readonly priority?: 0 | 1 | 2;
  /** no sooner, UTC */
  readonly notBefore?: Date;
}

/** How many messages of a key's beginning are where. */
export interface MessageCounts {
  readonly waiting: number;
  readonly sent: number;
  readonly failed: number;
  readonly dropped: number;
  /** may have arrived twice: a process ended while they were on their way */
  readonly doubtful: number;
}

/** So many messages came to the same end, for a reason of one plugin's refusals. */
export interface MessageProblem {
  readonly state: 'failed' | 'dropped';
  /** whose refusal it is; null: the kind's or the channel's */
  readonly plugin: string | null;
  readonly code: string;
  readonly messages: number;
}

/** Tells people things by the channels that they chose. */
export interface Notifications {
  /** In the caller's transaction. Returns how many messages and notices are new. @throws on a kind that nobody contributed */
  tell(tx: Transaction, telling: Telling): Promise<number>;
  /** Many at once, as `tell`; a thousand or so a call. */
  tellMany(tx: Transaction, tellings: readonly Telling[]): Promise<number>;
  /** Those whose unique key begins so (their `Telling.uniqueKey`). */
  counts(queries: QueryHandle, keyPrefix: string): Promise<MessageCounts>;
  /** Why those of them failed or were dropped, the most frequent first; at most 20. */
  problems(queries: QueryHandle, keyPrefix: string): Promise<readonly MessageProblem[]>;
  /** Drops those that still wait. Returns how many. */
  dropWaiting(tx: Transaction, keyPrefix: string, reason: string): Promise<number>;
  /** What a person chose, and what it may choose. */
  preferences(actor: Actor): Promise<Preferences>;
  /** Refuses `channel-locked`, `unknown-kind`, `unknown-channel`, `unknown-zone`, `not-a-user`. */
  choose(actor: Actor, choice: PreferenceChange): Promise<Result<Preferences, Refusal>>;
}

export interface Preferences {
  readonly kinds: readonly {
    readonly name: string;
    readonly title: string;
    readonly help: string;
    readonly channels: readonly {
      readonly name: string;
      readonly title: string;
      readonly on: boolean;
      readonly locked: boolean;
      /** false: there is no address to reach by it */
      readonly reachable: boolean;
    }[];
  }[];
  /** IANA */
  readonly zone: string;
  /** HH:MM in `zone`; null: none */
  readonly quiet: { readonly from: string; readonly to: string } | null;
  readonly digest: 'instant' | 'hourly' | 'daily';
}

export type PreferenceChange =
  | { readonly kind: string; readonly channels: readonly string[] }
  | {
      readonly zone: string | null;
      readonly quiet: Preferences['quiet'];
      readonly digest: Preferences['digest'];
    };

export const notifications = defineService<Notifications>('notifications.notifications');
