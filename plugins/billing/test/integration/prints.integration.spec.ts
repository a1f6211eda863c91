import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createDocuments, type HouseDocuments } from '../../../../src/host/documents/create-documents.js';
import { createTranslator } from '../../../../src/host/i18n/create-translator.js';
import { LANGUAGES, type Language } from '../../../../src/kernel/permissions.js';
import { forEachDialect, silentLog, type TestDatabase } from '../../../../test/harness/database.js';
import { addressOf, describeWith } from '../../../../test/harness/services.js';
import { provideDocuments } from '../../documents-service.js';
import {
  aLine,
  codeOf,
  day,
  openBilling,
  operator,
  percent,
  value,
  type BillingHouse,
} from './billing-house.js';

describeWith('chromium', 'prints', () => {
  forEachDialect('of invoices', (dialect, open) => {
    let database: TestDatabase;
    let documents: HouseDocuments;
    let house: BillingHouse;
    let invoiceId: string;

    beforeAll(async () => {
      database = await open();
      const translator = await createTranslator(join(process.cwd(), 'locales'), []);
      documents = createDocuments({
        viewsRoot: join(process.cwd(), 'views'),
        translator,
        executablePath: addressOf('chromium') ?? null,
        log: silentLog,
      });
      house = openBilling(database, { documents, translator });
      const representativeId = await house.representative({ code: 'HARBOUR' });
      const lines = [
        aLine({ description: 'Transit <b>10G</b>, Riga — Київ', unitPrice: 123_456n, taxRate: percent(21) }),
        aLine({
          description: 'Support',
          quantity: 2500n,
          unitPrice: 9_900n,
          discountRate: percent(10),
          taxRate: percent(5),
        }),
        ...Array.from({ length: 30 }, (_, n) =>
          aLine({ description: `Port ${n + 1}`, unitPrice: 4_500n, taxRate: percent(21) }),
        ),
      ];
      const draft = { representativeId, currency: null, termDays: 14, taxInclusive: false, lines };
      const note = 'Please quote the number of the invoice.\nДякуємо!';
      invoiceId = value(await house.billing.createDraftInvoice(operator, { ...draft, note })).invoiceId;
    });
    afterAll(async () => {
      await documents.close();
      await database.close();
    });

    it('are not made of drafts', async () => {
      expect(codeOf(await house.billing.printInvoice(operator, { invoiceId, language: 'en' }))).toBe(
        'invoice-not-issued',
      );
      value(await house.billing.issueInvoice(operator, { invoiceId, issueDate: day('2026-03-01') }));
    });

    it('are the same bytes for ever, also when two are asked for first at once', async () => {
      const print = async () =>
        value(await house.billing.printInvoice(operator, { invoiceId, language: 'uk' })).bytes.toString(
          'base64',
        );
      const [first, ...others] = await Promise.all([print(), print(), print()]);
      expect(others).toEqual([first, first]);
      await house.tables
        .updateTable('invoice')
        .set({ note: 'changed by hand' })
        .where('id', '=', invoiceId)
        .execute();
      expect(await print()).toBe(first);
      const { count } = await house.tables
        .selectFrom('invoice_document')
        .select((row) => row.fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      expect(Number(count)).toBe(1);
    });

    it('are given to other plugins with the digest by which a copy is known again', async () => {
      const print = async (language: Language) =>
        value(await provideDocuments(house.billing).invoice(operator, { invoiceId, language }));
      const [uk, again, ru] = [await print('uk'), await print('uk'), await print('ru')];
      expect(uk.digest).toBe(createHash('sha256').update(uk.bytes).digest('hex'));
      expect(again.digest).toBe(uk.digest);
      expect(ru.digest).not.toBe(uk.digest);
    });

    it.each(LANGUAGES)('come in %s, with the credit note and the statement', async (language) => {
      const invoice = value(await house.billing.printInvoice(operator, { invoiceId, language }));
      const asked = { invoiceId, amount: 1_000n, reason: 'Outage <i>of</i> 3 March', issueDate: null };
      const { creditNoteId } = value(await house.billing.issueCreditNote(operator, asked));
      const creditNote = value(await house.billing.printCreditNote(operator, { creditNoteId, language }));
      const span = { from: day('2026-01-01'), to: day('2026-03-31'), currency: null };
      const account = { representative: { code: 'HARBOUR' }, ...span, language };
      const statement = value(await house.billing.printStatement(operator, account));
      for (const print of [invoice, creditNote, statement]) {
        expect(print.bytes.subarray(0, 5).toString()).toBe('%PDF-');
        expect(print.fileName).toMatch(/^[\w.-]+\.pdf$/);
      }
      if (dialect === 'sqlite') keepToLookAt(language, { invoice, creditNote, statement });
    });
  });
});

/** PRINTS_FOLDER=… keeps what was printed, for a person to look at. */
function keepToLookAt(language: string, prints: Readonly<Record<string, { readonly bytes: Buffer }>>): void {
  const folder = process.env['PRINTS_FOLDER'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  for (const [name, { bytes }] of Object.entries(prints))
    writeFileSync(join(folder, `${name}-${language}.pdf`), bytes);
}
