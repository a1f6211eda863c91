// A process of its own for each size: `decide.mjs write|decide RUNS BUNDLE DATABASE MOVEMENTS`.
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { residentMiB } from './measure.mjs';
import { openRaw } from './raw-database.mjs';

const SEED = 20261127;
const ROWS = 500;
const AT = '2026-11-01 00:00:00.000';
const written = { created_at: AT, updated_at: AT };

const [what, runs, bundle, file, movements] = process.argv.slice(2);
const { decide, generate, measure, precision, recall, tableOf, total } = await import(
  pathToFileURL(bundle).href
);
const world = () => generate({ seed: SEED, movements: Number(movements) });
await (what === 'write' ? writeRows(world().asked) : decideRows(Number(runs)));

async function writeRows({ payers, invoices, payments, movements, ownAccounts }) {
  const db = await openRaw(`file:${file}`);
  await db.begin();
  const { insert, createRepresentative } = db.importer();
  const ids = new Map();
  const write = async (table, rows) => {
    for (let from = 0; from < rows.length; from += ROWS) {
      const batch = rows.slice(from, from + ROWS);
      await insert(table, Object.keys(batch[0]), batch.map(Object.values));
    }
  };
  for (const { id, name } of payers) {
    ids.set(id, await createRepresentative(id));
    await db.all('update representative set name = ? where id = ? returning id', [name, ids.get(id)]);
  }
  await write(
    'bank_rule',
    payers.flatMap((payer) => rulesOf(payer, ids.get(payer.id))),
  );
  const numbers = new Set();
  await write(
    'invoice',
    invoices.map((invoice) => invoiceRow(invoice, ids, numbers)),
  );
  await write(
    'payment',
    payments.map((payment) => paymentRow(payment, ids)),
  );
  await write('bank_account', ownAccounts.map(accountRow));
  await write('bank_statement', [statementRow(ownAccounts[0], movements.length)]);
  await write('bank_transaction', movements.map(transactionRow));
  await db.commit();
  await db.close();
}

function rulesOf({ id, aliases, accounts }, representative_id) {
  const rule = (matches, value) => ({
    ...{ id: `${id} ${matches} ${value}`.slice(0, 60), matches, value, label: value, treat: 'payer' },
    ...{ representative_id, state: 'active', ...written },
  });
  return [
    ...aliases.map((name) => rule('name', name)),
    ...accounts.map((account) => rule('account', account)),
  ];
}

function invoiceRow(invoice, ids, numbers) {
  const { id, representativeId, issuedOn, dueOn, currency, outstanding } = invoice;
  // Two payers of a scene may have an invoice of one number: the ledger keeps numbers apart, so the second is told by its row.
  const number = numbers.has(invoice.number) ? `${invoice.number}#${Number(id.slice(4))}` : invoice.number;
  numbers.add(invoice.number);
  return {
    ...{ id, number, representative_id: ids.get(representativeId), status: 'issued', currency },
    ...{ issue_date: issuedOn, due_date: dueOn, net: outstanding, tax: 0, total: outstanding },
    ...{ allocated: 0, outstanding, disputed: 0, ...written },
  };
}

function paymentRow({ id, representativeId, receivedOn, currency, amount, reference }, ids) {
  return {
    ...{ id, representative_id: ids.get(representativeId), currency, amount, unallocated: amount },
    ...{ received_on: receivedOn, method: 'bank', reference, ...written },
  };
}

function accountRow(identifier) {
  return {
    ...{ id: identifier, name: identifier, identifier, currency: 'EUR', kind: 'bank' },
    ...{ journal_account: `Assets:Bank:${identifier}`, active: 1, ...written },
  };
}

function statementRow(account_id, lines) {
  return {
    ...{ id: 'statement', account_id, format: 'csv', file_name: 'bench.csv', file_digest: '0'.repeat(64) },
    ...{ to_date: '2026-08-31', closing: 0, lines, added: lines, created_at: AT },
  };
}

function transactionRow(movement) {
  return {
    ...{ id: movement.id, account_id: movement.ownAccount, statement_id: 'statement', identity: movement.id },
    ...{
      ordinal: 1,
      booked_on: movement.bookedOn,
      amount: movement.amount,
      fraction: movement.hasFraction ? 1 : 0,
    },
    ...{
      currency: movement.currency,
      end_to_end_id: movement.endToEndId,
      counterparty: movement.counterparty,
    },
    ...{
      counterparty_account: movement.account,
      text: movement.reference,
      settled: 0,
      state: 'open',
      ...written,
    },
  };
}

async function decideRows(runs) {
  const {
    asked: { policy, ownAccounts, treatments },
  } = generate({ seed: SEED, movements: 1 });
  const rest = { policy, ownAccounts, treatments };
  const times = { read: [], decide: [] };
  let [decision, asked, rowsMiB] = [null, null, null];
  for (let run = 0; run < runs; run += 1) {
    [decision, asked] = [null, null];
    asked = timed(times.read, () => ({ ...rest, ...readRows() }));
    rowsMiB ??= residentMiB(process.pid, 'VmHWM');
    decision = timed(times.decide, () => decide(asked));
  }
  const peakMiB = residentMiB(process.pid, 'VmHWM');
  const { kinds } = measure(decision, world());
  const all = total(kinds);
  process.stdout.write(
    JSON.stringify({
      ...{ movements: asked.movements.length, invoices: asked.invoices.length, links: decision.links.length },
      ...{ read: median(times.read), decide: median(times.decide), rowsMiB, peakMiB },
      ...{ precision: precision(all), recall: recall(all), table: tableOf(kinds) },
      ties: kinds.filter(({ isTie }) => isTie).reduce((sum, { linked }) => sum + linked, 0),
    }),
  );
}

function timed(times, work) {
  const begun = performance.now();
  const result = work();
  times.push((performance.now() - begun) / 1000);
  return result;
}

/** The bare driver and the plainest shape that can be decided on. */
function readRows() {
  const db = new Database(file, { readonly: true });
  db.defaultSafeIntegers();
  const all = (sql) => db.prepare(sql).all();
  const known = new Map();
  for (const { representative_id: id, matches, value } of all(
    `select representative_id, matches, value from bank_rule where treat = 'payer' and state = 'active'`,
  )) {
    if (!known.has(id)) known.set(id, { account: [], name: [] });
    known.get(id)[matches].push(value);
  }
  const rows = {
    payers: all('select id, name from representative').map(({ id, name }) => ({
      ...{ id, name, aliases: known.get(id)?.name ?? [], accounts: known.get(id)?.account ?? [] },
    })),
    invoices: all(
      `select id, number, representative_id as representativeId, issue_date as issuedOn, due_date as dueOn, currency, outstanding
         from invoice where status in ('issued', 'partly_paid') and outstanding > 0`,
    ).map((row) => ({ ...row, number: row.number.replace(/#\d+$/, '') })),
    payments: all(
      `select id, representative_id as representativeId, received_on as receivedOn, currency, amount, reference from payment`,
    ),
    movements: all(
      `select t.id, a.identifier as ownAccount, t.booked_on as bookedOn, t.amount - t.settled as amount, t.fraction <> 0 as hasFraction,
         t.currency, t.counterparty, t.counterparty_account as account, t.text as reference, t.end_to_end_id as endToEndId
         from bank_transaction t join bank_account a on a.id = t.account_id where t.state in ('open', 'suggested')`,
    ).map((row) => ({ ...row, hasFraction: row.hasFraction === 1n })),
  };
  db.close();
  return rows;
}

function median(times) {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
}
