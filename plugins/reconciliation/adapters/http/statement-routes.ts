import { z } from 'zod';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { mayBeId } from '../../../../src/values/ids.js';
import type { Refusal } from '../../../../src/values/result.js';
import { scopeOfSharedRows } from '../../../billing/contract/row-scope.js';
import type { ImportMapping } from '../../../imports/contract/import-kind.js';
import { tables } from '../../../imports/contract/tables.js';
import { ACCOUNT_KINDS } from '../../app/bank-book.js';
import { readFileOfStatements, type ColumnsTold, type FileRead } from '../../app/read-upload.js';
import { startRunAfterImport } from '../../app/run-after-import.js';
import { STATEMENT_COLUMNS, STATEMENT_PROFILES } from '../../app/statement-columns.js';
import type { AccountOpened, StatementsTaken, TableColumns } from '../../contract/work.js';
import { intake } from '../../intake.js';
import { makeReadStatements } from '../statements/read-statements.js';
import { statementViews } from '../database/statement-views.js';
import { accountLines } from '../account-lines.js';

/** The panel's limit; larger files go through the command line. */
const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;
const SHOWN_STATEMENTS = 100;
/** What another choice of columns mends. */
const OF_COLUMNS = new Set([
  'date-format-ambiguous',
  'heading-missing',
  'statement-cell',
  'statement-columns',
  'statement-currency',
  'statement-no-amount',
  'statement-no-currency',
  'statement-no-date',
  'wrong-encoding',
]);

const mapping: z.ZodType<ImportMapping> = z.object({
  columns: z.record(z.string(), z.string()),
  dateFormat: z.enum(['detect', 'ymd', 'dmy', 'mdy']),
  decimalSign: z.enum(['detect', '.', ',']),
  amountUnit: z.enum(['major', 'minor']),
  encoding: z.enum(['utf-8', 'windows-1251', 'windows-1252']),
  currency: z.string().length(3).nullable(),
  createMissing: z.boolean(),
});

const opened: z.ZodType<readonly AccountOpened[]> = z.array(
  z.object({
    identifier: z.string().max(100),
    name: z.string().trim().min(1).max(120),
    kind: z.enum(ACCOUNT_KINDS),
    journalAccount: z.string().trim().min(1).max(120),
    expectedEveryDays: z.int().min(1).max(366).nullable(),
  }),
);

const uploadInput = z.object({
  account: z.string().trim().max(64).optional(),
  profile: z.string().max(120).optional(),
  mapping: json(mapping).optional(),
  override: z.string().max(2_000).optional(),
  open: json(opened).optional(),
  take: z.enum(['true', 'false']).optional(),
});
type UploadInput = z.infer<typeof uploadInput>;

const profileInput = z.object({ name: z.string().trim().min(1).max(120), mapping });

export const statementRoutes: readonly HttpRoute[] = [
  {
    method: 'POST',
    path: '/statements',
    permission: 'reconciliation.import',
    upload: { maxBytes: MAX_UPLOAD_BYTES },
    async handle(request) {
      const input = uploadInput.safeParse(request.body);
      if (!input.success) return badRequest(input.error);
      if (!request.file) return { status: 400, refusal: { code: 'file-missing' } };
      const columns = columnsOf(input.data);
      const read = await readFileOfStatements(
        request.context,
        makeReadStatements(request.context.use(tables)),
        request.file,
        columns,
      );
      if (!read.ok) return readOrMap(request, read.error, columns);
      return input.data.take === 'true'
        ? take(request, read.value, input.data)
        : look(request, read.value, input.data, columns);
    },
  },
  {
    method: 'POST',
    path: '/statements/profiles',
    permission: 'reconciliation.import',
    async handle({ context, actor, body }) {
      const input = profileInput.safeParse(body);
      if (!input.success) return badRequest(input.error);
      const saved = await context.use(tables).saveProfile(actor, STATEMENT_PROFILES, input.data);
      return saved.ok ? { status: 201, json: {} } : { refusal: saved.error };
    },
  },
  {
    method: 'GET',
    path: '/statements',
    permission: 'reconciliation.read',
    async handle({ context, actor, query: { account } }) {
      if (account !== undefined && !mayBeId(account)) return { json: [] };
      const asked = { limit: SHOWN_STATEMENTS, ...(account === undefined ? {} : { accountId: account }) };
      return {
        json: await statementViews(context.database.queries, scopeOfSharedRows(actor), asked),
      };
    },
  },
  {
    method: 'GET',
    path: '/accounts',
    permission: 'reconciliation.read',
    handle: async (request) => ({ json: await accountLines(request) }),
  },
];

function columnsOf({ mapping: told, profile }: UploadInput): ColumnsTold {
  if (told !== undefined) return { mapping: told };
  return profile === undefined || profile === '' ? null : { profile };
}

/** A refusal that another choice of columns mends comes with the columns. */
async function readOrMap(request: HttpRequest, refusal: Refusal, columns: ColumnsTold): Promise<HttpReply> {
  if (!OF_COLUMNS.has(refusal.code)) return { refusal };
  const table = await tableOf(request, columns);
  if (table === null) return { refusal };
  const { context, language } = request;
  const problem = context.translator.text(language, `reconciliation:refusals.${refusal.code}`, refusal);
  return { json: { kind: 'map', table, problem } };
}

async function tableOf(
  { context, language, file }: HttpRequest,
  columns: ColumnsTold,
): Promise<TableColumns | null> {
  const known = context.use(tables);
  const profiles = await known.profiles(STATEMENT_PROFILES);
  const told =
    columns === null
      ? null
      : 'mapping' in columns
        ? columns.mapping
        : (profiles.find(({ name }) => name === columns.profile)?.mapping ?? null);
  const seen = await known.look({ path: file!.path, encoding: 'utf-8' }, STATEMENT_COLUMNS, told);
  if (!seen.ok) return null;
  const fields = STATEMENT_COLUMNS.map(({ name, required }) => ({
    name,
    required,
    label: context.translator.text(language, `reconciliation:columns.${name}`),
  }));
  return { ...seen.value, fields, profiles };
}

async function look(
  request: HttpRequest,
  { file, fileDigest }: FileRead,
  { account }: UploadInput,
  columns: ColumnsTold,
): Promise<HttpReply> {
  const asked = { file, fileDigest, account: account || null };
  const seen = await request.context.use(intake).lookAtStatements(asked);
  if (!seen.ok) return { refusal: seen.error };
  const isTable = file.format === 'csv' || file.format === 'xlsx';
  const table = isTable ? await tableOf(request, columns) : null;
  return { json: { kind: 'read', format: file.format, table, statements: seen.value } };
}

async function take(
  { context, actor }: HttpRequest,
  read: FileRead,
  { account, override, open }: UploadInput,
): Promise<HttpReply> {
  const asked = { ...read, account: account || null, open: open ?? [], overrideReason: override ?? null };
  const taken = await context.use(intake).takeStatements(actor, asked);
  if (!taken.ok) return { refusal: taken.error };
  const jobId = await startRunAfterImport(context.jobs, actor, taken.value);
  const ids = taken.value.map(({ statementId }) => statementId);
  const statements = await statementViews(context.database.queries, scopeOfSharedRows(actor), {
    ids,
    limit: ids.length,
  });
  return { status: 201, json: { kind: 'taken', statements, jobId } satisfies StatementsTaken };
}

/** A form's field that is JSON. */
function json<T>(schema: z.ZodType<T>) {
  return z
    .string()
    .transform((text, issue): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        issue.addIssue({ code: 'custom', message: 'JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

function badRequest(error: z.ZodError): HttpReply {
  const [issue] = error.issues;
  return {
    status: 400,
    refusal: { code: 'bad-request', where: issue?.path.join('.') ?? '', reason: issue?.message ?? '' },
  };
}
