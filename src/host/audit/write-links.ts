import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { AuditRecord, Dialect } from '../../kernel/ports.js';
import { forUpdate } from '../../query/for-update.js';
import { insertIgnore } from '../../query/insert-ignore.js';
import { newId } from '../../values/ids.js';
import { jsonText } from '../database/json-text.js';
import { BEGINNING, contentDigest, linkDigest, type SignHead } from './chain.js';

export interface TimedRecord {
  readonly at: Date;
  readonly record: AuditRecord;
}

const HEAD = 1;

/** Appends entries to the chain as the last step of their transaction: whoever else writes waits for this commit alone. */
export async function writeLinks(
  dialect: Dialect,
  tx: Kysely<HostTables>,
  sign: SignHead,
  records: readonly TimedRecord[],
): Promise<void> {
  if (records.length === 0) return;
  let { seq, digest } = await lockHead(dialect, tx, sign);
  for (const { at, record } of records) {
    const { actor } = record;
    const content = {
      salt: randomBytes(16).toString('hex'),
      actor: actor.name,
      before: record.before ? jsonText(record.before) : null,
      after: record.after ? jsonText(record.after) : null,
    };
    seq += 1n;
    const { action, entity, entityId } = record;
    const named = { action, entity, entityId, actorId: actor.userId, via: actor.via };
    const link = { id: newId(), seq, at, ...named, content: contentDigest(content) };
    digest = linkDigest(digest, link);
    await tx
      .insertInto('audit_entry')
      .values({
        id: link.id,
        seq,
        at,
        actor_id: link.actorId,
        via: link.via,
        action,
        entity,
        entity_id: entityId,
        content: link.content,
        digest,
      })
      .execute();
    await tx
      .insertInto('audit_content')
      .values({ entry_id: link.id, ...content })
      .execute();
  }
  await tx
    .updateTable('audit_head')
    .set({ seq, digest, signature: sign(seq, digest) })
    .where('id', '=', HEAD)
    .execute();
}

async function lockHead(
  dialect: Dialect,
  tx: Kysely<HostTables>,
  sign: SignHead,
): Promise<{ readonly seq: bigint; readonly digest: string }> {
  const locked = () =>
    forUpdate(
      dialect,
      tx.selectFrom('audit_head').select(['seq', 'digest']).where('id', '=', HEAD),
    ).executeTakeFirst();
  const head = await locked();
  if (head) return head;
  const first = { id: HEAD, seq: 0n, digest: BEGINNING, signature: sign(0n, BEGINNING) };
  await insertIgnore(dialect, tx.insertInto('audit_head').values(first), 'id').execute();
  return (await locked()) ?? first;
}
