import { exponentOf, type CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { JournalEntry } from './entry.js';

export const JOURNAL_FORMATS = ['hledger', 'beancount'] as const;
export type JournalFormat = (typeof JOURNAL_FORMATS)[number];

interface Dialect {
  head(): string;
  entry(entry: JournalEntry): string;
  account(name: string, since: LocalDate): string;
  currency(code: CurrencyCode, since: LocalDate): string;
}

/** The journal as text, piece by piece. Accounts and currencies are declared at its end: only then is it known which there are. */
export async function* writeJournal(
  entries: AsyncIterable<JournalEntry>,
  format: JournalFormat,
): AsyncGenerator<string> {
  const dialect = DIALECTS[format];
  const accounts = new Map<string, LocalDate>();
  const currencies = new Map<CurrencyCode, LocalDate>();
  yield dialect.head();
  for await (const entry of entries) {
    for (const { account, currency } of entry.postings) {
      noteFirst(accounts, account.join(':'), entry.date);
      noteFirst(currencies, currency, entry.date);
    }
    yield dialect.entry(entry);
  }
  for (const [code, since] of [...currencies].sort()) yield dialect.currency(code, since);
  for (const [name, since] of [...accounts].sort()) yield dialect.account(name, since);
}

const hledger: Dialect = {
  head: () => 'decimal-mark .\n\n',
  entry({ date, code, text, postings }) {
    const lines = postings.map(
      ({ account, amount, currency }) => `    ${account.join(':')}  ${amount} ${currency}`,
    );
    return `${[`${date} (${oneLine(code).replace(/[()]/g, '')}) ${oneLine(text)}`, ...lines].join('\n')}\n\n`;
  },
  account: (name) => `account ${name}\n`,
  // An hledger commodity shows its decimals, and its decimal mark also where there are none.
  currency: (code) => `commodity 1000.${'0'.repeat(exponentOf(code))} ${code}\n`,
};

const beancount: Dialect = {
  head: () => '; -*- mode: beancount -*-\n\n',
  entry({ date, code, text, postings }) {
    const lines = postings.map(
      ({ account, amount, currency }) => `  ${account.join(':')}  ${amount} ${currency}`,
    );
    return `${[`${date} * ${quoted(code)} ${quoted(text)}`, ...lines].join('\n')}\n\n`;
  },
  account: (name, since) => `${since} open ${name}\n`,
  currency: (code, since) => `${since} commodity ${code}\n`,
};

const DIALECTS: Readonly<Record<JournalFormat, Dialect>> = { hledger, beancount };

function noteFirst<Name>(known: Map<Name, LocalDate>, name: Name, date: LocalDate): void {
  const first = known.get(name);
  if (first === undefined || date < first) known.set(name, date);
}

/** A semicolon begins a comment, a line break the next line. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replaceAll(';', ',')
    .trim();
}

function quoted(text: string): string {
  return `"${oneLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
