import type { CliCommand } from '../../../../src/kernel/contributions.js';
import { localDateIn, parseLocalDate } from '../../../../src/values/local-date.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import { ok } from '../../../../src/values/result.js';
import { makeLateRisk } from '../../app/late-risk.js';
import { riskSentences } from '../../app/risk-sentences.js';
import { ledgerHistory } from '../database/ledger-history.js';

export const lateRisk: CliCommand = {
  name: 'analytics late-risk',
  description: 'how likely each open invoice is to be paid late, by what was known on that day',
  options: [{ name: 'as-of', kind: 'string', description: 'the day, YYYY-MM-DD; default today' }],
  async run({ context, actor, options }) {
    const { clock, database, translator } = context;
    const today = localDateIn(clock.now(), (await context.organisation()).zone);
    const asked = options['as-of'];
    const asOf = asked === undefined ? ok(today) : parseLocalDate(String(asked));
    if (!asOf.ok) return asOf;
    const whose = { officeId: null, representativeId: null };
    const found = await makeLateRisk({ database, ledgerHistory })(actor, { asOf: asOf.value, whose });
    const invoices = found.map((invoice) => ({
      invoiceId: invoice.invoiceId,
      number: invoice.number,
      representative: { code: invoice.representative.code, name: invoice.representative.name },
      dueDate: invoice.dueDate,
      currency: invoice.currency,
      outstanding: formatAmount(money(invoice.outstanding, invoice.currency)),
      daysToDue: invoice.daysToDue,
      isOverdue: invoice.isOverdue,
      probability: Number(invoice.probability.toFixed(4)),
      reasons: riskSentences(invoice, translator, actor.language),
    }));
    const percent = new Intl.NumberFormat(actor.language, { style: 'percent' });
    const lines = invoices.map(({ probability, number, representative, reasons }) =>
      [
        percent.format(probability).padStart(5),
        (number ?? '').padEnd(16),
        representative.name,
        reasons.join(' '),
      ].join('  '),
    );
    const none = translator.text(actor.language, 'analytics:lateRisk.none', { asOf: asOf.value });
    return ok({
      json: { asOf: asOf.value, invoices },
      text: lines.length === 0 ? none : lines.join('\n'),
    });
  },
};
