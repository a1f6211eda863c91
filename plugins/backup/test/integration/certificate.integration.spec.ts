import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDocuments, type HouseDocuments } from '../../../../src/host/documents/create-documents.js';
import { createTranslator, type HouseTranslator } from '../../../../src/host/i18n/create-translator.js';
import { LANGUAGES, type Language } from '../../../../src/kernel/permissions.js';
import type { Organisation } from '../../../../src/kernel/ports.js';
import { addressOf } from '../../../../test/harness/services.js';
import { silentLog } from '../../../../test/harness/silent-log.js';
import { certificateHtml } from '../../app/drills/print-certificate.js';

const browser = addressOf('chromium');
const withBrowser = browser ? describe : describe.skip;

const report = {
  ...{ madeAt: '2026-11-22T01:30:00.000Z', schemaVersion: '0006_copies-and-privacy', bytes: 48_213_994 },
  sha256: 'ab'.repeat(32),
  tables: Array.from({ length: 60 }, (_, at) => ({
    ...{ table: `table_${at}`, expected: at * 1013, found: at * 1013 },
  })),
  figures: [
    { figure: 'billing.outstanding.EUR', expected: '1284310.55', found: '1284310.55' },
    { figure: 'host.audit.digest', expected: 'cd'.repeat(32), found: 'cd'.repeat(32) },
    { figure: 'older.figure', expected: '1', found: null },
  ],
  trail: { entries: 20_481, faults: 0, seq: '20481', digest: 'cd'.repeat(32) },
};

const WORDS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Certificate of a restored backup', '22 November 2026', '20,481 entries'],
  uk: ['Свідоцтво про відновлення', '22 листопада 2026', 'запис, такий'],
  ru: ['Свидетельство о восстановлении', '22 ноября 2026', 'запись'],
};

withBrowser(`the certificate of a drill${browser ? '' : ' [skipped: there is no browser]'}`, () => {
  let documents: HouseDocuments;
  let translator: HouseTranslator;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'certificates-'));
    translator = await createTranslator(join(process.cwd(), 'locales'), []);
    documents = createDocuments({
      viewsRoot: join(process.cwd(), 'views'),
      ...{ translator, executablePath: browser ?? null, log: silentLog },
    });
  });
  afterAll(async () => {
    await documents.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(LANGUAGES)('says in %s what was restored and what was compared', async (language) => {
    const organisation: Organisation = {
      ...{ name: 'Svitlo & Sons <GmbH>', zone: 'Europe/Kyiv', currency: 'EUR', language },
      ...{ address: 'Khreshchatyk 1\nKyiv', taxNumber: '' },
    };
    const drill = {
      drillId: '01a21d85-540d-7028-91f2-5b468f5a4477',
      fileName: 'countinghouse-2026-11-22T0130.tar.gz.age',
      ...{ report, finishedAt: new Date('2026-11-22T04:05:00.000Z') },
    };
    const surroundings = { documents, translator, organisation: () => Promise.resolve(organisation) };
    const path = join(folder, `${language}.pdf`);
    writeFileSync(path, await documents.pdf(await certificateHtml(surroundings, drill, language)));
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
    for (const word of [...WORDS[language], 'Svitlo & Sons <GmbH>', 'billing.outstanding.EUR', 'table_59'])
      expect(text).toContain(word);
    expect(text).not.toContain('older.figure');
  });
});
