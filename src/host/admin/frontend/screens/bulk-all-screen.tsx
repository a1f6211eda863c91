import { useRef, useState, type FormEvent, type ReactElement } from 'react';
import { useLocation, useParams } from 'react-router-dom';
import {
  asProblem,
  Await,
  Button,
  confirmFirst,
  fetchJson,
  formatNumber,
  house,
  LinkButton,
  Notice,
  Page,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../panel-kit/index.js';
import { ActionFields } from '../action/action-fields.js';
import { inputToSend, missingFields, startingInput, type ActionView } from '../action/action-view.js';
import { BulkProgress, BulkResult, type BulkReport } from './bulk-result.js';
import { filtersOf } from './list-address.js';

interface BulkView extends ActionView {
  /** records that match now */
  readonly count: number;
}

interface Taken {
  readonly report: BulkReport | null;
  readonly job: string | null;
}

/** An action over everything that a list's filters let through: asks, says how many, and then what became of each. */
export default function BulkAllScreen(): ReactElement {
  const text = useText();
  const { resourceId = '', actionName = '' } = useParams();
  const { search } = useLocation();
  const door = `/admin/x/host/bulk/${encodeURIComponent(resourceId)}/${encodeURIComponent(actionName)}`;
  const loaded = useLoaded<BulkView>(`${door}${search}`);
  const [taken, take] = useState<Taken | null>(null);
  const [count, setCount] = useState(0);
  const plural = house().titles[resourceId]?.plural ?? resourceId;
  const back = `/admin/resources/${encodeURIComponent(resourceId)}${search}`;
  const title = [plural, loaded.data?.title].filter(Boolean).join(' · ');
  if (taken)
    return (
      <Page title={title}>
        {taken.report ? <BulkResult report={taken.report} back={back} name={resourceId} /> : null}
        {taken.job ? <BulkProgress job={taken.job} total={count} back={back} name={resourceId} /> : null}
      </Page>
    );
  return (
    <Page title={title}>
      <Await loaded={loaded}>
        {(view) => (
          <BulkForm
            view={view}
            door={door}
            back={back}
            filters={filtersOf([...new URLSearchParams(search)])}
            onTaken={(next) => {
              setCount(view.count);
              take(next);
            }}
          />
        )}
      </Await>
      {loaded.problem ? <LinkButton href={back}>{text('form.cancel')}</LinkButton> : null}
    </Page>
  );
}

interface BulkFormProps {
  readonly view: BulkView;
  readonly door: string;
  readonly back: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly onTaken: (taken: Taken) => void;
}

function BulkForm({ view, door, back, filters, onTaken }: BulkFormProps): ReactElement {
  const text = useText();
  const sentence = useProblemSentence();
  const underWay = useRef(false);
  const [input, setInput] = useState(() => startingInput(view.fields, view.defaults));
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [isRunning, setRunning] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const send = async (): Promise<void> => {
    if (underWay.current) return;
    const question = { title: view.title, yes: view.title, danger: true };
    if (view.typed && !(await confirmFirst({ ...question, sentence: view.confirm ?? '', typed: view.typed })))
      return;
    underWay.current = true;
    setRunning(true);
    setRefusal(null);
    try {
      const all = { filters, expected: view.count };
      onTaken(
        await fetchJson<Taken>(door, {
          body: { all, input: inputToSend(view.fields, input), typed: view.typed ?? undefined },
        }),
      );
    } catch (error) {
      setRefusal(sentence(asProblem(error)));
    } finally {
      underWay.current = false;
      setRunning(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const absent = missingFields(view.fields, input);
    setMissing(absent);
    if (absent.length === 0) void send();
  };
  return (
    <form className="ch-card ch-stack" noValidate onSubmit={submit}>
      <p>
        <strong>{text('bulk.count', { count: view.count, total: formatNumber(view.count) })}</strong>
      </p>
      {view.confirm ? <Notice tone={view.danger ? 'warning' : 'info'}>{view.confirm}</Notice> : null}
      <ActionFields fields={view.fields} input={input} missing={missing} params={{}} onChange={setInput} />
      {refusal ? <Notice tone="error">{refusal}</Notice> : null}
      <div className="ch-form-end">
        <Button type="submit" look={view.danger ? 'danger' : 'primary'} busy={isRunning}>
          {text('bulk.go', { title: view.title, total: formatNumber(view.count) })}
        </Button>
        <LinkButton href={back}>{text('form.cancel')}</LinkButton>
      </div>
    </form>
  );
}
