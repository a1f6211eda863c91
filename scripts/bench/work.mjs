// The doors of the work screen over a served house: pages, the summary with its proofs, one transaction, and deciding anew about one.
import { percentiles } from './measure.mjs';
import { cookieOf, createUser, serve } from './product.mjs';
import { openRaw } from './raw-database.mjs';

const DOORS = '/admin/x/reconciliation';
const MOVEMENTS = 400;
const FEW = { runs: 100, warmUp: 10 };

/**
 * @param product a database that `decide.mjs write` has filled
 * @param {(what: string, figure: string) => void} line prints one figure
 */
export async function benchWork({ url, env }, line) {
  await createUser(env);
  const { accountId, ids, name } = await someOf(url);
  const house = await serve(env);
  try {
    const headers = {
      cookie: await cookieOf(house.base),
      accept: 'application/json',
      origin: house.base,
      'content-type': 'application/json',
    };
    const ask = async (path, method = 'GET') => {
      const answer = await fetch(house.base + DOORS + path, {
        ...{ method, headers },
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${text.slice(0, 300)}`);
    };
    const measured = async (what, work, runs = FEW) => line(what, figures(await percentiles(work, runs)));
    const page = (asked) => () => ask(`/work?${new URLSearchParams(asked)}`);
    const one = (run) => ids[run % ids.length];
    await measured('first page of what waits', page({}));
    await measured('the same of one account', page({ account: accountId }));
    await measured('what a name is found in', page({ term: name }));
    await measured('what nothing is found in', page({ term: 'nobody of this name' }));
    await measured('summary and proofs', () => ask('/work/summary'));
    await measured('summary of one account', () => ask(`/work/summary?account=${accountId}`));
    await measured('deciding anew about one', (run) => ask(`/transactions/${one(run)}/look`, 'POST'), {
      runs: ids.length - 10,
      warmUp: 10,
    });
    await measured('one with its candidates', (run) => ask(`/transactions/${one(run)}`));
  } finally {
    await house.stop();
  }
}

/** Movements all over the statement, an account, and a name that is found. */
async function someOf(url) {
  const db = await openRaw(url);
  const [{ n }] = await db.all('select count(*) as n from bank_transaction');
  const found = await db.all(
    'select id, account_id, counterparty from bank_transaction where rowid % ? = 0 and counterparty is not null',
    [Math.max(1, Math.floor(n / MOVEMENTS))],
  );
  await db.close();
  return { accountId: found[0].account_id, ids: found.map(({ id }) => id), name: found.at(-1).counterparty };
}

function figures({ p50, p95 }) {
  return `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
}
