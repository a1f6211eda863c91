import type { Receivables } from './contract/receivables.js';
import type { BillingUseCases } from './use-cases.js';

/** What other plugins may ask about receivables, answered by the use cases. */
export function provideReceivables(billing: BillingUseCases): Receivables {
  return {
    ageing: (actor, asked) => billing.ageingByCurrency(actor, asked),
    statement: (actor, { representativeId, ...asked }) =>
      billing.statementOfAccount(actor, { ...asked, representative: { id: representativeId } }),
    balance: (actor, representativeId) => billing.representativeBalance(actor, { representativeId }),
  };
}
