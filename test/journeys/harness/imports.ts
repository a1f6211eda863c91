import type { Page } from 'playwright-core';
import { action } from './panel.js';

/** On the import page: says what the file holds, and uploads it. */
export async function uploadFile(page: Page, kind: string, path: string): Promise<void> {
  await page.getByLabel('What does the file hold?').selectOption({ label: kind });
  await page.locator('input[type=file]').setInputFiles(path);
  await action(page, 'Upload').click();
}

/** The figures of a check or of an import, under the names that stand beside them. */
export async function importFigures(page: Page): Promise<Readonly<Record<string, string>>> {
  const figures = page.locator('main dl.ch-facts');
  await figures.waitFor();
  const names = await figures.locator('dt').allInnerTexts();
  const values = await figures.locator('dd').allInnerTexts();
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}
