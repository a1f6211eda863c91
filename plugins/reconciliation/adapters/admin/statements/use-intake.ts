import { useState } from 'react';
import { asProblem, fetchJson, notify, useText, type Problem } from '../../../../../src/panel-kit/index.js';
import type { ImportMapping } from '../../../../imports/contract/import-kind.js';
import type { AccountOpened, StatementsRead, StatementsTaken, TableToMap } from '../../../contract/work.js';

export const DOORS = '/admin/x/reconciliation';

/** What a file is read with, besides itself. */
export interface Terms {
  /** the account of statements that name none: its id */
  readonly account: string;
  /** null: the headings of a table tell */
  readonly mapping: ImportMapping | null;
}

export interface Intake {
  readonly file: File | null;
  readonly terms: Terms;
  readonly answer: StatementsRead | TableToMap | null;
  readonly problem: Problem | null;
  readonly busy: 'reading' | 'taking' | null;
  read(file: File, change?: Partial<Terms>): void;
  take(given: { readonly override: string; readonly open: readonly AccountOpened[] }): void;
  forget(): void;
}

const NOTHING_TOLD: Terms = { account: '', mapping: null };

/** One file from its choice until it is taken. The house keeps nothing of it before that, so each step sends it again. */
export function useIntake(onTaken: () => void): Intake {
  const text = useText('reconciliation');
  const [file, setFile] = useState<File | null>(null);
  const [terms, setTerms] = useState(NOTHING_TOLD);
  const [answer, setAnswer] = useState<Intake['answer']>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState<Intake['busy']>(null);

  const forget = (): void => {
    setFile(null);
    setTerms(NOTHING_TOLD);
    setAnswer(null);
    setProblem(null);
  };

  const read = (chosen: File, change: Partial<Terms> = {}): void => {
    const next = chosen === file ? { ...terms, ...change } : { ...NOTHING_TOLD, ...change };
    setFile(chosen);
    setTerms(next);
    setProblem(null);
    setBusy('reading');
    send<StatementsRead | TableToMap>(chosen, next)
      .then(setAnswer, (error: unknown) => {
        setAnswer(null);
        setProblem(asProblem(error));
      })
      .finally(() => setBusy(null));
  };

  const take: Intake['take'] = ({ override, open }) => {
    if (!file) return;
    setProblem(null);
    setBusy('taking');
    const more = { take: 'true', ...(override ? { override } : {}), open: JSON.stringify(open) };
    send<StatementsTaken>(file, terms, more)
      .then(
        ({ jobId }) => {
          notify({
            tone: 'success',
            message: text(jobId === null ? 'statements.nothingNew' : 'statements.taken'),
          });
          forget();
          onTaken();
        },
        (error: unknown) => setProblem(asProblem(error)),
      )
      .finally(() => setBusy(null));
  };

  return { file, terms, answer, problem, busy, read, take, forget };
}

function send<Answer>(
  file: File,
  { account, mapping }: Terms,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const form = new FormData();
  if (account !== '') form.append('account', account);
  if (mapping !== null) form.append('mapping', JSON.stringify(mapping));
  for (const [name, value] of Object.entries(more)) form.append(name, value);
  form.append('file', file);
  return fetchJson<Answer>(`${DOORS}/statements`, { body: form });
}
