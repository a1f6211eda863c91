import { useRef, useState, type FormEvent, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  asProblem,
  Button,
  fetchJson,
  LinkButton,
  Notice,
  notify,
  useProblemSentence,
  useText,
} from '../../../../panel-kit/index.js';
import { isPageOfThePanel } from '../shell/use-links-inside.js';
import { ActionFields } from './action-fields.js';
import {
  inputToSend,
  missingFields,
  startingInput,
  type ActionDone,
  type ActionView,
} from './action-view.js';
import { RevealedSecret } from './revealed-secret.js';

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
  const form = useRef<HTMLFormElement>(null);
  const [input, setInput] = useState(() => startingInput(view.fields, view.defaults));
  const [missing, setMissing] = useState<readonly string[]>([]);
  const { isRunning, refusal, revealed, run } = useRun(door, back);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const absent = missingFields(view.fields, input);
    setMissing(absent);
    if (absent.length > 0) return focusFirstWrong(form.current);
    void run({ ids, input: inputToSend(view.fields, input) });
  };
  if (revealed) return <RevealedSecret done={revealed} back={back} />;
  return (
    <form className="ch-card ch-stack" ref={form} noValidate onSubmit={submit}>
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

/** Sends the form once; a second press while the first is under way does nothing. */
function useRun(door: string, back: string) {
  const navigate = useNavigate();
  const sentence = useProblemSentence();
  const underWay = useRef(false);
  const [isRunning, setRunning] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [revealed, setRevealed] = useState<ActionDone | null>(null);

  const run = async (body: unknown): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    setRunning(true);
    setRefusal(null);
    try {
      const done = await fetchJson<ActionDone>(door, { body });
      if (done.reveal) return setRevealed(done);
      notify({ tone: 'success', message: done.message, undo: done.undo });
      if (done.download) openFile(done.download);
      goOn(navigate, done.redirect ?? back);
    } catch (error) {
      setRefusal(sentence(asProblem(error)));
    } finally {
      underWay.current = false;
      setRunning(false);
    }
  };
  return { isRunning, refusal, revealed, run };
}

function goOn(navigate: (address: string) => void, address: string): void {
  if (isPageOfThePanel(address)) navigate(address);
  else window.location.assign(address);
}

/** A tab of its own for what the browser can show; a download stays where it is. */
function openFile(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener';
  link.click();
}

function focusFirstWrong(form: HTMLFormElement | null): void {
  setTimeout(() => form?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
}
