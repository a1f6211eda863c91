// What people write into a house on a busy day, through its own doors. Every text that tells something of a person is a mark.
import type { TestPerson } from '../../../harness/telegram.js';
import type { Marks } from './marks.js';
import type { AtThePanel } from './panel.js';

export interface Day {
  readonly panel: AtThePanel;
  readonly marks: Marks;
  /** of whoever works at the panel */
  readonly password: string;
  /** whose name there is a mark */
  readonly inTelegram: TestPerson;
}

/** Nobody reads it again, not even the house. */
export const KEPT_AS_DIGEST = 'api-key';

type Life = (day: Day) => Promise<void>;

const TODAY = new Date().toISOString().slice(0, 10);

/** Without these nobody can be invoiced. They tell nothing of anybody. */
const foundations: Life = async ({ panel }) => {
  const geoId = await panel.create('Geo', { code: 'NORTH', name: 'North', active: true });
  await panel.create('Office', { code: 'RIGA', name: 'Riga', geoId, active: true });
  const series = { padding: '5', yearly: true };
  await panel.create('NumberSeries', { ...series, code: 'INV', purpose: 'invoice', prefix: 'INV-' });
  await panel.create('NumberSeries', { ...series, code: 'CN', purpose: 'credit-note', prefix: 'CN-' });
};

const people: Life = async ({ panel, marks, password }) => {
  const person = { role: 'operator', language: 'en' };
  await panel.act('User/invite', [], { ...person, name: 'Invited', email: marks.email('user.invited') });
  const made = { ...person, name: 'Made', email: marks.email('user.made'), password };
  const id = await panel.act('User/create-user', [], made);
  await comment(panel, 'User', id, marks.words('comment.on-a-user'));
  await panel.create('Manager', {
    ...{ code: 'BUSY', name: 'A manager', active: true },
    email: marks.email('manager.email'),
    phone: marks.phone('manager.phone'),
  });
};

const representatives: Life = async (day) => {
  const { panel, marks } = day;
  const id = await aRepresentative(day, 'REP-1');
  const { record } = await panel.read(`/admin/api/resources/Representative/records/${id}/show`);
  await panel.send('POST', `/admin/api/resources/Representative/records/${id}/edit`, {
    ...(record as { readonly params: Readonly<Record<string, unknown>> }).params,
    contactName: marks.words('representative.later-contact'),
    email: marks.email('representative.later-email'),
  });
  await comment(panel, 'Representative', id, marks.words('comment.on-a-representative'));
  const look = { filters: { name: marks.words('view.filter') } };
  await panel.send('POST', '/admin/x/host/views/Representative', { name: 'Whom I look for', look });
  const value = { filters: { name: marks.words('preference.filter') } };
  await panel.send('PUT', '/admin/x/host/preferences/list.Representative', { value });
};

const money: Life = async (day) => {
  const { panel, marks } = day;
  const representativeId = await aRepresentative(day, 'REP-2');
  const draft = async (what: string): Promise<string> => {
    const lines = [{ description: 'Circuit', quantity: '1', unitPrice: '100', taxRate: '0' }];
    const note = marks.words(`${what}.note`);
    return panel.act('Invoice/new-draft', [], { representativeId, termDays: '0', note, lines });
  };
  const issued = async (what: string): Promise<string> => {
    const id = await draft(what);
    await panel.act('Invoice/issue', [id]);
    return id;
  };
  await panel.act('Invoice/delete-draft', [await draft('invoice-in-the-trash')]);
  await panel.act('Invoice/void', [await issued('invoice-voided')], { reason: marks.words('void.reason') });
  await panel.act('Invoice/credit-note', [await issued('invoice-credited')], {
    ...{ amount: '10', reason: marks.words('credit-note.reason') },
  });
  await panel.act('Invoice/dispute', [await issued('invoice-disputed')], {
    reason: marks.words('dispute.reason'),
  });
  const [dispute = ''] = await panel.list('InvoiceDispute');
  await panel.act('InvoiceDispute/resolve', [dispute], { resolution: marks.words('dispute.resolution') });
  const owed = await issued('invoice-owed');
  await panel.act('Invoice/claim', [owed], { amount: '50', note: marks.words('claim.note') });
  const [claim = ''] = await panel.list('PaymentClaim');
  await panel.act('PaymentClaim/reject', [claim], { reason: marks.words('claim.rejection') });
  const paid = await panel.act('Payment/record', [], {
    ...{ representativeId, amount: '30', currency: 'EUR', method: 'bank', allocate: true },
    note: marks.words('payment.note'),
  });
  await panel.act('Payment/reverse', [paid], { reason: marks.words('reversal.reason') });
};

const letters: Life = async ({ panel, marks }) => {
  const [owed = ''] = await panel.list('Invoice');
  const { record } = await panel.read(`/admin/api/resources/Invoice/records/${owed}/show`);
  const { representativeId } = (record as { readonly params: { readonly representativeId: string } }).params;
  await panel.act('Invoice/send', [owed], { note: marks.words('letter.note') });
  await panel.act('Representative/send-statement', [representativeId], { from: '2020-01-01', to: TODAY });
  await panel.act('Invoice/pause-reminders', [owed], { note: marks.words('pause.note') });
};

const imports: Life = async ({ panel, marks }) => {
  const headings = ['code', 'name', 'geo', 'office', 'currency', 'contactName', 'email', 'phone', 'address'];
  const good = [
    ...['IMP-1', 'IMP-1', 'NORTH', 'RIGA', 'EUR', marks.words('import.contact'), marks.email('import.email')],
    ...[marks.phone('import.phone'), marks.words('import.address')],
  ].join(',');
  // Refused, with what was wrong in it.
  const bad = `IMP-2,IMP-2,NORTH,RIGA,EUR,,${marks.words('import.no-address-of-mail')},,`;
  const id = await upload(panel, '/admin/x/imports/uploads/representatives', [headings.join(','), good, bad]);
  const run = `/admin/x/imports/runs/${id}`;
  const mapping = {
    columns: Object.fromEntries(headings.map((heading) => [heading, heading])),
    ...{ dateFormat: 'detect', decimalSign: 'detect', amountUnit: 'major', encoding: 'utf-8' },
    ...{ currency: null, createMissing: true },
  };
  await panel.send('POST', `${run}/check`, { mapping });
  await until(panel, run, 'checked');
  await panel.send('POST', `${run}/apply`, { mode: 'skip-bad-rows' });
  await until(panel, run, 'done');
};

const bank: Life = async ({ panel, marks }) => {
  const identifier = marks.iban('bank-account.identifier');
  await panel.create('BankAccount', {
    ...{ name: 'Main', currency: 'EUR', kind: 'bank', journalAccount: 'Assets:Bank:Main', active: true },
    identifier,
  });
  // Who pays and what the bank says of it stand in the clear: they are searched by any part (docs/decisions/0024).
  const line = (what: string, amount: string): string =>
    [identifier, TODAY, amount, 'EUR', `Payer of ${what}`, marks.iban(`${what}.account`), what].join(',');
  await upload(panel, '/admin/x/reconciliation/statements', [
    'account,date,amount,currency,counterparty,counterparty account,text',
    ...[line('line-1', '12.00'), line('line-2', '13.00')],
  ]);
  const [one = '', other = ''] = await panel.list('BankTransaction');
  const at = (id: string): string => `/admin/x/reconciliation/transactions/${id}`;
  const seen = async (id: string) => {
    const { version, amount } = await panel.read(at(id));
    return { version, amount };
  };
  const [reason, note] = [marks.words('bank.ignored'), marks.words('bank.write-off')];
  await thoughARunLooks(async () => {
    await panel.send('POST', `${at(one)}/ignore`, { version: (await seen(one)).version, reason });
  });
  await thoughARunLooks(async () => {
    const { version, amount } = await seen(other);
    const part = { kind: 'write-off', account: 'other', amount, note };
    await panel.send('POST', `${at(other)}/settle`, { version, parts: [part] });
  });
};

/** A run of reconciliation begins by itself after each statement, and may change what somebody has just read. */
async function thoughARunLooks(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 10 || !String(error).includes('changed-meanwhile')) throw error;
    }
  }
}

const secrets: Life = async ({ panel, marks, password }) => {
  await panel.send('POST', '/admin/x/host/reauthenticate', { password });
  const { secret } = await panel.send('POST', '/admin/x/host/my-sign-in/totp', {});
  marks.take('totp.secret', String(secret));
  const { scopes } = await panel.read('/admin/x/host/my-api-keys');
  const [scope] = scopes as readonly { readonly name: string }[];
  const asked = { name: 'A script', scopes: [scope?.name], days: 30 };
  const { key } = await panel.send('POST', '/admin/x/host/my-api-keys', asked);
  marks.take(KEPT_AS_DIGEST, String(key));
};

const copies: Life = async ({ panel, marks }) => {
  await panel.send('POST', '/admin/x/backup/places', {
    ...{ name: 'S3', kind: 's3', active: true, keepLast: 1, keepDaily: 0, keepWeekly: 0, keepMonthly: 0 },
    place: {
      ...{ endpoint: 'http://127.0.0.1:9', region: 'eu', bucket: 'bucket', accessKeyId: 'identifier' },
      secretAccessKey: marks.words('s3.secret'),
    },
  });
};

const reports: Life = async ({ panel, marks }) => {
  await panel.send('POST', '/admin/x/reports/schedules', {
    ...{ name: 'Weekly', library: 'receivables-ageing', cron: '0 8 * * 1', zone: 'UTC' },
    ...{ format: 'csv', channel: 'email' },
    recipients: [{ kind: 'address', address: marks.email('schedule.recipient'), language: 'en' }],
  });
};

const telegram: Life = async ({ panel, inTelegram }) => {
  const { url } = await panel.send('POST', '/admin/x/telegram/my-chat/link', {});
  await inTelegram.says(`/start ${new URL(String(url)).searchParams.get('start')}`);
};

/** By the plugin whose doors they go through, in order. */
export const lives: readonly (readonly [plugin: string, live: Life])[] = [
  ['billing', foundations],
  ['billing', people],
  ['billing', representatives],
  ['billing', money],
  ['notifications', letters],
  ['imports', imports],
  ['reconciliation', bank],
  ['host', secrets],
  ['backup', copies],
  ['reports', reports],
  ['telegram', telegram],
];

async function aRepresentative({ panel, marks }: Day, code: string): Promise<string> {
  const [officeId] = await panel.list('Office');
  const [geoId] = await panel.list('Geo');
  return panel.create('Representative', {
    ...{ code, name: `Representative ${code}`, officeId, geoId, currency: 'EUR', active: true },
    ...{ language: 'en', contactName: marks.words(`${code}.contact`), email: marks.email(`${code}.email`) },
    ...{ phone: marks.phone(`${code}.phone`), address: marks.words(`${code}.address`) },
  });
}

async function comment(panel: AtThePanel, model: string, id: string, body: string): Promise<void> {
  await panel.send('POST', `/admin/x/host/records/${model}/${id}/comments`, { body });
}

async function upload(panel: AtThePanel, door: string, lines: readonly string[]): Promise<string> {
  const form = new FormData();
  form.append('take', 'true');
  form.append('file', new Blob([lines.join('\n')]), 'file.csv');
  return String((await panel.send('POST', door, form))['id']);
}

async function until(panel: AtThePanel, path: string, state: string): Promise<void> {
  for (;;) {
    const seen = JSON.stringify(await panel.read(path));
    if (seen.includes(`"state":"${state}"`)) return;
    if (/"state":"(failed|refused)"/.test(seen)) throw new Error(`${path} came to nothing: ${seen}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
