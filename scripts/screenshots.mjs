// The pictures of the README and of the pages in docs/, taken from a running demo:
//
//   npm run quickstart            (in another terminal)
//   node scripts/screenshots.mjs [http://127.0.0.1:3000 [name …]]
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './installation.mjs';

const ADDRESS = process.argv[2] ?? 'http://127.0.0.1:3000';
/** names of pictures; without any all are taken */
const WANTED = process.argv.slice(3);
const FOLDER = join(root, 'docs/images');
const BROWSERS = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** `open`: what is pressed once the page is there. */
const PICTURES = [
  { name: 'home', path: '/admin' },
  { name: 'invoices', path: '/admin/resources/Invoice' },
  { name: 'invoice', path: '/admin/resources/Invoice', open: 'tbody tr:first-child td a' },
  { name: 'import', path: '/admin/pages/imports-import', walk: checkLedger },
  {
    name: 'dashboard',
    path: '/admin/pages/analytics-dashboard?in=EUR',
    viewport: { width: 1280, height: 1000 },
    walk: drawn,
  },
  { name: 'forecast', path: '/admin/pages/analytics-forecast', viewport: { width: 1280, height: 900 } },
  { name: 'cash', path: '/admin/pages/analytics-cash', viewport: { width: 1280, height: 900 } },
  {
    name: 'report-builder',
    path: '/admin/pages/reports-builder?library=office-league',
    walk: lastTwelveMonths,
    viewport: { width: 1280, height: 900 },
  },
  { name: 'reports', path: '/admin/pages/reports-reports' },
  {
    name: 'reconcile',
    path: '/admin/pages/reconciliation-reconcile',
    viewport: { width: 1280, height: 900 },
  },
  { name: 'statements', path: '/admin/pages/reconciliation-statements' },
  {
    name: 'runs',
    path: '/admin/pages/reconciliation-runs',
    viewport: { width: 1280, height: 900 },
  },
  {
    name: 'notice-preferences',
    path: '/admin/pages/notifications-preferences',
    viewport: { width: 1280, height: 900 },
  },
  {
    name: 'notice-templates',
    path: '/admin/pages/notifications-templates',
    viewport: { width: 1280, height: 900 },
  },
  {
    name: 'reminder-ladder',
    path: '/admin/pages/notifications-ladder',
    viewport: { width: 1280, height: 1000 },
  },
  {
    name: 'backups',
    path: '/admin/pages/backup-backups',
    as: 'admin@demo.test',
    viewport: { width: 1280, height: 900 },
  },
  {
    name: 'backup-places',
    path: '/admin/pages/backup-places',
    as: 'admin@demo.test',
    viewport: { width: 1280, height: 900 },
  },
  {
    name: 'backup-restore',
    path: '/admin/pages/backup-restore',
    as: 'admin@demo.test',
    viewport: { width: 1280, height: 700 },
    walk: askForRepresentative,
  },
  {
    name: 'privacy-register',
    path: '/admin/pages/privacy-register',
    as: 'admin@demo.test',
    viewport: { width: 1280, height: 900 },
  },
  {
    name: 'privacy-retention',
    path: '/admin/pages/privacy-retention',
    as: 'admin@demo.test',
    viewport: { width: 1280, height: 900 },
  },
  { name: 'outbox', path: '/admin/resources/Message' },
  { name: 'bot-status', path: '/admin/pages/telegram-bot' },
  { name: 'invoices-dark', path: '/admin/resources/Invoice', colorScheme: 'dark' },
  { name: 'invoices-phone', path: '/admin/resources/Invoice', viewport: { width: 320, height: 640 } },
  // The last one: afterwards the demo's first year lies in a file.
  {
    name: 'closed-years',
    path: '/admin/pages/archive-years',
    as: 'admin@demo.test',
    walk: moveFirstYear,
    viewport: { width: 1280, height: 620 },
  },
];

const executablePath = BROWSERS.find((path) => path && existsSync(path));
if (!executablePath) {
  console.error('There is no Chromium: apt-get install chromium, or set CHROMIUM_PATH.');
  process.exit(1);
}
mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
});
try {
  for (const picture of PICTURES)
    if (WANTED.length === 0 || WANTED.includes(picture.name)) console.log(await take(picture));
} finally {
  await browser.close();
}

async function take({
  name,
  path,
  open,
  walk,
  as = 'operator@demo.test',
  colorScheme = 'light',
  viewport = { width: 1280, height: 760 },
}) {
  const context = await browser.newContext({
    viewport,
    colorScheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${ADDRESS}/admin/login`);
  await page.fill('input[name=email]', as);
  await page.fill('input[name=password]', 'countinghouse');
  await page.press('input[name=password]', 'Enter');
  await page.waitForSelector('main#content h1');
  await speakEnglish(page);
  await page.goto(ADDRESS + path);
  await settled(page);
  if (open) {
    await page.click(open);
    await page.waitForLoadState('networkidle');
    await settled(page);
  }
  if (walk) await walk(page);
  const file = join(FOLDER, `${name}.png`);
  await page.screenshot({ path: file });
  await context.close();
  return `docs/images/${name}.png`;
}

/** A ledger with two rows that cannot be taken, up to its report; nothing is imported. */
async function checkLedger(page) {
  const rows = Array.from(
    { length: 40 },
    (_, index) => `K-${100 + index},R-001,2026-09-0${(index % 9) + 1},120.50`,
  );
  const ledger = [
    'number,representative,issueDate,amount',
    ...rows,
    'K-900,R-001,2026-02-30,75.00',
    'K-901,R-001,2026-09-14,-5.00',
  ];
  await page.getByLabel('What does the file hold?').selectOption('invoices');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'september.csv', mimeType: 'text/csv', buffer: Buffer.from(ledger.join('\n')) });
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('heading', { name: 'Rows that cannot be taken' }).waitFor();
}

/** Charts are drawn once the page stands. */
async function drawn(page) {
  await page.locator('.dashboard-widget svg').nth(12).waitFor();
  await page.waitForLoadState('networkidle');
}

/** A month of the demo is few rows; a year shows what a report looks like. */
async function lastTwelveMonths(page) {
  await page.getByLabel('Days', { exact: true }).selectOption({ label: 'Last 12 months' });
  await page.keyboard.press('Control+Home');
  await page.waitForLoadState('networkidle');
  await page
    .locator('.reports-preview[aria-busy=false] .ch-chart svg, .reports-preview[aria-busy=false] canvas')
    .first()
    .waitFor();
}

/** Somebody has written over a name since the backup, and asks to have the representative back as it was. */
async function askForRepresentative(page) {
  await page.goto(`${ADDRESS}/admin/resources/Representative?filters.name=Harbour%20Telecom`);
  await settled(page);
  await page.locator('main tbody a').first().click();
  await page.waitForURL('**/show');
  await page.goto(page.url().replace('/show', '/edit'));
  await settled(page);
  await page.getByLabel('Contact', { exact: true }).fill('Nobody in particular');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL('**/show');
  await page.goto(`${ADDRESS}/admin/pages/backup-restore`);
  await settled(page);
  await page.getByRole('button', { name: 'Ask for a restoration' }).click();
  await page.getByRole('combobox', { name: 'Representatives that are here' }).fill('Harbour Telecom');
  await page.getByRole('option', { name: 'Harbour Telecom' }).first().click();
  await page.getByLabel('Records that are different here').selectOption('Become as in the backup');
  await page.getByRole('button', { name: 'See what it would do' }).click();
  await page.getByText('Now somebody else', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).first().click();
}

/** Two years are closed, and the first of them goes to a file. */
async function moveFirstYear(page) {
  const month = `${new Date().getFullYear() - 1}-12`;
  await page.evaluate(
    (body) =>
      fetch('/admin/x/host/actions/Period/close', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    { ids: [], input: { month } },
  );
  await page.reload();
  await settled(page);
  const first = page.locator('main tbody tr').last();
  const year = (await first.locator('td').first().innerText()).trim();
  await first.getByRole('button', { name: `Move ${year} to a file…` }).click();
  await page.getByLabel(`Type ${year} to confirm`).fill(year);
  await page.getByRole('button', { name: 'Move the year' }).click();
  await first.getByText('In a file', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).first().click();
}

async function speakEnglish(page) {
  await page.evaluate(() =>
    fetch('/admin/x/host/language', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ language: 'en' }),
    }),
  );
}

async function settled(page) {
  await page.waitForSelector('main#content h1');
  await page.locator('.ch-loading, .ch-skeleton').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
}
