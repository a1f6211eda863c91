import ExcelJS from 'exceljs';
import type { Language } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { csvLine } from '../../../../src/values/csv-cell.js';
import { defuseFormula } from '../../../../src/values/defuse-formula.js';
import { instantInWriting } from '../../../../src/values/in-writing.js';
import type { RetentionParts } from '../../app/retention.js';
import { registerTable, type RegisterTable } from '../register-table.js';

export const REGISTER_FORMATS = ['pdf', 'xlsx', 'csv'] as const;
export type RegisterFormat = (typeof REGISTER_FORMATS)[number];

export const REGISTER_TYPES: Readonly<Record<RegisterFormat, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** By it spreadsheets know UTF-8. */
const MARK = '\uFEFF';
/** characters, in the order of the columns */
const WIDTHS = [26, 44, 28, 36, 44, 30, 28];

/** The register of processing as a file. Throws `DocumentsUnavailable` where a PDF is wanted and nothing prints. */
export async function writeRegister(
  parts: RetentionParts,
  context: PluginContext,
  { format, language }: { readonly format: RegisterFormat; readonly language: Language },
): Promise<Buffer> {
  const table = await registerTable(parts, context, language);
  if (format === 'csv') return Buffer.from(MARK + [table.headings, ...table.rows].map(csvLine).join(''));
  if (format === 'xlsx') return workbookOf(table);
  return context.documents.pdf(await registerHtml(context, table, language));
}

export async function registerHtml(
  { database, documents, organisation, translator }: PluginContext,
  { title, headings, rows }: RegisterTable,
  language: Language,
): Promise<string> {
  const house = await organisation();
  const madeAt = instantInWriting(await database.now(), house.zone, language);
  return documents.html(
    'privacy/register',
    {
      ...{ title, organisation: house },
      madeAt: translator.text(language, 'privacy:panel.register.madeAt', { madeAt }),
      classes: rows.map(([heading = '', ...cells]) => ({
        heading,
        facts: cells
          .map((value, place) => ({ name: headings[place + 1] ?? '', value }))
          .filter(({ value }) => value !== ''),
      })),
    },
    language,
  );
}

async function workbookOf({ title, headings, rows }: RegisterTable): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(title.slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = headings.map((_, place) => ({
    width: WIDTHS[place] ?? 24,
    style: { alignment: { wrapText: true, vertical: 'top' } },
  }));
  const header = sheet.addRow(headings.map(defuseFormula));
  header.font = { bold: true, color: { argb: 'FFFFFFFF' } };
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4B99' } };
  for (const row of rows) sheet.addRow(row.map(defuseFormula));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
