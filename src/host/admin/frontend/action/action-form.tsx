import { useState, type FormEvent, type ReactElement } from 'react';
import {
  Button,
  confirmFirst,
  LinkButton,
  Notice,
  useText,
  type Question,
  DraftNotice,
  useDraft,
  useLeaveGuard,
} from '../../../../panel-kit/index.js';
import { useFormKeys } from '../forms/use-form-keys.js';
import { ActionFields } from './action-fields.js';
import { inputToSend, missingFields, startingInput, type ActionView, type Input } from './action-view.js';
import { OtherVersion } from './other-version.js';
import { RevealedSecret } from './revealed-secret.js';
import { useRun } from './use-run.js';

interface ActionFormProps {
  readonly view: ActionView;
  readonly door: string;
  readonly ids: readonly string[];
  /** of the record, where there is one: its currency stands beside amounts */
  readonly params: Readonly<Record<string, unknown>>;
  readonly back: string;
}

export function ActionForm({ view, door, ids, params, back }: ActionFormProps): ReactElement {
  const text = useText();
  const [opened] = useState(() => startingInput(view.fields, view.defaults));
  const [input, setInput] = useState(opened);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const isChanged = JSON.stringify(input) !== JSON.stringify(opened);
  const { release } = useLeaveGuard(isChanged);
  const draft = useDraft(withoutSecrets(view.fields, input), isChanged, (kept) =>
    setInput((before) => ({ ...before, ...kept })),
  );
  const form = useFormKeys(missing);
  const { isRunning, refusal, isOvertaken, revealed, run } = useRun(door, back, () => {
    draft.clear();
    release();
  });

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const absent = missingFields(view.fields, input);
    setMissing(absent);
    if (absent.length > 0) return;
    if (view.typed && !(await confirmFirst(typedQuestion(view, view.typed)))) return;
    await run({ ids, input: inputToSend(view.fields, input), typed: view.typed ?? undefined });
  };
  if (revealed) return <RevealedSecret done={revealed} back={back} />;
  return (
    <form className="ch-card ch-stack" ref={form} noValidate onSubmit={(event) => void submit(event)}>
      <DraftNotice draft={draft} />
      {view.confirm ? <Notice tone={view.danger ? 'warning' : 'info'}>{view.confirm}</Notice> : null}
      {view.records.length > 0 ? <ChosenRecords records={view.records} /> : null}
      <ActionFields
        fields={view.fields}
        input={input}
        missing={missing}
        params={params}
        onChange={setInput}
      />
      {refusal ? <Notice tone="error">{refusal}</Notice> : null}
      {isOvertaken ? (
        <OtherVersion
          view={view}
          door={door}
          ids={ids}
          params={params}
          input={input}
          onTake={(values) => setInput((before) => ({ ...before, ...values }))}
        />
      ) : null}
      <div className="ch-form-end">
        <Button type="submit" look={view.danger ? 'danger' : 'primary'} busy={isRunning}>
          {view.title}
        </Button>
        <LinkButton href={back}>{text('form.cancel')}</LinkButton>
      </div>
    </form>
  );
}

function ChosenRecords({ records }: { readonly records: ActionView['records'] }): ReactElement {
  const text = useText();
  if (records.length === 1) return <p>{records[0]?.title}</p>;
  return (
    <details>
      <summary>{text('action.records', { count: records.length })}</summary>
      <ul className="ch-records">
        {records.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
    </details>
  );
}

function typedQuestion(view: ActionView, typed: string): Question {
  return {
    title: view.title,
    yes: view.title,
    danger: true,
    typed,
    ...(view.confirm ? { sentence: view.confirm } : {}),
  };
}

function withoutSecrets(fields: ActionView['fields'], input: Input): Input {
  const secret = fields.filter(({ kind }) => kind === 'password').map(({ name }) => name);
  return Object.fromEntries(Object.entries(input).filter(([name]) => !secret.includes(name)));
}
