import type { QueryHandle } from '../../../src/kernel/ports.js';

/** An address that takes no more mail. */
export interface BlockedAddress {
  readonly address: string;
  /** `bounced`: nothing reaches it; `unsubscribed`: nothing but what may not be turned off */
  readonly reason: 'bounced' | 'unsubscribed';
  /** what the mail server said */
  readonly detail: string | null;
  readonly messageId: string | null;
}

/** A letter as the queue keeps it. */
export interface SentLetter {
  readonly id: string;
  readonly address: string | null;
  readonly recipientName: string;
  readonly recipientKind: string;
  readonly recipientId: string;
}

/** Addresses are known in lower case, however they are written. */
export interface MailBlocks {
  /** those of the addresses that are blocked, in lower case, and why */
  among(
    queries: QueryHandle,
    addresses: readonly string[],
  ): Promise<ReadonlyMap<string, BlockedAddress['reason']>>;
  /** False when it was blocked so before. */
  block(queries: QueryHandle, blocked: BlockedAddress, at: Date): Promise<boolean>;
  /** What a blocked address is called where nobody is to read it; null when it is not blocked. */
  keyOf(queries: QueryHandle, address: string): Promise<string | null>;
  /** The address behind the key, which is blocked no more; null when it was not. */
  unblock(queries: QueryHandle, key: string): Promise<string | null>;
  messageById(queries: QueryHandle, id: string): Promise<SentLetter | null>;
  /** by its Message-ID, without angle brackets */
  messageByReference(queries: QueryHandle, reference: string): Promise<SentLetter | null>;
  /** channels that nobody turns off, as the administrator said; null: nothing was said of the kind */
  lockedByAdministrator(queries: QueryHandle, kind: string): Promise<readonly string[] | null>;
}
