import { describe, expect, it } from '@jest/globals';
import {
  decimalOf,
  faultOf,
  firstParts,
  kindsOf,
  remainderOf,
  spread,
  toSettle,
  withAmount,
  withInvoices,
  withShare,
  type PartDraft,
  type PaymentDraft,
} from '../../adapters/admin/work/by-hand.js';
import type { CandidateView, InvoiceChoice } from '../../contract/work.js';

const ACME = { id: 'acme', name: 'Acme Reselling' };

function anInvoice(id: string, outstanding: string, dueOn = '2026-11-01'): InvoiceChoice {
  return { id, number: `INV-${id}`, representative: ACME, issuedOn: '2026-10-01', dueOn, outstanding };
}

function aPayment(part: Partial<PaymentDraft> = {}): PaymentDraft {
  return {
    kind: 'payment',
    key: 1,
    amount: '100.00',
    representative: ACME,
    shares: [],
    first: [],
    isSharedByHand: false,
    ...part,
  };
}

function aWriteOff(amount: string, account = 'bank-charges'): PartDraft {
  return { kind: 'write-off', key: 2, amount, account, note: '' };
}

function aCandidate(candidate: Partial<CandidateView> = {}): CandidateView {
  return {
    rule: 'invoice-number',
    ruleTitle: 'Invoice number',
    representative: ACME,
    invoices: [],
    payment: null,
    credit: null,
    writeOff: null,
    counterTransaction: null,
    treatment: null,
    isExact: true,
    reasons: [],
    differences: [],
    ...candidate,
  };
}

const sharesOf = ({ shares }: { readonly shares: PaymentDraft['shares'] }): Record<string, string> =>
  Object.fromEntries(shares.map(({ invoice, amount }) => [invoice.id, amount]));

describe('what is left of a transaction', () => {
  it('is what no part takes', () => {
    expect(remainderOf(10_000n, [aPayment({ amount: '60.00' }), aWriteOff('2.50')], 'EUR')).toBe(3_750n);
  });

  it('counts charges that were taken off the other way: 100.00 less 2.50 is the 97.50 that came', () => {
    expect(remainderOf(9_750n, [aPayment(), aWriteOff('-2.50')], 'EUR')).toBe(0n);
  });

  it('is below zero where the parts take too much', () => {
    expect(remainderOf(9_750n, [aPayment()], 'EUR')).toBe(-250n);
  });

  it('is not known while an amount cannot be read', () => {
    expect(remainderOf(9_750n, [aPayment({ amount: '1.2.3' })], 'EUR')).toBeNull();
    expect(remainderOf(9_750n, [aPayment({ amount: '1.005' })], 'EUR')).toBeNull();
  });

  it('is counted in the units of its currency', () => {
    expect(decimalOf(remainderOf(1_000n, [aPayment({ amount: '250' })], 'JPY')!, 'JPY')).toBe('750');
  });
});

describe('spreading an amount over open invoices', () => {
  const invoices = [
    anInvoice('late', '40.00', '2026-11-20'),
    anInvoice('early', '50.00', '2026-10-20'),
    anInvoice('middle', '30.00', '2026-11-10'),
  ];

  it('serves what was due first, and no invoice with more than it leaves to pay', () => {
    expect(sharesOf({ shares: spread(7_000n, invoices, 'EUR') })).toEqual({
      early: '50.00',
      middle: '20.00',
      late: '',
    });
  });

  it('serves what was named before everything else', () => {
    expect(sharesOf({ shares: spread(7_000n, invoices, 'EUR', ['late']) })).toEqual({
      late: '40.00',
      early: '30.00',
      middle: '',
    });
  });

  it('goes by the number where two are due on one day', () => {
    const twins = [anInvoice('b', '10.00'), anInvoice('a', '10.00')];
    expect(spread(1_000n, twins, 'EUR').map(({ invoice }) => invoice.id)).toEqual(['a', 'b']);
  });

  it('follows the amount until somebody has typed a share', () => {
    const spreadOnce = withInvoices(aPayment({ amount: '60.00' }), invoices, 'EUR');
    const smaller = withAmount(spreadOnce, '20.00', 'EUR') as PaymentDraft;
    expect(sharesOf(smaller)).toEqual({ early: '20.00', middle: '', late: '' });
    const typed = withShare(smaller, 'late', '15.00');
    expect(sharesOf(withAmount(typed, '90.00', 'EUR') as PaymentDraft)).toEqual({
      early: '20.00',
      middle: '',
      late: '15.00',
    });
  });
});

describe('a part that cannot be settled says why', () => {
  it.each<[string, PartDraft]>([
    ['amount', aPayment({ amount: '' })],
    ['amount', aPayment({ amount: '-5.00' })],
    ['amount', aWriteOff('0.00')],
    ['representative', aPayment({ representative: null })],
    ['share', withShare(withInvoices(aPayment(), [anInvoice('a', '80.00')], 'EUR'), 'a', 'much')],
    [
      'beyond-outstanding',
      withShare(withInvoices(aPayment(), [anInvoice('a', '80.00')], 'EUR'), 'a', '80.01'),
    ],
    ['beyond-amount', withShare(withInvoices(aPayment(), [anInvoice('a', '180.00')], 'EUR'), 'a', '100.01')],
    ['account', aWriteOff('2.50', '')],
    ['transaction', { kind: 'transfer', key: 1, amount: '1.00', transaction: null }],
    ['payment', { kind: 'recorded-payment', key: 1, amount: '1.00', payment: null }],
    ['reason', { kind: 'payment-reversal', key: 1, amount: '1.00', payment: ACME, reason: ' ' }],
  ])('%s', (fault, part) => {
    expect(faultOf(part, 'EUR')).toBe(fault);
  });

  it('a write-off may go the other way, and credit is no fault', () => {
    expect(faultOf(aWriteOff('-2.50'), 'EUR')).toBeNull();
    expect(faultOf(aPayment(), 'EUR')).toBeNull();
  });
});

describe('what the door is given', () => {
  it('leaves out invoices that nothing is put against', () => {
    const part = withInvoices(
      aPayment(),
      [anInvoice('a', '80.00'), anInvoice('b', '70.00', '2026-12-01'), anInvoice('c', '9.00', '2026-12-02')],
      'EUR',
    );
    expect(toSettle([part], 'EUR', false)).toEqual([
      {
        kind: 'payment',
        representative: 'acme',
        amount: '100.00',
        invoices: [
          { invoice: 'a', amount: '80.00' },
          { invoice: 'b', amount: '20.00' },
        ],
      },
    ]);
  });

  it('has the sign of the transaction', () => {
    const amounts = toSettle([aWriteOff('45'), aWriteOff('-1.5')], 'EUR', true).map(({ amount }) => amount);
    expect(amounts).toEqual(['-45.00', '1.50']);
  });

  it('says nothing for a note that was left empty', () => {
    expect(toSettle([aWriteOff('1.00')], 'EUR', false)).toMatchObject([{ note: null }]);
  });
});

describe('the form as it opens', () => {
  it('is a payment of the whole where nothing is proposed', () => {
    expect(firstParts(null, 5_000n, 'EUR', false)).toMatchObject([
      { kind: 'payment', amount: '50.00', representative: null },
    ]);
  });

  it('takes payer and invoices of the candidate', () => {
    const invoice = { ...anInvoice('a', '80.00'), amount: '80.00' };
    expect(firstParts(aCandidate({ invoices: [invoice] }), 5_000n, 'EUR', false)).toMatchObject([
      { kind: 'payment', amount: '50.00', representative: ACME, first: ['a'] },
    ]);
  });

  it.each(['2.50', '-2.50'])('adds what charges took off, told as %s, so that nothing is left', (amount) => {
    const parts = firstParts(
      aCandidate({ writeOff: { account: 'bank-charges', amount } }),
      9_750n,
      'EUR',
      false,
    );
    expect(parts.map((part) => part.amount)).toEqual(['100.00', '-2.50']);
    expect(remainderOf(9_750n, parts, 'EUR')).toBe(0n);
  });

  it('takes the recorded payment that the candidate is', () => {
    const payment = { id: 'p', receivedOn: '2026-11-01', amount: '50.00', reference: 'R1' };
    expect(firstParts(aCandidate({ payment }), 5_000n, 'EUR', false)).toMatchObject([
      { kind: 'recorded-payment', payment: { id: 'p', name: '2026-11-01 R1' } },
    ]);
  });

  it('never makes a payment of money that goes out', () => {
    expect(kindsOf(true)).not.toContain('payment');
    expect(firstParts(aCandidate(), 5_000n, 'EUR', true)).toMatchObject([{ kind: 'payment-reversal' }]);
  });
});
