// A reconciliation of one's own over a fresh database, with billing beside it. A specification states only what matters to it.
import type { ReconciliationTables } from '../../../../generated/tables/reconciliation.js';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { TestDatabase } from '../../../../test/harness/database.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { newId } from '../../../../src/values/ids.js';
import { makePeriods } from '../../../billing/adapters/database/periods.js';
import { settlement } from '../../../billing/contract/settlement.js';
import { provideSettlement } from '../../../billing/settlement-service.js';
import { EUR, openBilling, type BillingHouse } from '../../../billing/test/integration/billing-house.js';
import { writeCandidates } from '../../domain/candidate-json.js';
import type { Candidate } from '../../domain/decision.js';
import { isSureOf } from '../../domain/parts.js';
import { settings, type ReconciliationSettings } from '../../settings.js';
import { makeUseCases, type ReconciliationUseCases } from '../../use-cases.js';

export interface ReconciliationHouse {
  readonly billing: BillingHouse;
  readonly reconciliation: ReconciliationUseCases;
  readonly tables: ReturnType<typeof queriesOf<ReconciliationTables & BillingTables>>;
  set(change: Partial<ReconciliationSettings>): void;
  account(change?: { readonly currency?: CurrencyCode; readonly kind?: 'bank' | 'gateway' }): Promise<string>;
  /** a line of a statement: minor units */
  moved(terms: Moved): Promise<string>;
  version(transactionId: string): Promise<number>;
  transaction(
    id: string,
  ): Promise<NonNullable<Awaited<ReturnType<ReconciliationUseCases['needs']['transactions']['find']>>>>;
}

export interface Moved {
  readonly amount: bigint;
  readonly accountId?: string;
  readonly on?: string;
  readonly text?: string;
  readonly counterparty?: string;
  readonly counterpartyAccount?: string;
  readonly currency?: CurrencyCode;
  readonly candidates?: readonly Candidate[];
}

const defaults = Object.fromEntries(
  Object.entries(settings).map(([name, field]) => [name, field.default]),
) as unknown as ReconciliationSettings;

export function openReconciliation(database: TestDatabase): ReconciliationHouse {
  const billing = openBilling(database);
  const { port } = database;
  const tables = queriesOf<ReconciliationTables & BillingTables>(port.queries);
  const clock = { now: () => new Date('2026-03-15T12:00:00Z') };
  let values = defaults;
  const settling = provideSettlement(billing.billing);
  const periods = makePeriods(port.dialect);
  const reconciliation = makeUseCases({
    clock,
    database: port,
    people: {
      setLanguage: () => Promise.resolve(),
      actor: async () => null,
      named: async () => [],
      standing: async () => [],
      standingFor: async () => [],
      find: async () => [],
    },
    translator: { text: (_, key, facts) => `${key} ${JSON.stringify(facts ?? {})}` },
    settings: () => Promise.resolve(values),
    organisation: () =>
      Promise.resolve({
        name: 'Lantern Networks',
        zone: 'UTC',
        currency: 'EUR',
        language: 'en',
        address: '',
        taxNumber: '',
      }),
    use: (token) => (token.name === settlement.name ? settling : periods) as never,
  });
  const stamps = { created_at: clock.now(), updated_at: clock.now(), version: 1 };
  const statements = new Map<string, string>();

  async function statementOf(accountId: string): Promise<string> {
    const known = statements.get(accountId);
    if (known !== undefined) return known;
    const id = newId();
    await tables
      .insertInto('bank_statement')
      .values({
        ...{ id, account_id: accountId, format: 'camt', file_name: 'march.xml', file_digest: 'f'.repeat(64) },
        ...{ reference: null, from_date: null, to_date: null, opening: null, closing: null },
        ...{ difference: null, override_reason: null, lines: 0, added: 0, imported_by: null },
        created_at: clock.now(),
      })
      .execute();
    statements.set(accountId, id);
    return id;
  }

  const house: ReconciliationHouse = {
    billing,
    reconciliation,
    tables,
    set: (change) => void (values = { ...values, ...change }),
    async account({ currency = EUR, kind = 'bank' } = {}) {
      const id = newId();
      await tables
        .insertInto('bank_account')
        .values({
          ...{ id, name: 'Main', identifier: `LV${id.slice(-12)}`, currency, kind },
          ...{ journal_account: 'Assets:Bank:Main', opening_balance: 0n, expected_every_days: null },
          ...{ active: true, ...stamps },
        })
        .execute();
      return id;
    },
    async moved({ amount, on = '2026-03-10', currency = EUR, candidates = [], ...terms }) {
      const id = newId();
      const accountId = terms.accountId ?? (await house.account({ currency }));
      await tables
        .insertInto('bank_transaction')
        .values({
          ...{ id, account_id: accountId, statement_id: await statementOf(accountId) },
          ...{ identity: id.replaceAll('-', '').padEnd(64, '0'), ordinal: 0, booked_on: on, value_on: null },
          ...{ amount, fraction: 0, currency, end_to_end_id: null, bank_reference: null },
          counterparty: terms.counterparty ?? null,
          counterparty_account: terms.counterpartyAccount ?? null,
          text: terms.text ?? null,
          ...{ settled: 0n, state: candidates.length > 0 ? 'suggested' : 'open', reason: null },
          ...{ suggestions: writeCandidates(candidates), rule: candidates[0]?.rule ?? null },
          ...{ is_exact: isSureOf(candidates, amount), leftover: null, ...stamps },
        })
        .execute();
      return id;
    },
    version: async (id) => (await house.transaction(id)).version,
    async transaction(id) {
      return (await reconciliation.needs.transactions.find(port.queries, id))!;
    },
  };
  return house;
}

export function aCandidate(change: Partial<Candidate> = {}): Candidate {
  return {
    rule: 'invoice-number',
    representativeId: null,
    allocations: [],
    paymentId: null,
    credit: 0n,
    writeOff: null,
    counterMovementId: null,
    treatment: null,
    trace: [{ code: 'invoice-number', speaks: 'for', number: 'INV-2026-00001' }],
    ...change,
  };
}
