import type { DashboardWidget } from '../../../../src/kernel/contributions.js';
import { accountLines } from '../account-lines.js';

/** Accounts whose statement has not come. */
export const lateStatements: DashboardWidget = {
  name: 'late-statements',
  permission: 'reconciliation.read',
  async load({ context, actor, language }) {
    const late = (await accountLines({ context, actor })).filter(({ isLate }) => isLate);
    const link = '/admin/pages/reconciliation-statements';
    if (late.length === 0) return { kind: 'figure', value: '0', link };
    const text = (key: string): string =>
      context.translator.text(language, `reconciliation:panel.accounts.${key}`);
    const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: 'UTC' });
    return {
      kind: 'table',
      headings: [text('account'), text('due')],
      rows: late.map(({ name, dueOn }) => [name, day.format(new Date(`${dueOn}T00:00:00Z`))]),
      link,
    };
  },
};
