import type { AdminResource, AdminWrite } from '../../../../src/kernel/contributions.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { scopeOfSharedRows } from '../../../billing/contract/row-scope.js';
import { ACCOUNT_KINDS } from '../../app/bank-book.js';
import { STATEMENT_FORMATS } from '../../domain/statement.js';
import { readIdentifier } from '../../domain/account-identifier.js';
import { TRANSACTION_STATES } from '../../contract/work.js';

type Values = Readonly<Record<string, unknown>>;

const unseen = { visible: false } as const;
const currency = { kind: 'currency' } as const;
const money = { kind: 'money', currencyField: 'currency' } as const;
const ofAccount = { kind: 'money', currencyField: 'accountId.currency' } as const;

const bankAccount: AdminResource = {
  model: 'BankAccount',
  icon: 'Briefcase',
  permissions: {
    read: 'reconciliation.read',
    create: 'reconciliation.configure',
    update: 'reconciliation.configure',
    remove: 'reconciliation.configure',
  },
  scope: scopeOfSharedRows,
  titleField: 'name',
  listFields: ['name', 'identifier', 'currency', 'kind', 'expectedEveryDays', 'active'],
  showFields: [
    'name',
    'identifier',
    'currency',
    'kind',
    'journalAccount',
    'openingBalance',
    'expectedEveryDays',
    'active',
    'createdAt',
    'updatedAt',
  ],
  editFields: [
    'name',
    'identifier',
    'currency',
    'kind',
    'journalAccount',
    'openingBalance',
    'expectedEveryDays',
    'active',
  ],
  filterFields: ['name', 'identifier', 'currency', 'kind', 'active'],
  searchFields: ['name', 'identifier'],
  sort: { by: 'name', direction: 'asc' },
  fields: {
    // What is on it is counted in this currency: a change would mix two.
    currency: { ...currency, onCreateOnly: true },
    kind: { kind: 'select', options: ACCOUNT_KINDS },
    openingBalance: money,
    createdAt: { editable: false },
    updatedAt: { editable: false },
    version: { editable: false },
  },
  related: [
    { model: 'BankStatement', field: 'accountId' },
    { model: 'BankTransaction', field: 'accountId' },
  ],
  check: checkAccount,
};

function checkAccount({ values }: AdminWrite): Promise<Result<Values, Refusal>> {
  return Promise.resolve(checked(values));
}

function checked(values: Values): Result<Values, Refusal> {
  const days = values['expectedEveryDays'];
  if (days !== undefined && days !== null && Number(days) < 1) return err({ code: 'days-not-positive' });
  if (values['identifier'] === undefined) return ok(values);
  const identifier = readIdentifier(String(values['identifier']));
  return identifier.ok ? ok({ ...values, identifier: identifier.value }) : identifier;
}

const bankStatement: AdminResource = {
  model: 'BankStatement',
  icon: 'FileText',
  permissions: { read: 'reconciliation.read' },
  scope: scopeOfSharedRows,
  titleField: 'fileName',
  listFields: ['toDate', 'accountId', 'fileName', 'opening', 'closing', 'lines', 'added', 'createdAt'],
  showFields: [
    'accountId',
    'format',
    'fileName',
    'reference',
    'fromDate',
    'toDate',
    'opening',
    'closing',
    'difference',
    'overrideReason',
    'lines',
    'added',
    'createdAt',
  ],
  filterFields: ['accountId', 'format', 'fileName', 'fromDate', 'toDate', 'createdAt'],
  searchFields: ['fileName', 'reference'],
  sort: { by: 'createdAt', direction: 'desc' },
  fields: {
    format: { kind: 'select', options: STATEMENT_FORMATS },
    opening: ofAccount,
    closing: ofAccount,
    difference: ofAccount,
    overrideReason: { kind: 'longtext' },
    fileDigest: unseen,
    importedBy: unseen,
  },
  related: [{ model: 'BankTransaction', field: 'statementId' }],
};

const bankTransaction: AdminResource = {
  model: 'BankTransaction',
  icon: 'List',
  permissions: { read: 'reconciliation.read' },
  scope: scopeOfSharedRows,
  titleField: 'counterparty',
  listFields: ['bookedOn', 'accountId', 'counterparty', 'text', 'amount', 'settled', 'state'],
  showFields: [
    'accountId',
    'statementId',
    'bookedOn',
    'valueOn',
    'amount',
    'fraction',
    'currency',
    'settled',
    'state',
    'reason',
    'counterparty',
    'counterpartyAccount',
    'endToEndId',
    'bankReference',
    'text',
    'createdAt',
    'updatedAt',
  ],
  filterFields: [
    'accountId',
    'statementId',
    'state',
    'bookedOn',
    'currency',
    'amount',
    'counterparty',
    'counterpartyAccount',
    'endToEndId',
    'text',
  ],
  searchFields: ['counterparty', 'endToEndId', 'bankReference'],
  sort: { by: 'bookedOn', direction: 'desc' },
  fields: {
    amount: money,
    settled: money,
    currency,
    state: { kind: 'status', options: TRANSACTION_STATES },
    text: { kind: 'longtext' },
    identity: unseen,
    ordinal: unseen,
    suggestions: unseen,
    leftover: unseen,
    rule: unseen,
    version: unseen,
  },
};

export const bankResources: readonly AdminResource[] = [bankAccount, bankStatement, bankTransaction];
