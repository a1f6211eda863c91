import type { Language } from '../../../src/kernel/permissions.js';
import type { Documents, Organisation, Translator } from '../../../src/kernel/ports.js';
import { exponentOf, type CurrencyCode } from '../../../src/values/currency.js';
import { sayIn, type ReportLine, type ReportList, type RunReport } from './run-report.js';

/** Of each list: four full ones make some hundred pages. Whoever needs more than that needs the workbook. */
export const MOST_PRINTED_LINES = 1_000;

interface Needs {
  readonly organisation: () => Promise<Organisation>;
  readonly documents: Documents;
  readonly translator: Translator;
}

/** The report of a run on paper; longer lists say how many lines are not shown. Throws DocumentsUnavailable. */
export function makePrintRun({ organisation, documents, translator }: Needs) {
  return async (report: RunReport, language: Language, most = MOST_PRINTED_LINES): Promise<Buffer> => {
    const figure = figureIn(language);
    const say = sayIn(translator, language);
    const printed = async (list: ReportList) => {
      const { kept, left } = await firstOf(list.lines(), most);
      return {
        title: list.title,
        headings: list.headings,
        lines: kept.map((line) => ({ ...line, amount: figure(line.amount, line.currency) })),
        left: left === 0 ? '' : say('notShown', { count: left }),
      };
    };
    const lists = [];
    for (const list of report.lists) lists.push(await printed(list));
    const html = await documents.html(
      'reconciliation/run-report',
      {
        title: report.title,
        began: report.began,
        organisation: await organisation(),
        facts: report.facts,
        totals: {
          headings: report.totals.headings,
          counts: {
            title: report.totals.counts.title,
            numbers: report.totals.counts.numbers.map((count) =>
              new Intl.NumberFormat(language).format(count),
            ),
          },
          amounts: report.totals.amounts.map(({ currency, amounts }) => ({
            currency,
            amounts: amounts.map((amount) => figure(amount, currency)),
          })),
        },
        notes: report.notes,
        lists: lists.filter(({ lines }) => lines.length > 0),
      },
      language,
    );
    return documents.pdf(html);
  };
}

async function firstOf(lines: AsyncIterable<ReportLine>, most: number) {
  const kept: ReportLine[] = [];
  let left = 0;
  for await (const line of lines)
    if (kept.length < most) kept.push(line);
    else left += 1;
  return { kept, left };
}

/** Decimal text is formatted digit by digit, beyond what a number could hold (ECMA-402, NumberFormat v3). */
function figureIn(language: Language): (amount: string, currency: CurrencyCode) => string {
  return (amount, currency) => {
    const decimals = exponentOf(currency);
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return new Intl.NumberFormat(language, digits).format(amount as `${number}`);
  };
}
