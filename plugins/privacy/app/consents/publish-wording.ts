import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { newId } from '../../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { areSameTexts, readWording, type WordingTexts } from '../../domain/consents/wording.js';
import type { ConsentParts, StoredWording } from './stored.js';

export interface WordingAsked {
  readonly purpose: string;
  readonly texts: WordingTexts;
  /** the edition that it takes the place of; 0: it is the first of the purpose */
  readonly after: number;
}

/**
 * The next edition of a purpose. Those who agreed to an earlier one agreed to that one. Refuses what `readWording` refuses,
 * `wording-outdated` (somebody published meanwhile), `wording-unchanged`.
 */
export function makePublishWording({ wordings }: Pick<ConsentParts, 'wordings'>) {
  return async (
    context: PluginContext,
    actor: Actor,
    asked: WordingAsked,
  ): Promise<Result<StoredWording, Refusal>> => {
    const read = readWording(asked.purpose, asked.texts);
    if (!read.ok) return read;
    const { purpose, texts } = read.value;
    return context.database.transaction(async (tx): Promise<Result<StoredWording, Refusal>> => {
      await wordings.lock(tx, purpose);
      const newest = await wordings.newest(tx.queries, purpose);
      const edition = (newest?.edition ?? 0) + 1;
      if (edition !== asked.after + 1) return err({ code: 'wording-outdated' });
      if (newest && areSameTexts(newest.texts, texts)) return err({ code: 'wording-unchanged' });
      const wording: StoredWording = {
        ...{ id: newId(), purpose, edition, texts, publishedBy: actor.userId },
        publishedAt: await context.database.now(),
      };
      if (!(await wordings.add(tx, wording))) return err({ code: 'wording-outdated' });
      await tx.audit({
        ...{ actor, action: 'privacy.publish-wording', entity: 'ConsentWording', entityId: wording.id },
        ...{ before: newest && { edition: newest.edition }, after: { purpose, edition } },
      });
      return ok(wording);
    });
  };
}
