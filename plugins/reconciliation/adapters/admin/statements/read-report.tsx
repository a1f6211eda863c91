import { useState, type FormEvent, type ReactElement } from 'react';
import { Button, Field, formatNumber, house, Notice, useText } from '../../../../../src/panel-kit/index.js';
import type { AccountOpened, StatementsRead } from '../../../contract/work.js';
import { AccountChoice } from './account-choice.js';
import { MapTable } from './map-table.js';
import { NewAccount } from './new-account.js';
import { ReadStatement } from './read-statement.js';
import type { Intake } from './use-intake.js';

type Statement = StatementsRead['statements'][number];

/** What was read, what is still wanted before it can be taken, and the button that takes it. */
export function ReadReport({
  intake,
  read,
}: {
  readonly intake: Intake;
  readonly read: StatementsRead;
}): ReactElement {
  const text = useText('reconciliation');
  const unknown = unknownAccounts(read.statements);
  const [opened, setOpened] = useState<Readonly<Record<string, AccountOpened>>>({});
  const [override, setOverride] = useState('');
  const isOdd = read.statements.some(({ balanced }) => balanced === false);
  const isNameless = read.statements.some(({ account, known }) => account === null && known === null);
  const added = read.statements.reduce((sum, { lines, knownLines }) => sum + lines - knownLines, 0);
  const isReady = !isNameless && (!isOdd || override.trim() !== '');

  const take = (event: FormEvent): void => {
    event.preventDefault();
    const open = unknown.map(({ account }) => opened[account] ?? newAccount(account));
    if (isReady) intake.take({ override: isOdd ? override : '', open });
  };

  return (
    <form className="ch-section ch-stack" onSubmit={take}>
      {read.statements.map((statement, index) => (
        <ReadStatement key={index} statement={statement} />
      ))}
      {read.table && intake.file ? (
        <details className="ch-card">
          <summary>{text('statements.columns')}</summary>
          <MapTable intake={intake} table={read.table} problem={null} />
        </details>
      ) : null}
      {isNameless ? <AccountChoice intake={intake} /> : null}
      {unknown.map(({ account, currency }) => (
        <NewAccount
          key={account}
          currency={currency}
          account={opened[account] ?? newAccount(account)}
          onChange={(change) => setOpened({ ...opened, [account]: change })}
        />
      ))}
      {isOdd ? (
        <div className="ch-card ch-stack">
          <Notice tone="warning">{text('statements.oddHelp')}</Notice>
          <Field label={text('statements.reason')} required>
            {(control) => (
              <textarea
                {...control}
                rows={2}
                maxLength={500}
                value={override}
                onChange={(event) => setOverride(event.target.value)}
              />
            )}
          </Field>
        </div>
      ) : null}
      <div className="ch-actions">
        <Button type="submit" look="primary" busy={intake.busy === 'taking'} disabled={!isReady}>
          {added === 0
            ? text('statements.takeNothing')
            : text('statements.take', { count: added, number: formatNumber(added) })}
        </Button>
      </div>
    </form>
  );
}

function unknownAccounts(
  statements: readonly Statement[],
): readonly { readonly account: string; readonly currency: string }[] {
  const found = new Map<string, string>();
  for (const { account, known, currency } of statements)
    if (account !== null && known === null) found.set(account, currency);
  return [...found].map(([account, currency]) => ({ account, currency }));
}

function newAccount(identifier: string): AccountOpened {
  return {
    ...{ identifier, name: `${house().organisation.name} ${identifier.slice(-4)}`, kind: 'bank' },
    ...{ journalAccount: `Assets:Bank:${identifier}`, expectedEveryDays: null },
  };
}
