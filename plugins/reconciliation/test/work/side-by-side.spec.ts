import { describe, expect, it } from '@jest/globals';
import { pairsOf } from '../../adapters/admin/work/side-by-side.js';
import { unexplained } from '../../adapters/admin/work/unexplained.js';
import type { BalanceProof, CandidateView, TransactionView } from '../../contract/work.js';

const TRANSACTION: TransactionView = {
  id: 't',
  version: 1,
  account: { id: 'a', name: 'Main' },
  bookedOn: '2026-11-20',
  valueOn: null,
  amount: '97.50',
  left: '97.50',
  currency: 'EUR',
  counterparty: 'ACME LTD',
  counterpartyAccount: null,
  reference: null,
  text: 'INV 7',
  state: 'suggested',
  rule: 'bank-charges',
  isExact: false,
  note: null,
  statement: { id: 's', fileName: 'november.sta' },
  candidates: [],
  settlements: [],
};

function aCandidate(candidate: Partial<CandidateView> = {}): CandidateView {
  const invoice = {
    id: 'i',
    number: 'INV-7',
    issuedOn: '2026-10-01',
    dueOn: '2026-11-01',
    outstanding: '100.00',
    amount: '100.00',
  };
  return {
    rule: 'bank-charges',
    ruleTitle: 'Bank charges',
    representative: { id: 'r', name: 'Acme Reselling' },
    invoices: [invoice],
    payment: null,
    credit: null,
    writeOff: null,
    counterTransaction: null,
    treatment: null,
    isExact: false,
    reasons: [],
    differences: [],
    ...candidate,
  };
}

describe('the bank beside the books', () => {
  it('marks what differs, in the words of the decision, and nothing else', () => {
    const differences = [{ what: 'amount', bank: '97.50', books: '100.00' }] as const;
    const pairs = pairsOf(TRANSACTION, aCandidate({ differences }));
    expect(pairs).toEqual([
      { what: 'amount', bank: '97.50', books: '100.00', differs: true },
      { what: 'date', bank: '2026-11-20', books: '2026-11-01', differs: false },
      { what: 'name', bank: 'ACME LTD', books: 'Acme Reselling', differs: false },
      { what: 'reference', bank: 'INV 7', books: 'INV-7', differs: false },
    ]);
  });

  it('tells the currency only where it differs', () => {
    const differences = [{ what: 'currency', bank: 'EUR', books: 'USD' }] as const;
    expect(pairsOf(TRANSACTION, aCandidate({ differences })).at(-1)).toEqual({
      what: 'currency',
      bank: 'EUR',
      books: 'USD',
      differs: true,
    });
  });

  it('tells of a recorded payment its own day and reference', () => {
    const payment = { id: 'p', receivedOn: '2026-11-19', amount: '97.50', reference: 'R1' };
    const books = pairsOf(TRANSACTION, aCandidate({ payment })).map((pair) => pair.books);
    expect(books).toEqual(['97.50', '2026-11-19', 'Acme Reselling', 'R1']);
  });
});

describe('what no difference explains', () => {
  const aProof = (proof: Partial<BalanceProof>): BalanceProof => ({
    account: { id: 'a', name: 'Main' },
    currency: 'EUR',
    asOf: '2026-11-20',
    bank: '150.00',
    book: '100.00',
    differences: [{ kind: 'open', count: 2, amount: '50.00' }],
    isProved: true,
    ...proof,
  });

  it('is nothing where bank = book + differences', () => {
    expect(unexplained(aProof({}))).toBeNull();
    expect(unexplained(aProof({ bank: null }))).toBeNull();
  });

  it('is the rest, with its sign', () => {
    expect(unexplained(aProof({ bank: '149.50' }))).toBe('-0.50');
  });

  it('is counted in fractions where the bank gives them', () => {
    const differences = [{ kind: 'fraction', count: 1, amount: '0.00500' }] as const;
    expect(unexplained(aProof({ bank: '100.01', differences }))).toBe('0.00500');
  });
});
