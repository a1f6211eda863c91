import type { JobRun } from '../../../src/kernel/contributions.js';
import { theHouse } from '../../../src/kernel/permissions.js';
import { newId } from '../../../src/values/ids.js';
import type { ErasureParts } from './erase-subject.js';
import { makePerformErasure } from './perform-erasure.js';

export const REPEAT_ERASURES = 'privacy.repeat-erasures';

type Repeating = Pick<JobRun<null>, 'id' | 'context' | 'signal'>;

/**
 * The job after a backup was brought back: whoever was forgotten is forgotten again, by the erasures that the database knows and by
 * the ledger, which knows those that the backup is older than.
 */
export function makeRepeatErasures(parts: ErasureParts) {
  const perform = makePerformErasure(parts);
  return async ({ id: jobId, context, signal }: Repeating): Promise<void> => {
    const { queries } = context.database;
    for (const { kind, id, at } of await parts.ledger.all(context)) {
      if (await parts.erasures.of(queries, { kind, id })) continue;
      await context.database.transaction(async (tx) => {
        const begun = await parts.erasures.begin(tx, {
          ...{ id: newId(), subjectKind: kind, subjectId: id, requestedBy: null, requestedAt: at },
          reason: 'known by the ledger of erasures',
        });
        if (begun !== null) await parts.erasures.change(tx, begun, () => ({ jobId }));
      });
    }
    for (const { id, subjectKind, subjectId, state } of await parts.erasures.list(queries)) {
      // One that failed was never promised to anybody.
      if (state === 'failed') continue;
      if (!(await parts.subjects.find(context, queries, subjectKind, subjectId))) continue;
      await perform(context, id, { actor: theHouse('job'), signal, repeats: true });
    }
  };
}
