// Everything that billing can do, put together once from what the house gives the plugin.
import { defineService } from '../../src/kernel/contributions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { openLedger } from './adapters/database/open-ledger.js';
import { makePlaces } from './adapters/database/places.js';
import { makeAgeing, makeAgeingByCurrency } from './app/ageing.js';
import { makeAllocatePayment, makeAllocatePaymentInside } from './app/allocate-payment.js';
import { makeClaimPayment } from './app/claim-payment.js';
import { makeClosePeriod } from './app/close-period.js';
import { makeConfirmClaim } from './app/confirm-claim.js';
import { makeDeleteDraftInvoice } from './app/delete-draft-invoice.js';
import { makeDisputeInvoice } from './app/dispute-invoice.js';
import { makeIssueCreditNote } from './app/issue-credit-note.js';
import { makeIssueInvoice } from './app/issue-invoice.js';
import { makeAddGeo, makeAddManager, makeAddOffice } from './app/network/add-place.js';
import { makeAssignManager } from './app/network/assign-manager.js';
import { makeSetActive } from './app/network/set-active.js';
import { makePrintCreditNote } from './app/print-credit-note.js';
import { makePrintInvoice } from './app/print-invoice.js';
import { makePrintStatement } from './app/print-statement.js';
import { makeRecordPayment, makeRecordPaymentInside } from './app/record-payment.js';
import { makeRejectClaim } from './app/reject-claim.js';
import { makeReopenPeriod } from './app/reopen-period.js';
import { makeRepresentativeBalance } from './app/representative-balance.js';
import { makeResolveDispute } from './app/resolve-dispute.js';
import { makeReversePayment, makeReversePaymentInside } from './app/reverse-payment.js';
import { makeCreateDraftInvoice, makeUpdateDraftInvoice } from './app/save-draft-invoice.js';
import { makeStatementOfAccount } from './app/statement-of-account.js';
import { makeTakeBackInside, makeUnallocate } from './app/unallocate.js';
import { makeVoidInvoice } from './app/void-invoice.js';
import type { settings } from './settings.js';

export type BillingSurroundings = Pick<
  PluginContext<typeof settings>,
  'clock' | 'database' | 'documents' | 'organisation' | 'settings' | 'translator'
>;

export type BillingUseCases = ReturnType<typeof makeUseCases>;

/** The plugin's own: its actions, routes and commands find it in their context. */
export const useCases = defineService<BillingUseCases>('billing.use-cases');

export function makeUseCases(house: BillingSurroundings) {
  const { clock, database, documents, translator } = house;
  const ledger = openLedger(database.dialect);
  const places = makePlaces(database.dialect);
  const organisation = () => house.organisation();
  const needs = {
    ...ledger,
    clock,
    database,
    documents,
    translator,
    organisation,
    settings: () => house.settings(),
  };
  const statementOfAccount = makeStatementOfAccount(needs);
  const inside = {
    recordPayment: makeRecordPaymentInside(needs),
    allocatePayment: makeAllocatePaymentInside(needs),
    takeBack: makeTakeBackInside(needs),
    reversePayment: makeReversePaymentInside(needs),
  };

  return {
    ledger,
    createDraftInvoice: makeCreateDraftInvoice(needs),
    updateDraftInvoice: makeUpdateDraftInvoice(needs),
    deleteDraftInvoice: makeDeleteDraftInvoice(needs),
    issueInvoice: makeIssueInvoice(needs),
    voidInvoice: makeVoidInvoice(needs),
    issueCreditNote: makeIssueCreditNote(needs),
    recordPayment: makeRecordPayment(needs),
    allocatePayment: makeAllocatePayment(needs),
    unallocate: makeUnallocate(needs),
    reversePayment: makeReversePayment(needs),
    closePeriod: makeClosePeriod(needs),
    reopenPeriod: makeReopenPeriod(needs),
    claimPayment: makeClaimPayment(needs),
    confirmClaim: makeConfirmClaim({
      ...needs,
      recordInside: inside.recordPayment,
      allocateInside: inside.allocatePayment,
    }),
    rejectClaim: makeRejectClaim(needs),
    disputeInvoice: makeDisputeInvoice(needs),
    resolveDispute: makeResolveDispute(needs),
    ageing: makeAgeing(needs),
    ageingByCurrency: makeAgeingByCurrency(needs),
    statementOfAccount,
    representativeBalance: makeRepresentativeBalance(needs),
    printInvoice: makePrintInvoice(needs),
    printCreditNote: makePrintCreditNote(needs),
    printStatement: makePrintStatement({ ...needs, statementOfAccount }),
    network: {
      places,
      addGeo: makeAddGeo({ clock, database, places }),
      addOffice: makeAddOffice({ clock, database, places }),
      addManager: makeAddManager({ clock, database, places }),
      assignManager: makeAssignManager({ database, places }),
      setActive: makeSetActive({ clock, database, places }),
    },
    /** what whoever has a transaction open already does in it */
    inside,
  };
}
