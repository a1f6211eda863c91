import { billingDocuments } from '../../../billing/contract/documents.js';
import type { BotFeature, Talk } from '../../contract/feature.js';
import { html } from '../../contract/text.js';
import { daysOfPeriod, STATEMENT_PERIODS } from '../../domain/statement-period.js';
import { ownId, todayOf } from './representative-words.js';
import { sendPrint } from './send-print.js';

/** The statement of account, as a PDF. */
export const statement: BotFeature = {
  name: 'statement',
  permission: 'billing.statement.read',
  roles: ['representative'],
  inMenu: true,
  isCommand: true,
  open: choose,
  actions: {
    choose: { version: 1, run: choose },
    of: { version: 1, run: print },
  },
};

async function choose(talk: Talk): Promise<void> {
  const { t } = talk;
  await talk.show({
    text: html`${t('telegram:bot.statement.question')}`,
    buttons: [
      ...STATEMENT_PERIODS.map((period) => [
        { label: t(`telegram:bot.statement.${period}`), action: 'statement.of', args: [period] },
      ]),
      [{ label: t('telegram:bot.balance.menu'), action: 'balance.show' }],
    ],
  });
}

async function print(talk: Talk, [asked]: readonly string[]): Promise<void> {
  const period = STATEMENT_PERIODS.find((known) => known === asked) ?? 'this-month';
  const days = daysOfPeriod(period, await todayOf(talk));
  const { actor, language } = talk;
  const of = { representativeId: ownId(talk), currency: null, language, ...days };
  await sendPrint(talk, () => talk.context.use(billingDocuments).statement(actor, of));
}
