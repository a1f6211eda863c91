import type { CliCommand, HealthReport, JobDefinition } from '../../kernel/contributions.js';
import type { House } from '../../kernel/plugin.js';
import { ok } from '../../values/result.js';
import type { HouseDatabase } from '../database/open-database.js';
import type { SecretKeys } from './key-ring.js';
import { firstWaiting, markOf, outOfFormerBoxes, sealEverything, waitingByTable } from './seal-everything.js';

const ROTATE = 'npx countinghouse keys rotate';

/** Values sealed under another key than the present one are sealed anew: by a job, or by a command. */
export function contributeSealing(house: House, database: HouseDatabase, keys: SecretKeys): void {
  const { ring, sealed: tables, unreadables } = database;
  const means = { database: database.port, ring, tables, inClear: outOfFormerBoxes(keys) };
  const former = (keys.formerKeys ?? []).length;

  const sealValues: JobDefinition<null> = {
    name: 'host.seal-values',
    permission: 'host.jobs.manage',
    parse: () => null,
    // Nothing to do but to read one row, once everything is sealed and no former key is named.
    repeat: { cron: '23 * * * *' },
    timeoutMs: 12 * 60 * 60_000,
    async run({ signal, progress }) {
      // While a former key is named, a process that has no other may still write under it.
      if (former === 0 && (await markOf(means)) === 'wanted') return;
      let done = 0;
      await sealEverything(means, async (rows, table) => {
        signal.throwIfAborted();
        done += rows;
        await progress(done, undefined, table);
      });
    },
  };

  const rotate: CliCommand = {
    name: 'keys rotate',
    description:
      'Seals everything that is encrypted in the database under the present SECRET_KEY. Broken off, it goes on when it is called again.',
    async run({ context, actor, note }) {
      let done = 0;
      const byTable = await sealEverything(means, async (rows, table) => {
        done += rows;
        note(`${table} ${done}`);
      });
      const sealed = byTable.reduce((sum, table) => sum + table.sealed, 0);
      const stuck = byTable.reduce((sum, table) => sum + table.stuck, 0);
      const text = context.translator.text(actor.language, 'host:cli.keys-rotated', { count: sealed });
      const left = context.translator.text(actor.language, 'host:cli.keys-stuck', { count: stuck });
      return ok({
        json: {
          key: ring.keyId,
          sealed,
          stuck,
          tables: byTable.filter((table) => table.sealed + table.stuck > 0),
        },
        text: stuck === 0 ? text : `${text}\n${left}`,
        refused: stuck > 0,
      });
    },
  };

  const status: CliCommand = {
    name: 'keys status',
    description:
      'Says what is not sealed under the present SECRET_KEY, and whether former keys are still needed.',
    async run({ context, actor }) {
      const waiting = await waitingByTable(means);
      const count = waiting.reduce((sum, { rows }) => sum + rows, 0);
      const isNeeded = count > 0 && former > 0;
      const which = count > 0 ? 'keys-waiting' : former > 0 ? 'keys-former-free' : 'keys-well';
      return ok({
        json: { key: ring.keyId, formerKeys: former, formerKeysNeeded: isNeeded, waiting },
        text: context.translator.text(actor.language, `host:cli.${which}`, { count, key: ring.keyId }),
      });
    },
  };

  async function health(): Promise<HealthReport> {
    const [unreadable] = unreadables.seen;
    if (unreadable !== undefined)
      return { state: 'failing', detail: `unreadable: ${unreadable}`, mend: 'SECRET_KEY_PREVIOUS' };
    const mark = await markOf(means);
    // Nobody has looked yet, or a process that has only the former key has written since.
    const mustLook = mark === null || (mark === 'wanted' && former > 0);
    const isDone = mustLook ? (await firstWaiting(means)) === null : mark === 'wanted';
    if (!isDone)
      return { state: 'warning', detail: `not everything is sealed under ${ring.keyId} yet`, mend: ROTATE };
    if (former > 0)
      return {
        state: 'well',
        detail: `everything is sealed under ${ring.keyId}: SECRET_KEY_PREVIOUS may go`,
      };
    return { state: 'well', detail: ring.keyId };
  }

  house.job(sealValues);
  for (const command of [rotate, status]) house.command(command);
  house.healthCheck({ name: 'sealing', check: health });
}
