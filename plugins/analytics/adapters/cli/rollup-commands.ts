import type { CliCommand } from '../../../../src/kernel/contributions.js';
import { ok } from '../../../../src/values/result.js';
import { makeRollups } from '../database/rollups.js';

const MOST_SHOWN = 1000;

const verify: CliCommand = {
  name: 'analytics verify',
  description:
    'Compares the rollups with the rows of the ledger, row by row; exit 1 when there is a difference.',
  async run({ context: { database } }) {
    const differences = await makeRollups(database.dialect).differences(database.queries, MOST_SHOWN);
    const lines = differences.map(
      ({ rollup, key, missing }) =>
        `${rollup} ${Object.values(key).join(' ')}: ${Object.entries(missing)
          .filter(([, value]) => value !== '0')
          .map(([sum, value]) => `${sum} ${value}`)
          .join(', ')}`,
    );
    const text = lines.length === 0 ? 'The rollups say what the ledger says.' : lines.join('\n');
    return ok({ json: { differences }, text, refused: differences.length > 0 });
  },
};

const rebuild: CliCommand = {
  name: 'analytics rebuild',
  description: 'Makes the rollups right from the rows of the ledger, while others read and write.',
  options: [
    {
      name: 'in-background',
      kind: 'boolean',
      description: 'Leaves it to a worker, and only says which job it is.',
    },
  ],
  async run({ context: { database, jobs }, actor, options, note }) {
    if (options['in-background'] === true) {
      const job = await jobs.schedule('analytics.rebuild-rollups', null, {
        unique: 'analytics.rebuild-rollups',
        requestedBy: actor,
      });
      return ok({ json: { job }, text: job });
    }
    await makeRollups(database.dialect).rebuild(database, (done, total) => {
      note(`${done} of ${total}`);
      return Promise.resolve();
    });
    return ok({ json: { rebuilt: true }, text: 'The rollups say what the ledger says.' });
  },
};

const fold: CliCommand = {
  name: 'analytics fold',
  description: 'Folds the changes that wait into the rollups: what a worker does every minute.',
  async run({ context: { database } }) {
    const rollups = makeRollups(database.dialect);
    let folded = 0;
    for (let batch = await rollups.fold(database); batch > 0; batch = await rollups.fold(database))
      folded += batch;
    return ok({ json: { folded }, text: `Folded: ${folded}` });
  },
};

export const rollupCommands = [verify, rebuild, fold];
