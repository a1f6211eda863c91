import type { Restoration, StoredRow, StoredTable } from '../../../../src/kernel/copies.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import {
  decideChosen,
  decideNeeded,
  isConflict,
  noteDifference,
  type GroupStanding,
} from '../../domain/chosen-records.js';
import type { Difference } from '../../domain/compare-tables.js';
import type { TableEffect } from '../../domain/effect.js';
import type { ConflictPolicy } from '../../domain/wanted.js';
import { bringTables, differencesOf, isLeaf, lookAtTables, type TableToBring } from './bring-back.js';
import type { ChosenRecords } from './choose-records.js';
import type { Side, Sides } from './sides.js';

export interface ChosenCopy {
  readonly tables: readonly StoredTable[];
  readonly sides: Sides;
  readonly now: Date;
  readonly chosen: ChosenRecords;
  readonly conflicts: ConflictPolicy;
}

/** Refuses `restore-conflict` { count } when a record is here, is another, and the policy is to refuse. */
export async function lookAtChosen(copy: ChosenCopy): Promise<Result<readonly TableEffect[], Refusal>> {
  const tables = await tablesToBring(copy);
  return tables.ok ? ok(await lookAtTables(tables.value)) : tables;
}

export async function bringChosen(
  copy: ChosenCopy,
  here: Restoration,
): Promise<Result<readonly TableEffect[], Refusal>> {
  const tables = await tablesToBring(copy);
  return tables.ok ? ok(await bringTables(tables.value, here)) : tables;
}

async function tablesToBring(copy: ChosenCopy): Promise<Result<readonly TableToBring[], Refusal>> {
  const { tables, chosen, now, conflicts } = copy;
  const standings = await standingsOf(copy);
  const inConflict = [...standings.values()].filter(isConflict).length;
  if (conflicts === 'refuse' && inConflict > 0) return err({ code: 'restore-conflict', count: inConflict });
  return ok(
    chosen.tables.map((table) => ({
      ...{ table, now, sides: narrowed(copy, table), isLeaf: isLeaf(tables, table) },
      decide(difference) {
        const group = chosen.groupOf(table, rowOf(difference));
        const standing = group === null ? undefined : standings.get(group);
        return standing ? decideChosen(standing, conflicts, difference) : decideNeeded(difference);
      },
    })),
  );
}

async function standingsOf(copy: ChosenCopy): Promise<ReadonlyMap<string, GroupStanding>> {
  const { chosen, now } = copy;
  const standings = new Map<string, GroupStanding>();
  for (const table of chosen.tables)
    for await (const difference of differencesOf({ table, now, sides: narrowed(copy, table) })) {
      const group = chosen.groupOf(table, rowOf(difference));
      if (group === null) continue;
      const standing = standings.get(group) ?? { isHere: false, isCopied: false, differs: false };
      standings.set(group, standing);
      noteDifference(standing, difference);
    }
  return standings;
}

/** Both sides without the rows that are no part of it. */
function narrowed({ sides, chosen }: ChosenCopy, table: StoredTable): Sides {
  const isPart = (row: StoredRow) => chosen.groupOf(table, row) !== null || chosen.isNeeded(table, row);
  const only = ({ queries, rows }: Side): Side => ({
    queries,
    async *rows(of) {
      for await (const batch of rows(of)) yield batch.filter(isPart);
    },
  });
  return { copied: only(sides.copied), here: only(sides.here) };
}

function rowOf(difference: Difference): StoredRow {
  return difference.kind === 'removed' ? difference.before : difference.row;
}
