import { useEffect, useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  Chart,
  Dialog,
  Empty,
  fetchJson,
  formatDateTime,
  formatMoney,
  formatNumber,
  formatPercent,
  LinkButton,
  NOTHING,
  notify,
  Page,
  StatusBadge,
  Table,
  useLoaded,
  useProblemSentence,
  useText,
  type Loaded,
} from '../../../../src/panel-kit/index.js';
import type { RunLine, RunView } from '../../contract/work.js';

type Text = ReturnType<typeof useText>;
type Outcome = Exclude<keyof RunView['amounts'][number], 'currency'>;

const DOOR = '/admin/x/reconciliation/runs';
const PERCENT = 100;
const OUTCOMES: readonly Outcome[] = ['linked', 'suggested', 'unmatched', 'writtenOff'];
const POLL_MS = 1000;
const REPORTS = [
  ['xlsx', 'Excel'],
  ['pdf', 'PDF'],
] as const;

/** What each run has found, and how much of what it looked at it could link. */
export default function RunsPage(): ReactElement {
  const text = useText('reconciliation');
  const sentence = useProblemSentence();
  const [awaited, waitFor] = useState<string | null>(null);
  const [isStarting, setStarting] = useState(false);
  const [shown, show] = useState<string | null>(null);
  const loaded = useRuns(awaited);

  async function start(): Promise<void> {
    setStarting(true);
    try {
      const { jobId } = await fetchJson<{ readonly jobId: string }>(DOOR, { body: {} });
      waitFor(jobId);
      notify({ tone: 'success', message: text('runs.started') });
      loaded.reload();
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
    setStarting(false);
  }

  return (
    <Page
      title={text('runs.title')}
      actions={
        <Button look="primary" busy={isStarting} onClick={() => void start()}>
          {text('runs.start')}
        </Button>
      }
    >
      <Await loaded={loaded}>
        {(runs) =>
          runs.length === 0 ? (
            <Empty title={text('runs.none')}>
              <p>{text('runs.noneHelp')}</p>
            </Empty>
          ) : (
            <div className="ch-stack">
              <Rates runs={runs} text={text} />
              <Runs runs={runs} text={text} onShow={show} />
            </div>
          )
        }
      </Await>
      {shown === null ? null : <Amounts id={shown} text={text} onClose={() => show(null)} />}
    </Page>
  );
}

/** Asked again while a run works, or has been asked for and is not there yet. */
function useRuns(awaited: string | null): Loaded<readonly RunLine[]> {
  const loaded = useLoaded<readonly RunLine[]>(DOOR);
  const { data, reload } = loaded;
  const isWorking =
    data?.some(({ state }) => state === 'running') === true ||
    (awaited !== null && data?.some(({ jobId }) => jobId === awaited) !== true);
  useEffect(() => {
    if (!isWorking) return undefined;
    const timer = setTimeout(reload, POLL_MS);
    return () => clearTimeout(timer);
  }, [isWorking, reload, data]);
  return loaded;
}

const rateOf = ({ looked, linked }: RunLine): number | null =>
  looked === 0 ? null : (linked / looked) * PERCENT;

function Rates({ runs, text }: { readonly runs: readonly RunLine[]; readonly text: Text }): ReactElement {
  const done = runs.filter(({ state, looked }) => state === 'done' && looked > 0).reverse();
  if (done.length < 2) return <></>;
  return (
    <section className="ch-card">
      <Chart
        spec={{
          kind: 'line',
          title: text('runs.rateOf'),
          categories: done.map(({ startedAt }) => formatDateTime(startedAt)),
          categoryTitle: text('runs.when'),
          series: [{ name: text('runs.rate'), values: done.map(rateOf) }],
          unit: 'percent',
        }}
      />
    </section>
  );
}

function Runs({
  runs,
  text,
  onShow,
}: {
  readonly runs: readonly RunLine[];
  readonly text: Text;
  readonly onShow: (id: string) => void;
}): ReactElement {
  const counted = (['looked', ...OUTCOMES] as const).map((key) => ({
    key,
    heading: text(`runs.${key}`),
    numeric: true,
    cell: (run: RunLine) => formatNumber(run[key]),
  }));
  return (
    <Table
      caption={text('runs.caption')}
      rows={runs}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'when',
          heading: text('runs.when'),
          cell: ({ startedAt, trigger }) => (
            <>
              {formatDateTime(startedAt)}
              <br />
              {text(`runs.triggers.${trigger}`)}
            </>
          ),
        },
        {
          key: 'state',
          heading: text('runs.state'),
          cell: ({ state }) => <StatusBadge status={state} label={text(`runs.states.${state}`)} />,
        },
        ...counted,
        {
          key: 'rate',
          heading: text('runs.rate'),
          numeric: true,
          cell: (run) => {
            const rate = rateOf(run);
            return rate === null ? NOTHING : formatPercent(rate.toFixed(1));
          },
        },
        {
          key: 'amounts',
          heading: text('runs.show'),
          cell: ({ id }) => <Button onClick={() => onShow(id)}>{text('runs.show')}</Button>,
        },
      ]}
    />
  );
}

function Amounts({
  id,
  text,
  onClose,
}: {
  readonly id: string;
  readonly text: Text;
  readonly onClose: () => void;
}): ReactElement {
  const loaded = useLoaded<RunView>(`${DOOR}/${encodeURIComponent(id)}`);
  const { data } = loaded;
  const title = data ? text('runs.amounts', { when: formatDateTime(data.startedAt) }) : text('runs.show');
  return (
    <Dialog title={title} onClose={onClose}>
      <Await loaded={loaded}>
        {({ statement, amounts }) => (
          <>
            {statement === null ? null : <p>{text('runs.ofStatement', { fileName: statement.fileName })}</p>}
            {amounts.length === 0 ? (
              <p>{text('runs.noAmounts')}</p>
            ) : (
              <Sums amounts={amounts} title={title} text={text} />
            )}
            <p className="ch-actions">
              {REPORTS.map(([format, name]) => (
                <LinkButton
                  key={format}
                  href={`${DOOR}/${encodeURIComponent(id)}/report?format=${format}`}
                  download
                >
                  {text('runs.report', { format: name })}
                </LinkButton>
              ))}
            </p>
          </>
        )}
      </Await>
    </Dialog>
  );
}

/** A column for each currency: the sums of one are read downwards, as in a book. */
function Sums({
  amounts,
  title,
  text,
}: {
  readonly amounts: RunView['amounts'];
  readonly title: string;
  readonly text: Text;
}): ReactElement {
  return (
    <Table
      caption={title}
      rows={OUTCOMES}
      rowKey={(outcome) => outcome}
      columns={[
        { key: 'outcome', heading: text('runs.outcome'), cell: (outcome) => text(`runs.${outcome}`) },
        ...amounts.map((sums) => ({
          key: sums.currency,
          heading: sums.currency,
          numeric: true,
          cell: (outcome: Outcome) => formatMoney(sums[outcome]),
        })),
      ]}
    />
  );
}
