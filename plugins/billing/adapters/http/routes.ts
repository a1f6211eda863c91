import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { DocumentsUnavailable } from '../../../../src/kernel/documents-unavailable.js';
import { LANGUAGES, type Language } from '../../../../src/kernel/permissions.js';
import { localDateIn } from '../../../../src/values/local-date.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { Print } from '../../app/print-invoice.js';
import { useCases } from '../../use-cases.js';
import { readForm, type FormReader } from '../form-reader.js';
import { ageingJson } from '../ageing-json.js';
import { receiptRoute } from './receipt-route.js';

/** Entries that one answer carries; the panel asks for the next ones by moving `from`. */
const MOST_ENTRIES = 5_000;

const invoicePdf: HttpRoute = {
  method: 'GET',
  path: '/invoices/:id/pdf',
  permission: 'billing.invoice.read',
  handle: (request) =>
    printed(request, (language) =>
      request.context
        .use(useCases)
        .printInvoice(request.actor, { invoiceId: request.params['id'] ?? '', language }),
    ),
};

const creditNotePdf: HttpRoute = {
  method: 'GET',
  path: '/credit-notes/:id/pdf',
  permission: 'billing.credit-note.read',
  handle: (request) =>
    printed(request, (language) =>
      request.context
        .use(useCases)
        .printCreditNote(request.actor, { creditNoteId: request.params['id'] ?? '', language }),
    ),
};

const statementPdf: HttpRoute = {
  method: 'GET',
  path: '/representatives/:id/statement.pdf',
  permission: 'billing.statement.read',
  handle(request) {
    const asked = readStatement(request);
    if (!asked.ok) return Promise.resolve({ refusal: asked.error });
    return printed(request, (language) =>
      request.context.use(useCases).printStatement(request.actor, { ...asked.value, language }),
    );
  },
};

const statementJson: HttpRoute = {
  method: 'GET',
  path: '/representatives/:id/statement',
  permission: 'billing.statement.read',
  async handle(request) {
    const asked = readStatement(request);
    if (!asked.ok) return { refusal: asked.error };
    const found = await request.context.use(useCases).statementOfAccount(request.actor, asked.value);
    if (!found.ok) return { status: statusOf(found.error), refusal: found.error };
    const { representative, currency, from, to, opening, debits, credits, closing } = found.value;
    const written = (minor: bigint): string => formatAmount(money(minor, currency));
    const entries = [];
    let isComplete = true;
    for await (const { on, kind, reference, amount, balance } of found.value.entries()) {
      if (entries.length === MOST_ENTRIES) {
        isComplete = false;
        break;
      }
      entries.push({ on, kind, reference, amount: written(amount), balance: written(balance) });
    }
    return {
      json: {
        representative: { id: representative.id, code: representative.code, name: representative.name },
        currency,
        from,
        to,
        opening: written(opening),
        debits: written(debits),
        credits: written(credits),
        closing: written(closing),
        entries,
        isComplete,
      },
    };
  },
};

const ageing: HttpRoute = {
  method: 'GET',
  path: '/ageing',
  permission: 'billing.ageing.read',
  async handle(request) {
    const { context, actor } = request;
    const asked = readQuery(request, (read) => ({
      asOf: read.optionalDate('asOf'),
      currency: read.optionalCurrency('currency'),
    }));
    if (!asked.ok) return { refusal: asked.error };
    const today = localDateIn(context.clock.now(), (await context.organisation()).zone);
    const asOf = asked.value.asOf ?? today;
    const found = await context
      .use(useCases)
      .ageingByCurrency(actor, { asOf, currency: asked.value.currency });
    return { json: { asOf, ageings: found.map(ageingJson) } };
  },
};

export const routes: readonly HttpRoute[] = [
  invoicePdf,
  creditNotePdf,
  statementPdf,
  statementJson,
  ageing,
  receiptRoute,
];

async function printed(
  request: HttpRequest,
  print: (language: Language) => Promise<Result<Print, Refusal>>,
): Promise<HttpReply> {
  const { language: asked } = request.query;
  const language = LANGUAGES.find((known) => known === asked) ?? request.language;
  try {
    const result = await print(language);
    if (!result.ok) return { status: statusOf(result.error), refusal: result.error };
    return {
      body: result.value.bytes,
      contentType: 'application/pdf',
      fileName: result.value.fileName,
      inline: true,
    };
  } catch (error) {
    if (!(error instanceof DocumentsUnavailable)) throw error;
    request.context.log.warn({ err: error }, 'nothing can be printed here');
    return { status: 503, refusal: { code: 'printing-unavailable', mend: error.mend } };
  }
}

function statusOf({ code }: Refusal): number {
  return code.startsWith('unknown-') || code.endsWith('-not-found') ? 404 : 422;
}

function readStatement(request: HttpRequest) {
  return readQuery(request, (read) => ({
    representative: { id: request.params['id'] ?? '' },
    currency: read.optionalCurrency('currency'),
    from: read.date('from'),
    to: read.date('to'),
  }));
}

function readQuery<Value>(request: HttpRequest, read: (query: FormReader) => Value): Result<Value, Refusal> {
  return readForm(request.query, (field) => field, read);
}
