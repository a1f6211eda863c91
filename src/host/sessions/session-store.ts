/** A signed-in browser. Times in milliseconds since 1970, UTC. */
export interface StoredSession {
  /** digest of the cookie's token */
  readonly id: string;
  readonly userId: string;
  /** see credentialMark */
  readonly credential: string;
  readonly createdAt: number;
  /** ends here unless it is used before */
  readonly expiresAt: number;
}

/** Where sessions are kept: the house's database, or Redis when there is one. */
export interface SessionStore {
  save(session: StoredSession): Promise<void>;
  find(id: string): Promise<StoredSession | null>;
  extend(session: StoredSession, expiresAt: number): Promise<void>;
  remove(id: string): Promise<void>;
}

export const SESSION_IDLE_MS = 12 * 60 * 60 * 1000;
export const SESSION_ABSOLUTE_MS = 7 * 24 * 60 * 60 * 1000;

/** The last moment of a session that is used at `now`. */
export function expiryOf(createdAt: number, now: number): number {
  return Math.min(now + SESSION_IDLE_MS, createdAt + SESSION_ABSOLUTE_MS);
}
