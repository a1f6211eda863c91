import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { MailBlocks } from './mail-blocks.js';

interface Needs {
  readonly database: Database;
  readonly mailBlocks: MailBlocks;
}

/** Letters go to the address again, by the key of its block. Returns the address. Refuses `address-not-blocked`. */
export function makeUnblockAddress({ database, mailBlocks }: Needs) {
  return (actor: Actor, key: string): Promise<Result<string, Refusal>> =>
    database.transaction(async (tx) => {
      const address = await mailBlocks.unblock(tx.queries, key);
      if (address === null) return err({ code: 'address-not-blocked' });
      await tx.audit({
        actor,
        action: 'notifications.unblock-address',
        entity: 'MailBlock',
        entityId: key,
      });
      return ok(address);
    });
}
