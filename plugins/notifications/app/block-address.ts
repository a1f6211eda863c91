import { theHouse } from '../../../src/kernel/permissions.js';
import type { Clock } from '../../../src/values/clock.js';
import type { Database, People, Transaction } from '../../../src/kernel/ports.js';
import type { Recipient } from '../contract/notice-kind.js';
import type { BlockedAddress, MailBlocks } from './mail-blocks.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly people: People;
  readonly mailBlocks: MailBlocks;
}

/** An address that a letter came back from, and whose it is. */
export interface DeadAddress extends Omit<BlockedAddress, 'reason'> {
  readonly name: string;
  readonly recipient: Recipient;
}

export const ADDRESS_DEAD = 'notifications.address-dead';

const OPERATORS_AT_MOST = 500;

/** Nothing more goes to the address, and the operators are told to correct it. Returns false when that was so before. */
export function makeBlockAddress({ database, clock, people, mailBlocks }: Needs) {
  return async ({ name, recipient, ...dead }: DeadAddress): Promise<boolean> => {
    const operators = await people.find({ term: '', roles: ['operator', 'admin'], limit: OPERATORS_AT_MOST });
    return database.transaction(async (tx) => {
      const at = clock.now();
      if (!(await mailBlocks.block(tx.queries, { ...dead, reason: 'bounced' }, at))) return false;
      const key = (await mailBlocks.keyOf(tx.queries, dead.address)) ?? '';
      const entity = recipient.kind === 'representative' ? 'Representative' : 'User';
      await tx.inform({
        userIds: operators.map(({ id }) => id),
        kind: ADDRESS_DEAD,
        facts: { address: dead.address, name },
        ...{ entity, entityId: recipient.id },
        link: `/admin/resources/${entity}/records/${recipient.id}/show`,
        uniqueKey: `address-dead:${key}:${at.toISOString().slice(0, 10)}`,
      });
      await audited(tx, dead, key);
      return true;
    });
  };
}

function audited(tx: Transaction, { detail }: Omit<BlockedAddress, 'reason'>, key: string): Promise<void> {
  return tx.audit({
    actor: theHouse('job'),
    action: 'notifications.block-address',
    entity: 'MailBlock',
    entityId: key,
    before: null,
    after: { reason: 'bounced', detail },
  });
}
