// A world of payers, invoices and movements that grows scene by scene, and what is true of each movement because it was made so.
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { exponentOf } from '../../../../src/values/currency.js';
import { addDays, type LocalDate } from '../../../../src/values/local-date.js';
import { defaultPolicy } from '../../domain/decide/policy.js';
import type { BankMovement, OpenInvoice, Payer, RecordedPayment, ToDecide } from '../../domain/decision.js';
import { asBankPrints, companyName, type CompanyName, type Script } from './names.js';
import { STYLES } from './numbering.js';
import type { Chance } from './random.js';

/** What a movement may be linked to and be right. */
export interface Answer {
  readonly allocations?: readonly { readonly invoiceId: string; readonly amount: bigint }[];
  readonly paymentId?: string;
  readonly counterMovementId?: string;
}

export interface Truth {
  readonly kind: string;
  /** any other link is wrong; none: every link is */
  readonly answers: readonly Answer[];
  /** what was meant can be told from what is there */
  readonly isDecidable: boolean;
  /** two answers are equally good */
  readonly isTie: boolean;
}

export interface World {
  readonly asked: ToDecide;
  /** by the movement's id */
  readonly truths: ReadonlyMap<string, Truth>;
}

export interface KnownPayer extends Payer {
  readonly company: CompanyName;
  readonly currency: CurrencyCode;
  readonly account: string;
  /** of its office: invoices of some styles are numbered by office */
  readonly series: string;
}

export const FIRST_DAY = '2026-01-05' as LocalDate;
const DAYS = 280;
const CURRENCIES = [
  'EUR',
  'EUR',
  'EUR',
  'UAH',
  'UAH',
  'USD',
  'PLN',
  'JPY',
  'KWD',
] as unknown as readonly CurrencyCode[];
const SERIES = ['KY', 'LV', 'OD'];
const OWN_ACCOUNTS = ['UA213223130000026007233566001', 'DE89370400440532013000', 'LT121000011101001000'];

export type WorldBuilder = ReturnType<typeof worldBuilder>;

/** Adds invoices and movements to a world, with what is true of them. */
export type Scene = (world: WorldBuilder) => void;

/** @param payers how many share the scenes; scenes that need one of their own make it */
export function worldBuilder(chance: Chance, payers: number) {
  const all: KnownPayer[] = [];
  const invoices: OpenInvoice[] = [];
  const payments: RecordedPayment[] = [];
  const movements: BankMovement[] = [];
  const truths = new Map<string, Truth>();
  const counts = new Map<string, number>();
  const taken = new Set<string>();

  /** A payer whom nobody else's scene touches. */
  function newPayer(given: Partial<Pick<KnownPayer, 'company' | 'currency' | 'aliases'>> = {}): KnownPayer {
    const place = all.length;
    const script: Script = chance.pick(['en', 'uk', 'ru'] as const);
    const company = given.company ?? companyName(chance, script, place);
    const payer = {
      id: `rep-${place}`,
      name: company.full,
      aliases: given.aliases ?? (chance.percent(10) ? [`${company.core} Treasury ${place}`] : []),
      account: accountOf(chance, place),
      accounts: [] as string[],
      company,
      currency: given.currency ?? chance.pick(CURRENCIES),
      series: chance.pick(SERIES),
    };
    all.push(payer);
    return payer;
  }

  const pool = Array.from({ length: payers }, () => newPayer());
  const aliased = pool.filter(({ aliases }) => aliases.length > 0);

  /** From here on the payer is known to pay from its account, or from another. */
  function knowAccount(payer: KnownPayer, account = payer.account): void {
    if (!payer.accounts.includes(account)) (payer.accounts as string[]).push(account);
  }

  /** An amount that the payer owes once only, in minor units; a third of them are round, as of price lists. */
  function amountFor(payer: KnownPayer, currency = payer.currency): bigint {
    // A yen is a hundredth of what others count in.
    const unit = 10 ** Math.max(2, exponentOf(currency));
    for (;;) {
      const minor = chance.percent(30)
        ? chance.int(2, 400) * 50 * unit
        : chance.int(40 * unit, 20_000 * unit);
      const key = `${payer.id} ${currency} ${minor}`;
      if (taken.has(key)) continue;
      taken.add(key);
      return BigInt(minor);
    }
  }

  function numberFor(
    payer: KnownPayer,
    issuedOn: LocalDate,
    style = chance.int(0, STYLES.length - 1),
  ): string {
    const numbered = (count: number): string => STYLES[style]!(payer.series, issuedOn, count);
    const series = numbered(0);
    const count = (counts.get(series) ?? 0) + 1;
    counts.set(series, count);
    return numbered(count);
  }

  function invoice(
    payer: KnownPayer,
    given: Partial<OpenInvoice> & { readonly style?: number } = {},
  ): OpenInvoice {
    const issuedOn = given.issuedOn ?? addDays(FIRST_DAY, chance.int(0, DAYS));
    const { style, ...rest } = given;
    const made: OpenInvoice = {
      id: `inv-${invoices.length}`,
      number: given.number ?? numberFor(payer, issuedOn, style),
      representativeId: payer.id,
      issuedOn,
      dueOn: addDays(issuedOn, chance.pick([14, 14, 30, 30, 60])),
      currency: payer.currency,
      outstanding: given.outstanding ?? amountFor(payer, given.currency),
      ...rest,
    };
    invoices.push(made);
    return made;
  }

  function payment(
    payer: KnownPayer,
    given: Pick<RecordedPayment, 'receivedOn' | 'amount' | 'reference'>,
  ): RecordedPayment {
    const made = {
      id: `pay-${payments.length}`,
      representativeId: payer.id,
      currency: payer.currency,
      ...given,
    };
    payments.push(made);
    return made;
  }

  /** A day on which an invoice is commonly paid. */
  function payDay({ issuedOn, dueOn }: Pick<OpenInvoice, 'issuedOn' | 'dueOn'>): LocalDate {
    return chance.percent(70) ? addDays(dueOn, chance.int(-6, 6)) : addDays(issuedOn, chance.int(1, 70));
  }

  function movement(
    truth: Partial<Truth> & { readonly kind: string },
    said: Pick<BankMovement, 'bookedOn' | 'amount' | 'currency'> & Partial<BankMovement>,
  ): BankMovement {
    const made: BankMovement = {
      id: `mov-${movements.length}`,
      ownAccount: OWN_ACCOUNTS[0]!,
      hasFraction: false,
      counterparty: null,
      account: null,
      reference: null,
      endToEndId: null,
      ...said,
    };
    movements.push(made);
    truths.set(made.id, {
      answers: [],
      isDecidable: (truth.answers ?? []).length > 0,
      isTie: false,
      ...truth,
    });
    return made;
  }

  /** What is learned only when all is made: answers that name another movement. */
  function correct(movementId: string, truth: Partial<Truth>): void {
    truths.set(movementId, { ...truths.get(movementId)!, ...truth });
  }

  /** What the bank says of who pays; no account unless it is asked for. */
  function from(payer: KnownPayer): Pick<BankMovement, 'counterparty' | 'account'> {
    return {
      counterparty: asBankPrints(chance, payer.company),
      account: chance.percent(40) ? payer.account : null,
    };
  }

  return {
    ...{
      chance,
      pool,
      newPayer,
      knowAccount,
      amountFor,
      numberFor,
      invoice,
      payment,
      payDay,
      movement,
      correct,
      from,
    },
    ownAccounts: OWN_ACCOUNTS,
    anyPayer: () => chance.pick(pool),
    /** one that is known by another name too */
    aliasedPayer: () =>
      chance.pick(aliased.length > 0 ? aliased : [newPayer({ aliases: ['Group Treasury'] })]),
    size: () => movements.length,
    world: (): World => ({
      asked: {
        policy: defaultPolicy,
        payers: all.map(({ id, name, aliases, accounts }) => ({ id, name, aliases, accounts })),
        invoices: chance.shuffle(invoices),
        payments: chance.shuffle(payments),
        movements: chance.shuffle(movements),
        treatments: [],
        ownAccounts: OWN_ACCOUNTS,
      },
      truths,
    }),
  };
}

/** An account in the form of an IBAN; its check digits are nobody's matter here. */
function accountOf(chance: Chance, place: number): string {
  return `UA${chance.int(10, 99)}3052990000026${String(place).padStart(12, '0')}`;
}

/** That an invoice is paid whole by it, or so much of it. */
export function pays({ id, outstanding }: OpenInvoice, amount = outstanding): Answer {
  return { allocations: [{ invoiceId: id, amount }] };
}
