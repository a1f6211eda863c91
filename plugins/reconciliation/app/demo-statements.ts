import type { LocalDate } from '../../../src/values/local-date.js';
import { addDays } from '../../../src/values/local-date.js';
import { formatAmount, money } from '../../../src/values/money.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { OpenInvoiceView, PayerView } from '../../billing/contract/settlement.js';
import type { AccountOpened } from '../contract/work.js';
import { proveStatement } from '../domain/prove-statement.js';
import type { Statement, StatementLine } from '../domain/statement.js';
import { sumOf } from '../domain/decimal.js';

export interface DemoStatement {
  readonly account: AccountOpened;
  readonly statement: Statement;
  readonly fileName: string;
}

interface Cast {
  readonly today: LocalDate;
  readonly payers: readonly PayerView[];
  readonly invoices: readonly OpenInvoiceView[];
}

const DAYS = 6;
const EURO = 'DE89370400440532013000';
const HRYVNIA = 'UA213223130000026007233566001';
const GATEWAY = 'GATEWAY-EUR-1';

/** How a payment came; what of an invoice it is stands in its text or nowhere. */
type Story = (cast: Teller) => Partial<StatementLine> | null;

/** Invoices of a currency as they are asked for, each once, newest first. */
class Teller {
  private readonly left: OpenInvoiceView[];

  constructor(
    { payers, invoices }: Cast,
    readonly currency: CurrencyCode,
  ) {
    this.names = new Map(payers.map(({ id, code, name }) => [code, { id, name }]));
    this.left = invoices
      .filter((invoice) => invoice.currency === currency && !invoice.disputed)
      .sort((one, other) => (one.number < other.number ? 1 : -1));
  }

  private readonly names: ReadonlyMap<string, { readonly id: string; readonly name: string }>;

  nameOf(code: string): string {
    return this.names.get(code)?.name ?? code;
  }

  invoice(code: string): OpenInvoiceView | null {
    const at = this.left.findIndex(({ representativeId }) => representativeId === this.names.get(code)?.id);
    return at === -1 ? null : (this.left.splice(at, 1)[0] ?? null);
  }

  written(minor: bigint): string {
    return formatAmount(money(minor, this.currency));
  }
}

const numbered =
  (
    code: string,
    text: (number: string) => string,
    part: (outstanding: bigint) => bigint = (all) => all,
  ): Story =>
  (teller) => {
    const invoice = teller.invoice(code);
    if (!invoice) return null;
    const amount = teller.written(part(invoice.outstanding));
    return { amount, counterparty: teller.nameOf(code), text: text(invoice.number) };
  };

/** The amount tells, and the name as the bank writes it. */
const named =
  (code: string, name: string, text: string): Story =>
  (teller) => {
    const invoice = teller.invoice(code);
    return invoice && { amount: teller.written(invoice.outstanding), counterparty: name, text };
  };

const merged =
  (code: string, text: string): Story =>
  (teller) => {
    const both = [teller.invoice(code), teller.invoice(code)];
    if (both.includes(null)) return null;
    const amount = both.reduce((sum, invoice) => sum + invoice!.outstanding, 0n);
    return { amount: teller.written(amount), counterparty: teller.nameOf(code), text };
  };

const plain =
  (amount: string, counterparty: string, text: string, account: string | null = null): Story =>
  () => ({ amount, counterparty, text, account });

const EURO_STORIES: readonly Story[] = [
  numbered('R-001', (number) => `Invoice ${number}`),
  named('R-002', 'AMBER WIRELESS SIA', 'Services of last month'),
  numbered(
    'R-001',
    (number) => `Part payment ${number}`,
    (all) => all / 2n,
  ),
  merged('R-009', 'Two invoices together'),
  numbered(
    'R-002',
    (number) => `${number} less charges`,
    (all) => all - 250n,
  ),
  numbered('R-001', (number) => `Payment for inv ${number.replace(/\D+/g, ' ').trim()}`),
  plain('312.40', 'Baltic Stationery OU', 'Refund, order 4471'),
  plain('1500.00', 'Payment gateway', 'Payout', GATEWAY),
  plain('-12.00', 'Bank', 'Account fee'),
];

const HRYVNIA_STORIES: readonly Story[] = [
  numbered('R-004', (number) => `Оплата за послуги згідно рах. ${number}`),
  named('R-007', 'LEV TELEKOM TOV', 'Оплата за транзит'),
  numbered(
    'R-005',
    (number) => `Часткова оплата, рахунок ${number}`,
    (all) => all / 4n,
  ),
  merged('R-008', 'Оплата за двома рахунками'),
  numbered(
    'R-004',
    (number) => `Рахунок ${number}, з авансом`,
    (all) => all + 100_000n,
  ),
  plain('2400.00', 'ФОП Мельниченко', 'Оплата за договором 17'),
  plain('-85.50', 'Банк', 'Комісія за обслуговування'),
];

const GATEWAY_STORIES: readonly Story[] = [
  named('R-009', 'Carpathian Data', 'Card payment'),
  plain('-1500.00', 'Lantern Networks', 'Payout', EURO),
  plain('-18.75', 'Gateway', 'Fees'),
];

/** Statements of the last days over what is open: paid with a number, by name, in part, together, less charges, and what nobody knows. */
export function demoStatements(cast: Cast): readonly DemoStatement[] {
  const terms = { kind: 'bank', expectedEveryDays: 7 } as const;
  const gateway = { kind: 'gateway', expectedEveryDays: null } as const;
  return [
    demoStatement(cast, 'EUR', EURO_STORIES, '18250.00', {
      account: { identifier: EURO, name: 'Main account, EUR', journalAccount: 'Assets:Bank:EUR', ...terms },
      fileName: 'main-eur.camt053.xml',
    }),
    demoStatement(cast, 'UAH', HRYVNIA_STORIES, '640000.00', {
      account: {
        identifier: HRYVNIA,
        name: 'Основний рахунок, UAH',
        journalAccount: 'Assets:Bank:UAH',
        ...terms,
      },
      fileName: 'main-uah.camt053.xml',
    }),
    demoStatement(cast, 'EUR', GATEWAY_STORIES, '2100.00', {
      account: {
        identifier: GATEWAY,
        name: 'Card gateway, EUR',
        journalAccount: 'Assets:Gateway:EUR',
        ...gateway,
      },
      fileName: 'gateway-eur.camt053.xml',
    }),
  ];
}

function demoStatement(
  cast: Cast,
  code: string,
  stories: readonly Story[],
  opening: string,
  { account, fileName }: Omit<DemoStatement, 'statement'>,
): DemoStatement {
  const currency = code as CurrencyCode;
  const first = addDays(cast.today, -DAYS);
  const teller = new Teller(cast, currency);
  const lines = stories.flatMap((story, index): StatementLine[] => {
    const said = story(teller);
    if (said === null) return [];
    const bookedOn = addDays(first, Math.floor((index * DAYS) / stories.length));
    const nothing = { endToEndId: null, bankReference: null, counterparty: null, account: null, text: null };
    return [{ ...nothing, bookedOn, valueOn: bookedOn, amount: '0', currency, reference: null, ...said }];
  });
  const closing = sumOf([opening, ...lines.map(({ amount }) => amount)]);
  const span = { from: first, to: addDays(cast.today, -1) };
  const statement = { account: account.identifier, currency, reference: null, opening, closing, ...span };
  return { account, fileName, statement: proveStatement({ ...statement, transactions: lines }) };
}
