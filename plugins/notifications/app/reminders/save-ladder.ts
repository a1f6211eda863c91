import type { Actor } from '../../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { newId } from '../../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { refusalOfLadder } from '../../domain/check-ladder.js';
import type { Ladder, LadderContent } from '../../domain/ladder.js';
import type { ReminderNeeds } from './needs.js';

type Needs = Pick<ReminderNeeds, 'clock' | 'database' | 'ladders'>;

interface Which {
  readonly id: string;
  readonly version: number;
}

/** Refuses what `refusalOfLadder` does, and `ladder-name-taken`. */
export function makeCreateLadder({ clock, database, ladders }: Needs) {
  return async (actor: Actor, content: LadderContent): Promise<Result<Ladder, Refusal>> =>
    database.transaction(async (tx) => {
      const id = newId();
      const refusal = refusalOfLadder(content) ?? (await takenName(ladders, tx.queries, content.name, id));
      if (refusal) return err(refusal);
      await ladders.add(tx.queries, id, content, clock.now());
      await tx.audit({ actor, action: 'notifications.create-ladder', ...auditOf(id), after: shown(content) });
      return ok((await ladders.find(tx.queries, id))!);
    });
}

/** Refuses `unknown-ladder`, `changed-meanwhile`, and what a new one refuses. */
export function makeChangeLadder({ clock, database, ladders }: Needs) {
  return async (actor: Actor, which: Which, content: LadderContent): Promise<Result<Ladder, Refusal>> =>
    database.transaction(async (tx) => {
      const before = await ladders.find(tx.queries, which.id);
      if (!before) return err({ code: 'unknown-ladder' });
      const refusal =
        refusalOfLadder(content) ?? (await takenName(ladders, tx.queries, content.name, which.id));
      if (refusal) return err(refusal);
      if (!(await ladders.change(tx.queries, which, content, clock.now())))
        return err({ code: 'changed-meanwhile' });
      await tx.audit({
        actor,
        action: 'notifications.change-ladder',
        ...{ ...auditOf(which.id), before: shown(before), after: shown(content) },
      });
      return ok((await ladders.find(tx.queries, which.id))!);
    });
}

/** Refuses `unknown-ladder`, `changed-meanwhile`. */
export function makeDeleteLadder({ database, ladders }: Needs) {
  return async (actor: Actor, which: Which): Promise<Result<Ladder, Refusal>> =>
    database.transaction(async (tx) => {
      const before = await ladders.find(tx.queries, which.id);
      if (!before) return err({ code: 'unknown-ladder' });
      if (!(await ladders.remove(tx.queries, which))) return err({ code: 'changed-meanwhile' });
      await tx.audit({
        actor,
        action: 'notifications.delete-ladder',
        ...{ ...auditOf(which.id), before: shown(before), after: null },
      });
      return ok(before);
    });
}

/** The order in which ladders are asked: all of them, each once. Refuses `changed-meanwhile` when others are there than was thought. */
export function makeArrangeLadders({ database, ladders }: Needs) {
  return async (actor: Actor, ids: readonly string[]): Promise<Result<readonly Ladder[], Refusal>> =>
    database.transaction(async (tx) => {
      const before = (await ladders.all(tx.queries)).map(({ id }) => id);
      if ([...before].sort().join() !== [...ids].sort().join()) return err({ code: 'changed-meanwhile' });
      await ladders.arrange(tx.queries, ids);
      for (const [index, id] of ids.entries()) {
        const position = before.indexOf(id);
        if (position === index) continue;
        await tx.audit({
          actor,
          action: 'notifications.move-ladder',
          ...{ ...auditOf(id), before: { position: position + 1 }, after: { position: index + 1 } },
        });
      }
      return ok(await ladders.all(tx.queries));
    });
}

async function takenName(
  ladders: Needs['ladders'],
  queries: QueryHandle,
  name: string,
  id: string,
): Promise<Refusal | null> {
  const isTaken = (await ladders.all(queries)).some(
    (other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase(),
  );
  return isTaken ? { code: 'ladder-name-taken', name } : null;
}

function auditOf(entityId: string) {
  return { entity: 'ReminderLadder', entityId };
}

function shown({ name, active, segment, stages }: LadderContent): Readonly<Record<string, unknown>> {
  const { atLeast, ...lists } = segment;
  return { name, active, segment: { ...lists, atLeast: atLeast && String(atLeast) }, stages };
}
