/** How somebody showed who they are. A passkey verifies its owner itself: it is two factors in one. */
export const SIGN_IN_METHODS = ['password', 'totp', 'recovery-code', 'passkey'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

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
  /** network address that opened it */
  readonly address: string;
  /** short name of the browser that opened it: `Firefox, Linux` */
  readonly browser: string;
  readonly lastSeenAt: number;
  /** when they last showed who they are */
  readonly authenticatedAt: number;
  /** by what, at sign-in */
  readonly methods: readonly SignInMethod[];
}

/** Where sessions are kept: the house's database, or Redis when there is one. */
export interface SessionStore {
  save(session: StoredSession): Promise<void>;
  find(id: string): Promise<StoredSession | null>;
  /** Changes a session as it stands now; null when it has ended in the meantime, and then it stays ended. */
  change(id: string, make: (before: StoredSession) => StoredSession): Promise<StoredSession | null>;
  remove(id: string): Promise<void>;
  /** those of a user that have not ended, the newest first */
  of(userId: string, now: number): Promise<readonly StoredSession[]>;
  /** Ends all of a user's sessions but one. Returns how many there were. */
  removeAllOf(userId: string, except?: string): Promise<number>;
}

export const SESSION_IDLE_MS = 12 * 60 * 60 * 1000;
export const SESSION_ABSOLUTE_MS = 7 * 24 * 60 * 60 * 1000;

/** What is dangerous asks again who it is when the last answer is older. */
export const FRESH_SIGN_IN_MS = 10 * 60 * 1000;

export function isFreshSignIn(
  { authenticatedAt }: Pick<StoredSession, 'authenticatedAt'>,
  now: number,
): boolean {
  return now - authenticatedAt <= FRESH_SIGN_IN_MS;
}

/** The last moment of a session that is used at `now`. */
export function expiryOf(createdAt: number, now: number): number {
  return Math.min(now + SESSION_IDLE_MS, createdAt + SESSION_ABSOLUTE_MS);
}
