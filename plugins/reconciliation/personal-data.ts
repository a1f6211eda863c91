import type { PersonalDataOf } from '../../src/kernel/contributions.js';

/** Books and what they rest on: ten years, as billing keeps payments. */
const TEN_YEARS = 3653;
const byTaxLaw = { kept: 'tax-law' } as const;

/** What bank statements say of who paid. */
export const personalData: PersonalDataOf = {
  classes: [
    { name: 'statements', days: TEN_YEARS, atLeastDays: TEN_YEARS },
    { name: 'rules', days: null },
  ],
  models: [
    {
      ...{ model: 'BankStatement', dataClass: 'statements' },
      fields: { fileName: 'nobody', reference: 'nobody', overrideReason: 'mentions' },
    },
    {
      ...{ model: 'BankTransaction', dataClass: 'statements' },
      belongs: [{ through: 'BankSettlement', at: 'transactionId' }],
      fields: {
        ...{ counterparty: byTaxLaw, counterpartyAccount: byTaxLaw, text: byTaxLaw },
        ...{ endToEndId: byTaxLaw, bankReference: byTaxLaw },
        ...{ reason: 'mentions', suggestions: 'mentions' },
      },
      amounts: { fields: ['amount', 'settled'], currency: 'currency' },
      expiry: { by: 'bookedOn', when: { state: ['settled', 'ignored'] }, does: 'cleared' },
    },
    {
      ...{ model: 'BankSettlement', dataClass: 'statements' },
      belongs: [{ through: 'BankSettlementPart', at: 'settlementId' }],
      fields: { trace: 'mentions' },
    },
    {
      ...{ model: 'BankSettlementPart', dataClass: 'statements' },
      belongs: [{ as: 'Payment', field: 'paymentId' }],
      fields: { writeOffAccount: 'nobody', allocations: 'mentions', note: 'words' },
    },
    {
      ...{ model: 'BankRule', dataClass: 'rules', rows: 'removed', mentioning: 'removed' },
      belongs: [{ of: 'representative', field: 'representativeId' }],
      fields: { value: 'mentions', label: 'mentions', writeOffAccount: 'nobody', reason: 'mentions' },
    },
  ],
  impersonal: ['BankAccount', 'ReconciliationRun'],
};
