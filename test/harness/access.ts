import { createAccess, type AccessMeans } from '../../src/host/sessions/access-means.js';
import type { Database } from '../../src/kernel/ports.js';
import { systemClock, type Clock } from '../../src/values/clock.js';
import { TEST_SECRET_KEY } from './secret-key.js';

interface TestAccessOptions {
  readonly clock?: Clock;
  readonly origin?: string;
  readonly smtpUrl?: string | null;
  readonly permissions?: AccessMeans['permissions'];
}

/** What letting people in takes: links of a house at `origin`, no mail unless there is a server for it. */
export function testAccess(database: Database, options: TestAccessOptions = {}): AccessMeans {
  const { clock = systemClock, origin = 'http://house.test', smtpUrl = null } = options;
  return createAccess({
    ...{ database, clock, smtpUrl, redis: null, secretKey: TEST_SECRET_KEY, viewsRoot: 'views' },
    origin: () => origin,
    mailHabits: async () => ({ bounceAddresses: false, dkim: null }),
    permissions: options.permissions ?? (() => []),
  });
}
