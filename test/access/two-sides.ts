// Rows of every model of the schema, twice: side A, to which those belong who walk, and side B, of which they may learn nothing.
// A model that is new has rows here by itself. Whatever side B's rows say is found again: texts begin with MARK_B, amounts with AMOUNT_B.
import { join } from 'node:path';
import type { Model, ScalarField } from '../../generated/model.js';
import { models } from '../../generated/model.js';
import type { Database } from '../../src/kernel/ports.js';
import { queriesOf } from '../../src/query/queries.js';
import { newId } from '../../src/values/ids.js';
import { admin } from '../harness/house.js';

export type SideName = 'A' | 'B';

export const MARK_B = 'ZZQQB';
export const AMOUNT_B = '8642097';

/** Rows of one side by model, each by the schema's field names. */
export type Side = ReadonlyMap<string, Row>;
type Row = Readonly<Record<string, unknown>>;

/** What the house itself keeps account of, or writes when it acts: not rows that somebody owns. */
const NOT_OWNED = new Set([
  ...['User', 'Session', 'RateLimit', 'Setting', 'OutboxEvent', 'OutboxDelivery', 'IdempotencyKey'],
  // what the ledger's rows come to: written by the database itself
  ...[
    'AnalyticsChange',
    'AnalyticsOfficeDay',
    'AnalyticsOfficeMonth',
    'AnalyticsDay',
    'AnalyticsRepresentativeMonth',
    'AnalyticsArchived',
  ],
  // what went with a moved year, of which the books keep the names alone
  ...['MovedYear', 'MovedName'],
  // what everybody is asked to agree to
  'ConsentWording',
  // what the bot keeps account of
  ...['TelegramUpdate', 'TelegramPoller', 'TelegramBucket', 'TelegramFile'],
  ...['AuditEntry', 'AuditContent', 'AuditHead', 'JobEffect', 'AgendaJob', 'TotpFactor', 'UserPermission'],
]);

/** Values that a column of this name must have to mean anything. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  currency: 'EUR',
  language: 'en',
  active: true,
  version: 1,
  entity: 'Invoice',
  resource: 'Invoice',
  scopes: '[]',
};

const BY_FIELD: Readonly<Record<string, (side: SideName) => unknown>> = {
  'TrashEntry.rows': () => '[]',
  'Invoice.status': () => 'partly_paid',
  'Invoice.total': (side) => (side === 'A' ? 3000n : BigInt(`${AMOUNT_B}00`)),
  'Invoice.voidedOn': () => null,
  'Invoice.disputed': () => false,
  'InvoiceLine.quantity': () => 1000n,
  'Allocation.reversesId': () => null,
  'Payment.method': () => 'bank',
  'Payment.amount': (side) => (side === 'A' ? 1500n : BigInt(`${AMOUNT_B}90`)),
  'Payment.unallocated': (side) => (side === 'A' ? 500n : BigInt(`${AMOUNT_B}0`)),
  // Were it reversed as the row of its reversal says, nothing would ever be tried with it.
  'Payment.reversedOn': () => null,
  'BankAccount.kind': () => 'bank',
  'BankStatement.format': () => 'camt',
  'BankTransaction.amount': (side) => (side === 'A' ? 1500n : BigInt(`${AMOUNT_B}80`)),
  'BankTransaction.settled': (side) => (side === 'A' ? 1000n : BigInt(`${AMOUNT_B}60`)),
  'BankTransaction.fraction': () => 0,
  'BankTransaction.state': () => 'open',
  'BankTransaction.suggestions': () => '[]',
  'BankSettlement.rule': () => 'hand',
  'BankSettlement.trace': () => '[]',
  'BankSettlement.undoneAt': () => null,
  'BankSettlementPart.kind': () => 'write-off',
  'BankSettlementPart.amount': (side) => (side === 'A' ? 1000n : BigInt(`${AMOUNT_B}60`)),
  'BankSettlementPart.allocations': () => null,
  'BankRule.matches': () => 'name',
  'BankRule.treat': () => 'payer',
  'BankRule.state': () => 'proposed',
  'ReconciliationRun.trigger': () => 'hand',
  'ReconciliationRun.state': () => 'done',
  'ReconciliationRun.amounts': () => '[]',
  'NumberSeries.purpose': (side) => (side === 'A' ? 'invoice' : 'credit-note'),
  'NumberSeries.year': () => 0,
  'Period.month': (side) => (side === 'A' ? '2025-01' : '2025-02'),
  'Period.status': () => 'closed',
  'ImportRun.kind': () => 'invoices',
  'ImportRun.mode': () => 'all-or-nothing',
  'ImportRun.state': () => 'uploaded',
  'ImportRun.failedPath': () => 'package.json',
  'ImportRun.error': () => null,
  'ImportRun.filePath': () => 'package.json',
  'ImportProfile.kind': () => 'invoices',
  'ImportError.facts': (side) => JSON.stringify({ value: `${markOf(side)}-fact` }),
  'Job.state': () => 'scheduled',
  'Comment.deletedAt': () => null,
  'Notice.readAt': () => null,
  'SavedView.shared': () => false,
  'ApiKey.revokedAt': () => null,
  'OneTimeLink.purpose': () => 'invite',
  'OneTimeLink.usedAt': () => null,
  'Passkey.transports': () => '[]',
  'ExchangeRate.base': (side) => (side === 'A' ? 'EUR' : 'USD'),
  'ExchangeRate.quote': () => 'UAH',
  'Target.measure': () => 'sales',
  'Target.month': (side) => (side === 'A' ? '2025-03' : '2025-04'),
  'Dashboard.layout': () => '[]',
  'Dashboard.filters': (side) => JSON.stringify(`?from-side=${markOf(side)}`),
  'Dashboard.shared': () => false,
  'Report.definition': definitionOf,
  'Report.sharedWith': () => '[]',
  'ReportRevision.definition': definitionOf,
  'ReportRun.definition': definitionOf,
  'ReportRun.format': () => 'json',
  'ReportRun.state': () => 'done',
  'ReportRun.filePath': () => join(process.cwd(), 'package.json'),
  'ReportRun.actor': (side) => JSON.stringify({ ...admin, name: markOf(side) }),
  'ReportRun.error': () => null,
  'ReportSchedule.cron': () => '0 8 * * 1',
  'ReportSchedule.zone': () => 'UTC',
  'ReportSchedule.format': () => 'pdf',
  'ReportSchedule.channel': () => 'email',
  'ReportSchedule.library': () => null,
  'ReportSchedule.lastError': () => null,
  'ReportSchedule.recipients': (side) =>
    JSON.stringify([{ kind: 'address', address: `${markOf(side)}@example.test`, language: 'en' }]),
  'ReportDelivery.error': () => null,
  'PaymentClaim.status': () => 'waiting',
  'PaymentClaim.contentType': () => 'image/png',
  'PaymentClaim.decidedAt': () => null,
  'PaymentClaim.paymentId': () => null,
  'InvoiceDispute.status': () => 'open',
  'InvoiceDispute.resolvedAt': () => null,
  'Message.kind': () => 'notifications.reminder',
  'Message.channel': () => 'email',
  'Message.recipientKind': () => 'user',
  'Message.state': () => 'failed',
  'Message.reason': () => null,
  'Message.digest': () => null,
  'Message.heldUntil': () => null,
  'NoticeChoice.channels': () => '["inbox"]',
  'NoticeProfile.zone': () => 'Europe/Kyiv',
  'NoticeProfile.digest': () => 'instant',
  'NoticeDefault.channels': () => '["inbox"]',
  'NoticeDefault.locked': () => '[]',
  'MailBlock.reason': () => 'bounced',
  'ReminderLadder.segment': () =>
    JSON.stringify({ officeIds: [], geoIds: [], currencies: [], representativeIds: [], atLeast: null }),
  'ReminderStage.channels': () => '["email"]',
  'ReminderStage.audience': () => 'representative',
  'ReminderStage.wording': () => 'plain',
  'ReminderStage.extra': () => '{}',
  'ReminderPause.reason': () => 'promise',
  'ReminderPause.endedAt': () => null,
  'TelegramChat.chatId': (side) => chatOf(side),
  'TelegramChat.state': () => 'linked',
  'TelegramChat.endedAt': () => null,
  'TelegramLink.usedAt': () => null,
  'TelegramScreen.buttons': () => '[]',
  'TelegramConversation.chatId': (side) => chatOf(side),
  'TelegramConversation.state': () => '{}',
  'Broadcast.texts': (side) => JSON.stringify({ en: markOf(side) }),
  'Broadcast.audience': () => JSON.stringify({ roles: [], officeIds: [], geoIds: [] }),
  'Broadcast.state': () => 'done',
  'BackupDestination.kind': () => 'file',
  'BackupDestination.place': (side) => JSON.stringify({ folder: `/nowhere/${markOf(side)}` }),
  'BackupDestination.secrets': () => null,
  'BackupPlan.cron': () => '30 2 * * *',
  'BackupPlan.zone': () => 'UTC',
  'BackupPlan.sets': () => '[]',
  'BackupPlan.rows': () => 'jsonl',
  'BackupPlan.destinations': () => '[]',
  'BackupPlan.lastError': () => null,
  'BackupRun.trigger': () => 'hand',
  'BackupRun.sets': () => '[]',
  'BackupRun.state': () => 'done',
  'BackupRun.manifest': () => null,
  'BackupRun.error': () => null,
  'BackupCopy.state': () => 'stored',
  'BackupCopy.upload': () => null,
  'BackupCopy.error': () => null,
  'BackupDrill.state': () => 'passed',
  'BackupDrill.report': () => null,
  'BackupDrill.error': () => null,
  'RestoreRequest.wanted': () => JSON.stringify({ whole: true }),
  'RestoreRequest.conflicts': () => 'refuse',
  'RestoreRequest.state': () => 'waiting',
  'RestoreRequest.effect': () => '[]',
  'RestoreRequest.error': () => null,
  'ConsentEntry.subjectKind': () => 'representative',
  'Erasure.subjectKind': () => 'representative',
  'Erasure.state': () => 'done',
  'Erasure.report': () => null,
  'SubjectExport.subjectKind': () => 'user',
  'SubjectExport.state': () => 'ready',
  'SubjectExport.filePath': () => join(process.cwd(), 'package.json'),
  'SubjectExport.error': () => null,
  'RetentionRun.state': () => 'done',
  'RetentionRun.report': () => null,
  'RetentionRun.error': () => null,
  'ArchivedYear.year': (side) => (side === 'A' ? 2019 : 2020),
  'ArchivedYear.state': () => 'moved',
  'ArchivedYear.manifest': () => null,
  'ArchivedYear.copies': () => null,
  'ArchivedYear.error': () => null,
};

/** Every chat has a number of its own. */
function chatOf(side: SideName): bigint {
  return BigInt(`${side === 'A' ? '1000' : AMOUNT_B}${next()}`);
}

function definitionOf(side: SideName): string {
  const source = {
    kind: 'figures',
    measures: ['sales'],
    by: ['month'],
    filters: {},
    compare: null,
    convertTo: null,
  };
  const shape = {
    sort: null,
    totals: true,
    subtotals: false,
    chart: null,
    limit: null,
    review: null,
    parameters: [],
  };
  return JSON.stringify({
    format: 1,
    title: `${markOf(side)}-report`,
    source,
    period: { preset: 'this-year' },
    ...shape,
  });
}

const OWNER = new Set(['ownerId', 'userId']);
const ASKED_FOR_ONESELF = new Set(['ReportRun.requestedBy', 'SubjectExport.requestedBy']);
/** Of what is kept about somebody, of whom. */
const SUBJECTS: Readonly<Record<string, string>> = {
  'ConsentEntry.subjectId': 'Representative',
  'Erasure.subjectId': 'Representative',
};
/** Columns that name a person; the tables of plugins have no relation to the house's users. */
const PERSONS = new Set(['authorId', 'requestedBy', 'ownerId', 'userId', 'subjectId']);

let counter = 0;
const next = (): string => String((counter += 1)).padStart(4, '0');

/** Writes a row of every model but of those that the sides share; what belongs to a user belongs to `userId`. */
export async function writeSide(
  database: Database,
  side: SideName,
  userId: string,
  shared: Side = new Map(),
): Promise<Side> {
  const rows = new Map<string, Row>([...shared, ['User', { id: userId }]]);
  for (const model of inOrder(models.filter(({ name }) => !NOT_OWNED.has(name) && !shared.has(name)))) {
    const row = rowOf(model, side, rows);
    rows.set(model.name, await insert(database, model, row));
  }
  return rows;
}

/** Rows of what belongs to a person, for one more person of side A. */
export async function writeOwn(database: Database, userId: string, a: Side): Promise<Side> {
  const rows = new Map<string, Row>([...a, ['User', { id: userId }]]);
  for (const model of models) {
    const isOwned = scalars(model).some(
      ({ name, references }) =>
        references?.model === 'User' || OWNER.has(name) || ASKED_FOR_ONESELF.has(`${model.name}.${name}`),
    );
    if (NOT_OWNED.has(model.name) || !isOwned) continue;
    const row = rowOf(model, 'A', rows);
    rows.set(model.name, await insert(database, model, row));
  }
  return rows;
}

function scalars(model: Model): readonly ScalarField[] {
  return model.fields.filter((field): field is ScalarField => field.kind === 'scalar');
}

/** A model after those that it points to. */
function inOrder(wanted: readonly Model[]): readonly Model[] {
  const ordered: Model[] = [];
  const visit = (model: Model): void => {
    if (ordered.includes(model)) return;
    for (const { name: field, references } of scalars(model)) {
      const pointedTo = references?.model ?? SUBJECTS[`${model.name}.${field}`] ?? modelNamedBy(field);
      const target = wanted.find(({ name }) => name === pointedTo);
      if (target && target !== model) visit(target);
    }
    ordered.push(model);
  };
  wanted.forEach(visit);
  return ordered;
}

/** `officeId` names an office, with a relation or without. */
function modelNamedBy(field: string): string | undefined {
  return /^(\w+)Id$/.exec(field)?.[1]?.replace(/^./, (letter) => letter.toUpperCase());
}

function rowOf(model: Model, side: SideName, rows: ReadonlyMap<string, Row>): Row {
  return Object.fromEntries(
    scalars(model).map((field) => [field.name, valueOf(model, field, side, rows)] as const),
  );
}

function valueOf(model: Model, field: ScalarField, side: SideName, rows: ReadonlyMap<string, Row>): unknown {
  const chosen = BY_FIELD[`${model.name}.${field.name}`];
  if (chosen) return chosen(side);
  if (field.references) return rows.get(field.references.model)?.[field.references.field] ?? null;
  if (field.name in BY_NAME) return BY_NAME[field.name];
  if (field.name === 'entityId') return rows.get('Invoice')?.['id'] ?? newId();
  const named = rows.get(SUBJECTS[`${model.name}.${field.name}`] ?? modelNamedBy(field.name) ?? '');
  if (named) return named['id'];
  if (PERSONS.has(field.name)) return rows.get('User')?.['id'];
  if (field.native?.type === 'Char' && field.native.args[0] === 36) return field.nullable ? null : newId();
  switch (field.value) {
    case 'text':
      return textFor(field, side);
    case 'bigint':
      return side === 'A' ? 1000n : BigInt(`${AMOUNT_B}${next().slice(-2)}`);
    case 'integer':
      return Number(field.default ?? 1);
    case 'boolean':
      return field.default ?? true;
    case 'date':
      return side === 'A' ? '2026-01-15' : '2026-02-17';
    case 'datetime':
      return instantFor(field);
    case 'decimal':
      return '1.00';
    case 'bytes':
      return Buffer.from(`${markOf(side)}${next()}`);
  }
}

function instantFor(field: ScalarField): Date {
  return new Date(field.name === 'expiresAt' ? '2036-01-01T00:00:00.000Z' : '2026-01-02T03:04:05.678Z');
}

const markOf = (side: SideName): string => (side === 'A' ? 'ZZQQA' : MARK_B);

function textFor(field: ScalarField, side: SideName): string {
  const text = `${markOf(side)}${next()}`;
  if (field.native?.type === 'LongText') return JSON.stringify({ text });
  const digest = field.native?.type === 'Char' && field.native.args[0] === 64;
  return digest ? text.padEnd(64, '0') : text;
}

/** The row as it stands there: a key that is a blind index is the house's to make. */
async function insert(database: Database, model: Model, row: Row): Promise<Row> {
  const db = queriesOf<Record<string, Record<string, unknown>>>(database.queries);
  const columns = Object.fromEntries(scalars(model).map((field) => [field.column, row[field.name]] as const));
  await db.insertInto(model.table).values(columns).execute();
  const key = scalars(model).find(({ id, blindIndex }) => id && blindIndex !== undefined);
  if (!key?.blindIndex) return row;
  const stored = db
    .selectFrom(model.table)
    .select(key.column)
    .where(key.blindIndex.of, '=', columns[key.blindIndex.of]);
  return { ...row, [key.name]: (await stored.executeTakeFirstOrThrow())[key.column] };
}
