import type { Redis } from 'ioredis';
import type { Owned } from '../../kernel/collect-contributions.js';
import type { PermissionDeclaration } from '../../kernel/permissions.js';
import type { Database } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import { createMail } from '../mail/create-mail.js';
import type { MailHabits } from '../mail/mail-habits.js';
import type { SecretKeys } from '../sealing/key-ring.js';
import { createLinkSigner } from './link-signer.js';
import type { SendingMeans } from './send-link.js';
import { createSessionStore } from './create-session-store.js';
import { createThrottle, type Throttle } from './throttle.js';

/** What letting people in and out takes, beyond what every plugin is given. */
export interface AccessMeans extends SendingMeans {
  readonly throttle: Throttle;
  /** every permission that is declared */
  readonly permissions: () => readonly Owned<PermissionDeclaration>[];
}

interface Parts extends SecretKeys {
  readonly database: Database;
  readonly clock: Clock;
  readonly redis: Redis | null;
  readonly smtpUrl: string | null;
  readonly viewsRoot: string;
  readonly origin: () => string;
  readonly mailHabits: () => Promise<MailHabits>;
  readonly permissions: AccessMeans['permissions'];
}

export function createAccess(parts: Parts): AccessMeans {
  const { database, clock, redis, smtpUrl, viewsRoot, origin, mailHabits, permissions } = parts;
  return {
    signer: createLinkSigner(parts),
    origin,
    sessions: createSessionStore(redis, database),
    throttle: createThrottle(redis, database, clock),
    mail:
      smtpUrl === null
        ? null
        : createMail({
            url: smtpUrl,
            viewsRoot,
            host: () => new URL(origin()).hostname,
            habits: mailHabits,
          }),
    permissions,
  };
}
