import { definePlugin } from '../../src/kernel/plugin.js';
import { importKind } from '../imports/contract/import-kind.js';
import { claimActions } from './adapters/admin/claim-actions.js';
import { invoiceActions } from './adapters/admin/invoice-actions.js';
import { pages } from './adapters/admin/pages.js';
import { paymentActions } from './adapters/admin/payment-actions.js';
import { periodActions, representativeActions } from './adapters/admin/period-actions.js';
import { resources } from './adapters/admin/resources.js';
import { searchProviders } from './adapters/admin/search.js';
import { widgets } from './adapters/admin/widgets.js';
import { ageingOperations } from './adapters/api/ageing.js';
import { claimOperations } from './adapters/api/claims.js';
import { disputeOperations } from './adapters/api/disputes.js';
import { invoiceOperations } from './adapters/api/invoices.js';
import { paymentOperations } from './adapters/api/payments.js';
import { productOperations } from './adapters/api/products.js';
import { representativeOperations } from './adapters/api/representatives.js';
import { commands } from './adapters/cli/commands.js';
import { directory as directoryOf } from './adapters/database/directory.js';
import { openInvoices as openInvoicesOf } from './adapters/database/open-invoices.js';
import { makePeriods } from './adapters/database/periods.js';
import { makeYearArchive } from './adapters/database/year-archive.js';
import { routes } from './adapters/http/routes.js';
import { importKinds } from './adapters/import/kinds.js';
import { claims } from './contract/claims.js';
import { directory, periods } from './contract/directory.js';
import { billingDocuments } from './contract/documents.js';
import { openInvoices } from './contract/open-invoices.js';
import { demoSeed } from './demo.js';
import { provideDocuments } from './documents-service.js';
import { network } from './contract/network.js';
import { invoicesView } from './contract/invoices-view.js';
import { receivables } from './contract/receivables.js';
import { settlement } from './contract/settlement.js';
import { yearArchive } from './contract/year-archive.js';
import { provideNetwork } from './network-service.js';
import { provideClaims } from './claims-service.js';
import { provideInvoicesView } from './invoices-view-service.js';
import { copyRules } from './copies.js';
import { proof } from './adapters/database/proof.js';
import { permissions } from './permissions.js';
import { personalData } from './personal-data.js';
import { provideReceivables } from './receivables-service.js';
import { provideSettlement } from './settlement-service.js';
import { settings } from './settings.js';
import { makeUseCases, useCases, type BillingSurroundings } from './use-cases.js';

export const plugin = definePlugin({
  name: 'billing',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['imports'],
  essential: true,
  settings,
  permissions,
  register(house) {
    house.personalData(personalData);
    for (const rule of copyRules) house.copying(rule);
    house.proof(proof);
    for (const resource of resources) house.resource(resource);
    for (const action of [
      ...invoiceActions,
      ...paymentActions,
      ...claimActions,
      ...periodActions,
      ...representativeActions,
    ]) {
      house.action(action);
    }
    for (const page of pages) house.page(page);
    for (const widget of widgets) house.widget(widget);
    for (const route of routes) house.route(route);
    for (const operation of [
      ...invoiceOperations,
      ...paymentOperations,
      ...claimOperations,
      ...disputeOperations,
      ...representativeOperations,
      ...productOperations,
      ...ageingOperations,
    ]) {
      house.operation(operation);
    }
    for (const command of commands) house.command(command);
    for (const provider of searchProviders) house.search(provider);
    for (const kind of importKinds) house.contribute(importKind, kind);

    house.seed(demoSeed);

    // The settings of a plugin's own context are those that it declares above.
    house.provide(useCases, (context) => makeUseCases(context as unknown as BillingSurroundings));
    house.provide(receivables, (context) => provideReceivables(context.use(useCases)));
    house.provide(billingDocuments, (context) => provideDocuments(context.use(useCases)));
    house.provide(claims, (context) => provideClaims(context, context.use(useCases)));
    house.provide(invoicesView, (context) => provideInvoicesView(context, context.use(useCases)));
    house.provide(settlement, (context) => provideSettlement(context.use(useCases)));
    house.provide(network, (context) => provideNetwork(context, context.use(useCases).network));
    house.provide(directory, () => directoryOf);
    house.provide(openInvoices, () => openInvoicesOf);
    house.provide(periods, (context) => makePeriods(context.database.dialect));
    house.provide(yearArchive, ({ database: { dialect } }) => makeYearArchive(dialect, makePeriods(dialect)));
  },
});
