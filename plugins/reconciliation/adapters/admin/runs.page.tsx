import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  Chart,
  Empty,
  fetchJson,
  formatDateTime,
  formatMoney,
  formatNumber,
  formatPercent,
  NOTHING,
  notify,
  Page,
  StatusBadge,
  Table,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../src/panel-kit/index.js';
import type { RunLine, RunView } from '../../contract/work.js';

type Text = ReturnType<typeof useText>;

const DOOR = '/admin/x/reconciliation/runs';
const PERCENT = 100;

/** What each run has found, and how much of what it looked at it could link. */
export default function RunsPage(): ReactElement {
  const text = useText('reconciliation');
  const sentence = useProblemSentence();
  const loaded = useLoaded<readonly RunLine[]>(DOOR);
  const [shown, show] = useState<string | null>(null);

  async function start(): Promise<void> {
    try {
      await fetchJson(DOOR, { body: {} });
      notify({ tone: 'success', message: text('runs.started') });
      loaded.reload();
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
  }

  return (
    <Page
      title={text('runs.title')}
      actions={<Button onClick={() => void start()}>{text('runs.start')}</Button>}
    >
      <Await loaded={loaded}>
        {(runs) =>
          runs.length === 0 ? (
            <Empty title={text('runs.none')}>
              <p>{text('runs.noneHelp')}</p>
            </Empty>
          ) : (
            <>
              <Rates runs={runs} text={text} />
              <Runs runs={runs} text={text} onShow={show} />
            </>
          )
        }
      </Await>
      {shown === null ? null : <Amounts key={shown} id={shown} text={text} />}
    </Page>
  );
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
          title: text('runs.rate'),
          categories: done.map(({ startedAt }) => formatDateTime(startedAt)),
          categoryTitle: text('runs.when'),
          series: [{ name: text('runs.rateOf'), values: done.map(rateOf) }],
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
  const counted = (['looked', 'linked', 'suggested', 'unmatched', 'writtenOff'] as const).map((key) => ({
    key,
    heading: text(`runs.${key}`),
    numeric: true,
    cell: (run: RunLine) => formatNumber(run[key]),
  }));
  return (
    <section className="ch-card">
      <Table
        caption={text('runs.caption')}
        rows={runs}
        rowKey={({ id }) => id}
        columns={[
          { key: 'when', heading: text('runs.when'), cell: ({ startedAt }) => formatDateTime(startedAt) },
          {
            key: 'trigger',
            heading: text('runs.trigger'),
            cell: ({ trigger }) => text(`runs.triggers.${trigger}`),
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
    </section>
  );
}

function Amounts({ id, text }: { readonly id: string; readonly text: Text }): ReactElement {
  const loaded = useLoaded<RunView>(`${DOOR}/${encodeURIComponent(id)}`);
  return (
    <Await loaded={loaded}>
      {({ startedAt, amounts }) => {
        const title = text('runs.amounts', { when: formatDateTime(startedAt) });
        return (
          <section className="ch-card">
            <h2>{title}</h2>
            <Table
              caption={title}
              rows={amounts}
              rowKey={({ currency }) => currency}
              columns={[
                { key: 'currency', heading: text('runs.currency'), cell: ({ currency }) => currency },
                ...(['linked', 'suggested', 'unmatched', 'writtenOff'] as const).map((key) => ({
                  key,
                  heading: text(`runs.${key}`),
                  numeric: true,
                  cell: (sums: RunView['amounts'][number]) => formatMoney(sums[key], sums.currency),
                })),
              ]}
            />
          </section>
        );
      }}
    </Await>
  );
}
