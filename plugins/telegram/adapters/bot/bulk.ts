import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { network } from '../../../billing/contract/network.js';
import { importer, type ImportReport } from '../../../imports/contract/run-import.js';
import { csvLine } from '../../../../src/values/csv-cell.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { Answer, BotFeature, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';
import { readPastedDays, tableOfDays, type PastedDay } from '../../domain/pasted-days.js';
import { refused } from './refused.js';

const BYTES_AT_MOST = 500_000;
const REASONS_ON_A_SCREEN = 10;

/** A table that waits for a yes: small enough to wait in the conversation. */
const tableSchema = z.object({
  fileName: z.string(),
  base64: z.string(),
  /** of pasted lines: which line of the message stands where; empty for a file */
  lines: z.array(z.number()),
});
type KeptTable = z.infer<typeof tableSchema>;

interface Reason {
  readonly line: number;
  readonly sentence: string;
}

/** Days of many offices at once, pasted or as a file: shown first, then written all together or not at all. */
export const bulkFeature: BotFeature = {
  name: 'bulk',
  permission: 'daily-entries.import',
  roles: ['admin', 'operator'],
  inMenu: true,
  isCommand: true,
  open: ask,
  actions: {
    open: { version: 1, run: ask },
    save: { version: 1, run: save },
    reasons: { version: 1, run: sendReasons },
    cancel: { version: 1, run: cancel },
  },
  steps: { table: { files: { maxBytes: BYTES_AT_MOST }, answer: take } },
};

const say = ({ t }: Talk, key: string, facts?: Readonly<Record<string, unknown>>): string =>
  t(`telegram:bot.bulk.${key}`, facts);
const cancelRow = (talk: Talk) => [{ label: talk.t('telegram:bot.staff.cancel'), action: 'bulk.cancel' }];

async function ask(talk: Talk): Promise<void> {
  await talk.expect('table', {});
  await talk.show({
    text: html`<b>${say(talk, 'title')}</b>
${say(talk, 'help')}
<pre>
2026-11-26; LVIV; 1200,50; 300
2026-11-26; KYIV; CENTRE; M-02; 980; 410,25</pre>`,
    buttons: [cancelRow(talk)],
  });
}

async function cancel(talk: Talk): Promise<void> {
  await talk.finish();
  await talk.show({ text: html`${say(talk, 'cancelled')}` });
}

async function take(talk: Talk, answer: Answer): Promise<void> {
  const read = answer.kind === 'text' ? await readText(talk, answer.text) : await readSent(answer);
  if (!read.ok) {
    await talk.expect('table', {});
    return talk.send({ text: refused(talk, 'telegram', read.error), buttons: [cancelRow(talk)] });
  }
  const { table, problems } = read.value;
  const checked = await run(talk, table, 'check');
  if (!checked.ok) {
    await talk.expect('table', {});
    return talk.send({ text: refused(talk, 'imports', checked.error), buttons: [cancelRow(talk)] });
  }
  const reasons = sorted([
    ...problems.map(({ line, refusal }) => ({ line, sentence: say(talk, `lines.${refusal.code}`, refusal) })),
    ...reasonsOf(table, checked.value),
  ]);
  await talk.expect('table', { ...table, reasons });
  await talk.send(preview(talk, checked.value, reasons, problems.length));
}

interface Read {
  readonly table: KeptTable;
  readonly problems: readonly { readonly line: number; readonly refusal: Refusal }[];
}

async function readText(talk: Talk, text: string): Promise<Result<Read, Refusal>> {
  const pasted = readPastedDays(text);
  if (!pasted.ok) return pasted;
  const { problems } = pasted.value;
  const days = await withManagers(talk, pasted.value.days);
  const base64 = Buffer.from(tableOfDays(days), 'utf8').toString('base64');
  const table = { fileName: say(talk, 'pasted'), base64, lines: days.map(({ line }) => line) };
  return { ok: true, value: { table, problems } };
}

async function readSent(answer: Exclude<Answer, { kind: 'text' }>): Promise<Result<Read, Refusal>> {
  const bytes = await readFile(answer.file.path);
  const table = { fileName: answer.file.name, base64: bytes.toString('base64'), lines: [] };
  return { ok: true, value: { table, problems: [] } };
}

/** A line that names no manager is the first's who answers for its office. */
async function withManagers(talk: Talk, days: readonly PastedDay[]): Promise<readonly PastedDay[]> {
  const { offices, managers } = talk.context.use(network);
  const known = new Map<string, string>();
  for (const code of new Set(days.filter(({ manager }) => manager === '').map(({ office }) => office))) {
    const found = await offices(talk.actor, { term: code, page: 0, pageSize: 50 });
    const office = found.rows.find((row) => row.code === code);
    const own = office && (await managers(talk.actor, { officeId: office.id, page: 0, pageSize: 50 }));
    // An office that is not known is refused for itself, not for its manager.
    known.set(code, own ? (own.rows.find(({ active }) => active)?.code ?? '') : '-');
  }
  return days.map((day) => (day.manager === '' ? { ...day, manager: known.get(day.office) ?? '' } : day));
}

async function run(
  talk: Talk,
  { fileName, base64 }: KeptTable,
  what: 'check' | 'apply',
): Promise<Result<ImportReport, Refusal>> {
  const path = join(await talk.context.storage.folder('bulk'), randomUUID());
  await writeFile(path, Buffer.from(base64, 'base64'));
  try {
    return await talk.context.use(importer)[what](talk.actor, { kind: 'daily-entries', path, fileName });
  } finally {
    await rm(path, { force: true });
  }
}

function reasonsOf({ lines }: KeptTable, { errors }: ImportReport): readonly Reason[] {
  return errors.map(({ line, column, sentence }) => ({
    // The table's first line is its heading.
    line: lines.length === 0 ? line : (lines[line - 2] ?? line),
    sentence: column === null || lines.length > 0 ? sentence : `${column}: ${sentence}`,
  }));
}

const sorted = (reasons: readonly Reason[]): Reason[] => [...reasons].sort((a, b) => a.line - b.line);

function preview(
  talk: Talk,
  { created, unchanged, failed }: ImportReport,
  reasons: readonly Reason[],
  unread: number,
): { readonly text: BotText; readonly buttons: Parameters<Talk['send']>[0]['buttons'] } {
  const refusedRows = failed + unread;
  const shown = reasons.slice(0, REASONS_ON_A_SCREEN);
  const more = reasons.length - shown.length;
  const text = html`<b>${say(talk, 'preview')}</b>
${say(talk, 'to-add', { count: created })}
${say(talk, 'unchanged', { count: unchanged })}
${say(talk, 'refused', { count: refusedRows })}
${[
  ...shown.map(({ line, sentence }) => html`${say(talk, 'line', { line, sentence })}`),
  ...(more > 0 ? [html`${say(talk, 'more', { count: more })}`] : []),
]}
${say(talk, refusedRows > 0 ? 'mend' : created > 0 ? 'sure' : 'nothing-new')}`;
  return {
    text,
    buttons: [
      ...(refusedRows === 0 && created > 0
        ? [[{ label: say(talk, 'save', { count: created }), action: 'bulk.save' }]]
        : []),
      ...(more > 0 ? [[{ label: say(talk, 'reasons'), action: 'bulk.reasons' }]] : []),
      cancelRow(talk),
    ],
  };
}

async function save(talk: Talk): Promise<void> {
  const table = tableSchema.safeParse(talk.state);
  if (!table.success) return talk.show({ text: html`${talk.t('telegram:bot.staff.over')}` });
  const applied = await run(talk, table.data, 'apply');
  await talk.finish();
  if (!applied.ok) return talk.show({ text: refused(talk, 'imports', applied.error) });
  const { written, created, unchanged } = applied.value;
  const again = [{ label: say(talk, 'again'), action: 'bulk.open' }];
  if (written)
    return talk.show({
      text: html`${say(talk, 'saved', { count: created })} ${unchanged > 0 ? say(talk, 'unchanged', { count: unchanged }) : ''}`,
      buttons: [again],
    });
  // Somebody wrote one of these days, or closed the month, since the preview.
  const reasons = reasonsOf(table.data, applied.value).slice(0, REASONS_ON_A_SCREEN);
  await talk.show({
    text: html`${say(talk, 'nothing-written')}
${reasons.map(({ line, sentence }) => html`${say(talk, 'line', { line, sentence })}`)}`,
    buttons: [again],
  });
}

const reasonsSchema = z.object({ reasons: z.array(z.object({ line: z.number(), sentence: z.string() })) });

async function sendReasons(talk: Talk): Promise<void> {
  const state = reasonsSchema.safeParse(talk.state);
  if (!state.success) return talk.show({ text: html`${talk.t('telegram:bot.staff.over')}` });
  const { reasons } = state.data;
  const lines = reasons.map(({ line, sentence }) => csvLine([String(line), sentence]));
  // With the mark, or a spreadsheet takes it for another encoding.
  const content = Buffer.from(['\ufeff', csvLine(['line', 'reason']), ...lines].join(''), 'utf8');
  await talk.sendDocument(
    { name: 'refused-lines.csv', contentType: 'text/csv', content },
    html`${say(talk, 'reasons-caption', { count: reasons.length })}`,
  );
}
