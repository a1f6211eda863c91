import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chartsOf } from '../../src/charts/test/some-charts.js';
import type { ChartSpec } from '../../src/values/chart.js';
import { describeWith } from '../harness/services.js';
import { violations } from './harness/accessibility.js';
import { openChartStand, type ChartStand } from './harness/chart-stand.js';

const drawn = (page: Page) => page.locator('.ch-chart-drawing svg');

describeWith('chromium', 'a chart on a page', (executablePath) => {
  let stand: ChartStand;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    stand = await openChartStand();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    page = await browser.newPage({ viewport: { width: 640, height: 480 } });
  });

  afterAll(async () => {
    await browser?.close();
    stand?.close();
  });

  async function show(spec: ChartSpec, language = 'en', theme: 'light' | 'dark' = 'light'): Promise<void> {
    await page.goto(stand.addressOf(spec, language, theme));
    await drawn(page).waitFor();
  }

  it.each([
    ['light', 640, 'lines'],
    ['dark', 320, 'donut'],
  ] as const)(
    'has nothing wrong for assistive technology, in the %s at %i px: %s',
    async (theme, width, name) => {
      await page.setViewportSize({ width, height: 480 });
      await show(chartsOf('uk')[name]!, 'uk', theme);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: /^Таблиця/ }).click();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.setViewportSize({ width: 640, height: 480 });
    },
  );

  it('is a table by the keyboard, with the figures and the way to the rows behind them', async () => {
    const spec = chartsOf('en')['bars']!;
    await show({ ...spec, links: spec.categories.map((_, index) => `/?month=${index}`) });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const table = page.getByRole('table', { name: spec.title });
    expect(await table.getByRole('rowheader').allTextContents()).toEqual(spec.categories);
    expect(await table.getByRole('cell').first().textContent()).toBe(
      new Intl.NumberFormat('en').format(spec.series[0]!.values[0]!),
    );
    expect(await table.getByRole('link').nth(2).getAttribute('href')).toBe('/?month=2');
  });

  it('opens the rows behind the column that is pressed', async () => {
    const spec = chartsOf('en')['bars']!;
    await show({ ...spec, links: spec.categories.map(() => '/?opened=1') });
    const box = await page.locator('.ch-chart-drawing').boundingBox();
    await page.mouse.click(box!.x + box!.width / 2, box!.y + 20);
    await page.waitForURL(/opened=1/);
  });

  it('hides a series and shows it again', async () => {
    const spec = chartsOf('en')['bars']!;
    await show(spec);
    const columns = drawn(page).locator('path[fill="#0a51a3"]');
    const button = page.getByRole('button', { name: spec.series[0]!.name });
    expect(await columns.count()).toBe(12);
    await button.click();
    expect(await button.getAttribute('aria-pressed')).toBe('false');
    expect(await columns.count()).toBe(0);
    await button.click();
    expect(await columns.count()).toBe(12);
  });

  it('follows the theme, and says in words what it shows', async () => {
    await show(chartsOf('en')['a year before']!);
    expect(await page.getByRole('img').first().getAttribute('aria-label')).toMatch(
      /^Sales by month\. Northwind Trading: from EUR\s120,000\.00 \(Jan 2024\) to EUR\s199,828\.00 \(Dec 2025\); least EUR\s109,201\.00 .+, most /,
    );
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
    await drawn(page).locator('path[stroke="#4a9cec"]').first().waitFor();
  });

  it('is taken along as a picture and as figures', async () => {
    await show(chartsOf('en')['bars']!);
    const saved = async (name: RegExp): Promise<Buffer> => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name }).click(),
      ]);
      return readFileSync(await file.path());
    };
    const png = await saved(/^PNG/);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2000, 1120]);
    expect((await saved(/^CSV/)).toString()).toMatch(
      /^\uFEFF.+,Northwind Trading,Lviv Central Representative Office\r\nJan 2024,/,
    );
  });
});
