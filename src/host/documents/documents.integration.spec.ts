import { expect, it, describe } from '@jest/globals';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../../../test/harness/services.js';
import type { Logger, Translator } from '../../kernel/ports.js';
import { DocumentsUnavailable } from '../../kernel/documents-unavailable.js';
import { createDocuments } from './create-documents.js';

const log: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const translator: Translator = {
  text: (language, key, facts) => `${language} ${key} ${JSON.stringify(facts ?? {})}`,
};

async function withViews(
  views: Record<string, string>,
  body: (viewsRoot: string) => Promise<void>,
): Promise<void> {
  const viewsRoot = await mkdtemp(join(tmpdir(), 'views-'));
  try {
    await mkdir(join(viewsRoot, 'layouts'));
    await mkdir(join(viewsRoot, 'partials'));
    await mkdir(join(viewsRoot, 'shop'));
    await writeFile(join(viewsRoot, 'layouts', 'print.hbs'), '<html>{{body}}</html>');
    for (const [name, text] of Object.entries(views)) await writeFile(join(viewsRoot, `${name}.hbs`), text);
    await body(viewsRoot);
  } finally {
    await rm(viewsRoot, { recursive: true, force: true });
  }
}

const documentsIn = (viewsRoot: string, executablePath: string | null = '/nowhere/browser') =>
  createDocuments({ viewsRoot, translator, executablePath, log });

describe('templates', () => {
  it('escape what people typed', () =>
    withViews({ 'shop/bill': '<p>{{name}}</p>' }, async (viewsRoot) => {
      const html = await documentsIn(viewsRoot).html(
        'shop/bill',
        { name: '<img src=x onerror=alert(1)>' },
        'en',
      );
      expect(html).toBe('<html><p>&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;</p></html>');
    }));

  it('refuse to leave a value unescaped', () =>
    withViews({ 'shop/bill': '<p>{{{name}}}</p>' }, async (viewsRoot) => {
      await expect(documentsIn(viewsRoot).html('shop/bill', { name: '' }, 'en')).rejects.toThrow(
        /escaped always/,
      );
    }));

  it('refuse to print without a value that they name', () =>
    withViews({ 'shop/bill': '<p>{{name}}</p>' }, async (viewsRoot) => {
      await expect(documentsIn(viewsRoot).html('shop/bill', {}, 'en')).rejects.toThrow(/name/);
    }));

  it.each([
    ['en', '1,234,567,890,123.45 1,234 5 March 2026 1.5 7.25 %'],
    ['uk', '1 234 567 890 123,45 1 234 5 березня 2026 р. 1,5 7,25 %'],
    ['ru', '1 234 567 890 123,45 1 234 5 марта 2026 г. 1,5 7,25 %'],
  ] as const)('write amounts, dates and shares as %s does', (language, sentence) =>
    withViews(
      {
        'shop/bill':
          "{{money '123456789012345' 'EUR'}} {{money '1234' 'JPY'}} {{date '2026-03-05'}} {{quantity '1500'}} {{rate 72500}}",
      },
      async (viewsRoot) => {
        const html = await documentsIn(viewsRoot).html('shop/bill', {}, language);
        expect(html.replace(/[\u00a0\u202f]/g, ' ')).toBe(`<html>${sentence}</html>`);
      },
    ),
  );

  it('take no file from outside the views', () =>
    withViews({}, async (viewsRoot) => {
      await expect(documentsIn(viewsRoot).html('../../etc/passwd', {}, 'en')).rejects.toThrow(/not the name/);
    }));
});

describe('a machine without a browser', () => {
  it('says so on the health page, with the command that mends it', async () => {
    expect(await documentsIn('/nowhere').health()).toEqual({
      state: 'warning',
      detail: 'PUPPETEER_EXECUTABLE_PATH names /nowhere/browser, which cannot be executed',
      mend: 'apt-get install chromium',
    });
  });

  it('refuses to print in its own words', async () => {
    await expect(documentsIn('/nowhere').pdf('<p>')).rejects.toBeInstanceOf(DocumentsUnavailable);
  });
});

describeWith('chromium', 'a document', (path) => {
  it('becomes a PDF', async () => {
    const documents = documentsIn('/nowhere', path);
    try {
      const bytes = await documents.pdf('<h1>Рахунок</h1>');
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    } finally {
      await documents.close();
    }
  });
});
