// A billing of one's own over a fresh database, with a few people in it. A specification states only what matters to it.
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { TestDatabase } from '../../../../test/harness/database.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { Documents, Translator } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { newId } from '../../../../src/values/ids.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { NO_RATE, type Rate } from '../../../../src/values/rate.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { DraftInvoice } from '../../app/save-draft-invoice.js';
import type { BillingSettings } from '../../settings.js';
import { makeUseCases, type BillingUseCases } from '../../use-cases.js';

export const operator: Actor = {
  userId: null,
  name: 'operator@house.test',
  role: 'operator',
  via: 'panel',
  language: 'en',
  representativeId: null,
  managerId: null,
  officeIds: [],
};

export const day = (text: string): LocalDate => text as LocalDate;
export const EUR = 'EUR' as CurrencyCode;

export interface BillingHouse {
  readonly billing: BillingUseCases;
  readonly tables: ReturnType<typeof queriesOf<BillingTables & HostTables>>;
  /** the instant that the house's clock shows */
  setNow(instant: string): void;
  set(change: Partial<BillingSettings>): void;
  representative(change?: {
    readonly currency?: CurrencyCode;
    readonly creditLimit?: bigint | null;
    readonly officeId?: string;
    readonly code?: string;
  }): Promise<string>;
  office(): Promise<string>;
  /** an issued invoice of one line */
  issued(terms: {
    readonly representativeId: string;
    readonly total: bigint;
    readonly on?: LocalDate;
    readonly termDays?: number;
    readonly currency?: CurrencyCode;
  }): Promise<string>;
  paid(terms: {
    readonly representativeId: string;
    readonly amount: bigint;
    readonly on?: LocalDate;
    readonly allocate?: boolean;
    readonly currency?: CurrencyCode;
  }): Promise<string>;
  invoice(
    id: string,
  ): Promise<NonNullable<Awaited<ReturnType<BillingUseCases['ledger']['invoices']['find']>>>>;
  payment(
    id: string,
  ): Promise<NonNullable<Awaited<ReturnType<BillingUseCases['ledger']['payments']['find']>>>>;
}

interface Terms {
  readonly zone?: string;
  readonly now?: string;
  readonly documents?: Documents;
  readonly translator?: Translator;
}

const printsNothing = (): Promise<never> => Promise.reject(new Error('this specification prints nothing'));
const noDocuments: Documents = {
  html: printsNothing,
  letter: printsNothing,
  pdf: printsNothing,
  chart: printsNothing,
  picture: printsNothing,
};

export function openBilling(database: TestDatabase, terms: Terms = {}): BillingHouse {
  let now = new Date(terms.now ?? '2026-03-15T12:00:00Z');
  let settings: BillingSettings = {
    defaultTermDays: 30,
    invoiceSeries: 'INV',
    creditNoteSeries: 'CN',
    enforceCreditLimit: false,
  };
  const { port } = database;
  const tables = queriesOf<BillingTables & HostTables>(port.queries);
  const billing = makeUseCases({
    clock: { now: () => now },
    database: port,
    documents: terms.documents ?? noDocuments,
    translator: terms.translator ?? { text: (_, key, facts) => `${key} ${JSON.stringify(facts ?? {})}` },
    settings: () => Promise.resolve(settings),
    organisation: () =>
      Promise.resolve({
        name: 'Lantern Networks',
        zone: terms.zone ?? 'UTC',
        currency: 'EUR',
        language: 'en',
        address: '1 Quay Street, Riga',
        taxNumber: 'LV40001',
      }),
  });

  async function office(): Promise<string> {
    const stamps = { active: true, created_at: now, updated_at: now, version: 1 };
    const [geoId, id] = [newId(), newId()];
    await tables
      .insertInto('geo')
      .values({ id: geoId, code: `G${geoId.slice(-12)}`, name: 'North', ...stamps })
      .execute();
    await tables
      .insertInto('office')
      .values({ id, code: `O${id.slice(-12)}`, name: 'Quay', geo_id: geoId, ...stamps })
      .execute();
    return id;
  }

  const draftOf = (representativeId: string, total: bigint): DraftInvoice => ({
    representativeId,
    currency: null,
    termDays: null,
    taxInclusive: false,
    note: null,
    lines: [aLine({ unitPrice: total })],
  });

  return {
    billing,
    tables,
    office,
    setNow: (instant) => void (now = new Date(instant)),
    set: (change) => void (settings = { ...settings, ...change }),
    async representative({ currency = EUR, creditLimit = null, officeId, code } = {}) {
      const id = newId();
      const place = officeId ?? (await office());
      const { geo_id } = await tables
        .selectFrom('office')
        .select('geo_id')
        .where('id', '=', place)
        .executeTakeFirstOrThrow();
      await tables
        .insertInto('representative')
        .values({
          id,
          code: code ?? `R${id.slice(-12)}`,
          name: 'Harbour Telecom',
          office_id: place,
          geo_id,
          currency,
          language: 'en',
          credit_limit: creditLimit,
          contact_name: null,
          email: null,
          phone: null,
          address: null,
          active: true,
          created_at: now,
          updated_at: now,
          version: 1,
        })
        .execute();
      return id;
    },
    async issued({ representativeId, total, on = null, termDays = 30, currency = null }) {
      const draft = { ...draftOf(representativeId, total), termDays, currency };
      const { invoiceId } = value(await billing.createDraftInvoice(operator, draft));
      value(await billing.issueInvoice(operator, { invoiceId, issueDate: on }));
      return invoiceId;
    },
    async paid({ representativeId, amount, on = null, allocate = false, currency = null }) {
      const money = { representativeId, amount, receivedOn: on, allocate, currency };
      const terms = { method: 'bank', reference: null, note: null };
      return value(await billing.recordPayment(operator, { ...money, ...terms })).paymentId;
    },
    async invoice(id) {
      return (await billing.ledger.invoices.find(port.queries, id))!;
    },
    async payment(id) {
      return (await billing.ledger.payments.find(port.queries, id))!;
    },
  };
}

export function aLine(change: Partial<DraftInvoice['lines'][number]> = {}): DraftInvoice['lines'][number] {
  return {
    productId: null,
    description: 'Traffic',
    quantity: 1000n,
    unitPrice: 10_000n,
    discountRate: NO_RATE,
    taxRate: NO_RATE,
    ...change,
  };
}

export const percent = (whole: number): Rate => (whole * 10_000) as Rate;

/** What was done; a refusal is a failure of the specification. */
export function value<Value>(result: Result<Value, Refusal>): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

export function codeOf(result: Result<unknown, Refusal>): string {
  return result.ok ? 'done' : result.error.code;
}
