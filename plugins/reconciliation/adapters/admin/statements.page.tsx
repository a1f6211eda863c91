import { useState, type ReactElement } from 'react';
import { LinkButton, Page, useText } from '../../../../src/panel-kit/index.js';
import { ChooseStatements } from './statements/choose-statements.js';
import { LateAccounts } from './statements/late-accounts.js';
import { MapTable } from './statements/map-table.js';
import { ReadReport } from './statements/read-report.js';
import { StatementList } from './statements/statement-list.js';
import { useIntake } from './statements/use-intake.js';

/** Statements: give a file, see what stands in it, take it; and what was taken so far. */
export default function StatementsPage(): ReactElement {
  const text = useText('reconciliation');
  const [taken, setTaken] = useState(0);
  const intake = useIntake(() => setTaken((count) => count + 1));
  const { answer } = intake;
  return (
    <Page
      title={text('statements.title')}
      actions={<LinkButton href="/admin/resources/BankAccount">{text('accounts.title')}</LinkButton>}
    >
      <LateAccounts key={`late ${taken}`} />
      <ChooseStatements intake={intake} />
      {answer?.kind === 'map' ? (
        <MapTable key={answer.problem} intake={intake} table={answer.table} problem={answer.problem} />
      ) : null}
      {answer?.kind === 'read' ? <ReadReport intake={intake} read={answer} /> : null}
      <StatementList key={`list ${taken}`} />
    </Page>
  );
}
