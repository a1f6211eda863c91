import type { QueryHandle } from '../../../src/kernel/ports.js';

export type ChatState = 'linked' | 'unlinked' | 'blocked';

/** A person's private chat, as it is kept. */
export interface StoredChat {
  readonly id: string;
  readonly chatId: bigint;
  readonly userId: string;
  readonly username: string | null;
  readonly state: ChatState;
  readonly linkedAt: Date;
}

export interface Chats {
  byNumber(queries: QueryHandle, chatId: bigint): Promise<StoredChat | null>;
  byId(queries: QueryHandle, id: string): Promise<StoredChat | null>;
  /** those that are linked now */
  linkedOf(queries: QueryHandle, userIds: readonly string[]): Promise<readonly StoredChat[]>;
  /** Writes a linked chat, whoever's it was before. */
  link(queries: QueryHandle, chat: Omit<StoredChat, 'state'>): Promise<void>;
  /** False when it was not linked. */
  end(queries: QueryHandle, id: string, state: 'unlinked' | 'blocked', now: Date): Promise<boolean>;
  seen(queries: QueryHandle, id: string, now: Date): Promise<void>;
}

export interface StoredLink {
  readonly digest: string;
  readonly userId: string;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface Links {
  /** Older ones of the user that were not used lead nowhere from then on. */
  replace(queries: QueryHandle, link: StoredLink): Promise<void>;
  /** The user whom the code links; null when it was used, is too old, or there is none. Of two at once, one is first. */
  take(queries: QueryHandle, digest: string, now: Date): Promise<string | null>;
  /** The user of a code, used or not. */
  userOf(queries: QueryHandle, digest: string): Promise<string | null>;
}
