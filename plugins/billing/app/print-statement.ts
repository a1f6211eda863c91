import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { Documents, Organisation, Translator } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Print } from './print-invoice.js';
import type { Statement, StatementAsked, StatementEntry } from './statement-of-account.js';

/** Some eighty pages: what a browser lays out in a few seconds. */
export const MOST_PRINTED_ENTRIES = 3_000;

interface Needs {
  readonly organisation: () => Promise<Organisation>;
  readonly documents: Documents;
  readonly translator: Translator;
  readonly statementOfAccount: (actor: Actor, asked: StatementAsked) => Promise<Result<Statement, Refusal>>;
}

/** Refuses what the statement refuses, and `statement-too-long`. Throws DocumentsUnavailable. */
export function makePrintStatement({ organisation, documents, translator, statementOfAccount }: Needs) {
  return async (
    actor: Actor,
    asked: StatementAsked & { readonly language: Language },
  ): Promise<Result<Print, Refusal>> => {
    const { language } = asked;
    const found = await statementOfAccount(actor, asked);
    if (!found.ok) return found;
    const { representative, ...statement } = found.value;
    const entries: StatementEntry[] = [];
    for await (const entry of statement.entries()) {
      if (entries.length === MOST_PRINTED_ENTRIES) {
        return err({ code: 'statement-too-long', most: MOST_PRINTED_ENTRIES });
      }
      entries.push(entry);
    }
    const { from, to, archivedYears: years } = statement;
    const html = await documents.html(
      'billing/statement',
      {
        title: translator.text(language, 'billing:documents.statement.title', {
          code: representative.code,
          from,
          to,
        }),
        organisation: await organisation(),
        representative,
        period: representative.code,
        statement,
        archived:
          years.length === 0
            ? null
            : translator.text(language, 'billing:documents.statement.archived', {
                years: new Intl.ListFormat(language).format(years.map(String)),
              }),
        entries: entries.map((entry) => ({
          ...entry,
          kindKey: `billing:documents.statement.kinds.${entry.kind}`,
          debit: entry.amount > 0n ? entry.amount : null,
          credit: entry.amount > 0n ? null : -entry.amount,
        })),
      },
      language,
    );
    const fileName = `${representative.code.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}-${from}-${to}.pdf`;
    return ok({ fileName, bytes: await documents.pdf(html) });
  };
}
