import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { MailBlocks } from './mail-blocks.js';

interface Needs {
  readonly database: Database;
  readonly mailBlocks: MailBlocks;
}

/** Letters go to the address again. Refuses `address-not-blocked`. */
export function makeUnblockAddress({ database, mailBlocks }: Needs) {
  return (actor: Actor, address: string): Promise<Result<true, Refusal>> =>
    database.transaction(async (tx) => {
      if (!(await mailBlocks.unblock(tx.queries, address)))
        return err({ code: 'address-not-blocked', address });
      await tx.audit({
        actor,
        action: 'notifications.unblock-address',
        entity: 'MailBlock',
        entityId: address.toLowerCase(),
      });
      return ok(true);
    });
}
