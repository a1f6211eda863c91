// The dashboard as a browser asks for it, beside the same figures by hand: from the ledger's own rows, and from a rollup.
import { percentiles } from './measure.mjs';
import { command, cookieOf, serve } from './product.mjs';
import { openRaw } from './raw-database.mjs';
import { traffic } from './traffic.mjs';

/** October 2026, the last of the workload */
const LAST_MONTH = (2026 - 1900) * 12 + 9;
const FIRST_MONTHS = 30;
const READERS = 100;
const ADDRESS = '/admin/x/analytics/dashboard';

/** @param {(what: string, figure: string) => void} line prints one figure */
export async function benchDashboard(product, line) {
  const begun = performance.now();
  await command(['analytics', 'fold', '--json'], product.env);
  line('folding after the import', `${((performance.now() - begun) / 1000).toFixed(1)} s`);
  const house = await serve(product.env);
  const db = await openRaw(product.url);
  try {
    const headers = { cookie: await cookieOf(house.base), accept: 'application/json' };
    const read = async (address) => {
      const answer = await fetch(house.base + address, { headers });
      if (!answer.ok) throw new Error(`${address} was answered ${answer.status}`);
      return answer.json();
    };
    // Each span once: what was asked for to warm up is not asked for again.
    let asked = 0;
    const cold = await percentiles(() => read(addressOf(asked++)), { runs: 50, warmUp: 10 });
    const warm = await percentiles(() => read(addressOf(0)));
    const rollup = await percentiles((run) => all(db, ROLLUP, spanOf(run)), { runs: 60, warmUp: 10 });
    const scan = await percentiles((run) => all(db, LEDGER, spanOf(run)), { runs: 3, warmUp: 1 });
    line('dashboard never asked for before', figures(cold));
    line('dashboard asked for again', figures(warm));
    line(
      'the same figures by hand',
      `from a rollup ${figures(rollup)}; from the ledger's rows ${figures(scan)}`,
    );
    line(
      'dashboard against them at p50',
      `${(cold.p50 / rollup.p50).toFixed(2)} × the rollup; the ledger takes ${(scan.p50 / cold.p50).toFixed(0)} × as long as the dashboard`,
    );
    const many = await traffic({ url: house.base + addressOf(0), headers }, READERS);
    line(
      `${READERS} dashboards at once`,
      `p50/p95/p99 ${[many.p50, many.p95, many.p99].map((ms) => ms.toFixed(0)).join(' / ')} ms, ${Math.round(many.perSecond)} a second, ${many.errors} errors`,
    );
  } finally {
    await db.close();
    await house.stop();
  }
}

/**
 * Another span for every run, so that nothing is remembered: whole months up to the last one, beside as many months before and then
 * beside the same ones a year before.
 */
function spanOf(run) {
  const months = 2 + (run % FIRST_MONTHS);
  const back = run < FIRST_MONTHS ? months : 12;
  return {
    from: monthStart(LAST_MONTH - months + 1),
    to: monthEnd(LAST_MONTH),
    before: monthStart(LAST_MONTH - months + 1 - back),
    until: monthEnd(LAST_MONTH - back),
    compare: run < FIRST_MONTHS ? 'previous' : 'year-before',
  };
}

/** @param month months since January 1900 */
function monthStart(month) {
  return new Date(Date.UTC(0, month, 1)).toISOString().slice(0, 10);
}

function monthEnd(month) {
  return new Date(Date.UTC(0, month + 1, 0)).toISOString().slice(0, 10);
}

function addressOf(run) {
  const { from, to, compare } = spanOf(run);
  return `${ADDRESS}?${new URLSearchParams({ from, to, compare })}`;
}

async function all(db, statements, span) {
  for (const { sql, days } of statements)
    await db.all(
      sql,
      days.map((name) => span[name]),
    );
}

function figures({ p50, p95 }) {
  return `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
}

const NOW_AND_BEFORE = [
  ['from', 'to'],
  ['before', 'until'],
];
const inBoth = (sql) => NOW_AND_BEFORE.map((days) => ({ sql, days }));
const month = 'substr(cast(day as char(10)), 1, 7)';
const monthOf = (column) => `substr(cast(${column} as char(10)), 1, 7)`;

/** From the rollups of the product: whoever keeps one by hand keeps the same. */
const ROLLUP = [
  // sales, invoices, collection rate; collected; days to pay; and their course by month
  ...inBoth(
    `select ${month} as m, currency, sum(amount) as sales, sum(row_count) as invoices, sum(settled) as settled
       from analytics_day where fact = 'sale' and part <> 'void' and day between ? and ? group by 1, 2`,
  ),
  ...inBoth(
    `select ${month} as m, currency, sum(amount) as collected from analytics_day
      where fact = 'payment' and day between ? and ? group by 1, 2`,
  ),
  ...inBoth(
    `select ${month} as m, currency, sum(days) as days, sum(row_count) as paid from analytics_day
      where fact = 'settled' and day between ? and ? group by 1, 2`,
  ),
  // what is open, by how long it is overdue
  {
    sql: `select currency, sum(amount) as outstanding, sum(case when day < ? then amount else 0 end) as overdue
            from analytics_day where fact = 'open' group by currency`,
    days: ['to'],
  },
  {
    sql: `select currency, sum(case when fact = 'sale' then amount else -amount end) as outstanding from analytics_day
           where fact in ('sale', 'void', 'credit', 'allocation') and day <= ? group by currency`,
    days: ['until'],
  },
  // the course of what is open
  {
    sql: `select ${month} as m, currency, sum(case when fact = 'sale' then amount else -amount end) as moved from analytics_day
           where fact in ('sale', 'void', 'credit', 'allocation') and day between ? and ? group by 1, 2`,
    days: ['from', 'to'],
  },
  {
    sql: `select part, currency, sum(amount) as sales from analytics_day
           where fact = 'sale' and day between ? and ? group by 1, 2`,
    days: ['from', 'to'],
  },
  // representatives, of both periods
  ...inBoth(
    `select representative_id, currency, sum(amount) as sales from analytics_representative_month
      where fact = 'sale' and part <> 'void' and month between substr(?, 1, 7) and substr(?, 1, 7) group by 1, 2`,
  ),
];

const LEDGER = [
  ...inBoth(
    `select ${monthOf('issue_date')} as m, currency, sum(total) as sales, count(*) as invoices, sum(allocated + credited) as settled
       from invoice where status not in ('draft', 'void') and issue_date between ? and ? group by 1, 2`,
  ),
  ...inBoth(
    `select ${monthOf('received_on')} as m, currency, sum(amount) as collected from payment
      where received_on between ? and ? group by 1, 2`,
  ),
  ...inBoth(
    `select ${monthOf('settled_on')} as m, currency, count(*) as paid from invoice
      where settled_on between ? and ? group by 1, 2`,
  ),
  {
    sql: `select currency, sum(outstanding) as outstanding, sum(case when due_date < ? then outstanding else 0 end) as overdue
            from invoice where status in ('issued', 'partly_paid') group by currency`,
    days: ['to'],
  },
  {
    sql: `select i.currency, sum(i.total) - coalesce(sum(a.amount), 0) as outstanding from invoice i
            left join (select invoice_id, sum(amount) as amount from allocation where allocated_on <= ? group by invoice_id) a
              on a.invoice_id = i.id
           where i.status not in ('draft', 'void') and i.issue_date <= ? group by i.currency`,
    days: ['until', 'until'],
  },
  {
    sql: `select ${monthOf('allocated_on')} as m, currency, sum(amount) as moved from allocation
           where allocated_on between ? and ? group by 1, 2`,
    days: ['from', 'to'],
  },
  {
    sql: `select status, currency, sum(total) as sales from invoice
           where status <> 'draft' and issue_date between ? and ? group by 1, 2`,
    days: ['from', 'to'],
  },
  ...inBoth(
    `select representative_id, currency, sum(total) as sales from invoice
      where status not in ('draft', 'void') and issue_date between ? and ? group by 1, 2`,
  ),
];
