// 10,000 reminders of 100,000 open invoices, planned and queued by the command as the walk of each day does it, beside the bare work of it
// in the same run: the same rows selected, and as many messages inserted by hand.
import { randomUUID } from 'node:crypto';
import { command } from './product.mjs';
import { openRaw } from './raw-database.mjs';

const OPEN = 100_000;
const DUE = 10_000;
const REPRESENTATIVES = 1_000;
const ROWS = 500;
const AT = '2026-11-01 00:00:00.000';

/**
 * @param {{ url: string, env: object }} product a migrated database
 * @param {(what: string, figure: string) => void} line prints one figure
 */
export async function benchReminders({ url, env }, line) {
  await writeLedger(url);
  const start = await timed(() => command(['--help'], env));
  const walk = await timed(() => command(['reminders', 'run', '--json'], env));
  const { messages } = JSON.parse(walk.value.output);
  if (messages !== DUE) throw new Error(`${messages} messages were queued, not ${DUE}`);
  const again = await timed(() => command(['reminders', 'run', '--json'], env));
  const bare = await timed(() => bareWork(url));
  line(
    `${DUE.toLocaleString('en')} reminders of ${OPEN.toLocaleString('en')} open invoices`,
    [
      `planned and queued in ${walk.seconds.toFixed(1)} s, ${start.seconds.toFixed(1)} of it the start of the program`,
      `once more, with nothing left to say, ${again.seconds.toFixed(1)} s`,
      `by hand ${bare.seconds.toFixed(1)} s`,
      `most memory ${Math.round(walk.value.peakMiB)} MiB`,
    ].join('; '),
  );
}

async function timed(work) {
  const begun = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - begun) / 1000 };
}

/** Due today, so that the stage of the day is told; all but a tenth are disputed, and are read for nothing. */
async function writeLedger(url) {
  const db = await openRaw(url);
  await db.begin();
  const { insert, createRepresentative } = db.importer();
  const representatives = [];
  for (let number = 0; number < REPRESENTATIVES; number += 1) {
    const id = await createRepresentative(`R-${number}`);
    await db.all('update representative set email = ? where id = ? returning id', [
      `r${number}@bench.test`,
      id,
    ]);
    representatives.push(id);
  }
  const today = new Date().toISOString().slice(0, 10);
  for (let from = 0; from < OPEN; from += ROWS) {
    const rows = Array.from({ length: ROWS }, (_, index) => ({
      ...{ id: randomUUID(), number: `INV-${from + index}`, status: 'issued', currency: 'EUR' },
      ...{ representative_id: representatives[(from + index) % REPRESENTATIVES] },
      ...{ issue_date: '2026-10-01', due_date: today, net: 10_000, tax: 0, total: 10_000, allocated: 0 },
      ...{ outstanding: 10_000, disputed: from + index < DUE ? 0 : 1, created_at: AT, updated_at: AT },
    }));
    await insert('invoice', Object.keys(rows[0]), rows.map(Object.values));
  }
  const segment = { officeIds: [], geoIds: [], currencies: [], representativeIds: [], atLeast: null };
  const ladder = randomUUID();
  const written = { created_at: AT, updated_at: AT };
  const ladders = [
    { id: ladder, name: 'Bench', position: 1, active: 1, segment: JSON.stringify(segment), ...written },
  ];
  await insert('reminder_ladder', Object.keys(ladders[0]), ladders.map(Object.values));
  const stages = [-3, 0, 3, 7].map((day) => ({
    ...{ id: randomUUID(), ladder_id: ladder, day, audience: 'representative' },
    ...{ channels: '["email"]', wording: 'plain', extra: '{}' },
  }));
  await insert('reminder_stage', Object.keys(stages[0]), stages.map(Object.values));
  await db.commit();
  await db.close();
}

/** The same rows selected, and the very messages that the walk wrote inserted again under other keys. */
async function bareWork(url) {
  const db = await openRaw(url);
  await db.all(
    `select invoice.*, representative.name, representative.email from invoice
     join representative on representative.id = invoice.representative_id where invoice.status = 'issued'`,
  );
  const messages = await db.all('select * from message');
  await db.begin();
  const { insert } = db.importer();
  for (let from = 0; from < messages.length; from += ROWS) {
    const rows = messages
      .slice(from, from + ROWS)
      .map((row) => ({ ...row, id: randomUUID(), unique_key: randomUUID() }));
    await insert('message', Object.keys(rows[0]), rows.map(Object.values));
  }
  await db.commit();
  await db.close();
}
