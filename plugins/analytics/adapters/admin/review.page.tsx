import { useState, type ReactElement } from 'react';
import type { ChartSpec } from '../../../../src/values/chart.js';
import {
  Await,
  Button,
  Chart,
  Field,
  formatMoney,
  formatPercent,
  house,
  NOTHING,
  Page,
  ReferenceInput,
  Table,
  useLoaded,
  useText,
} from '../../../../src/panel-kit/index.js';
import type { Review, ReviewFacts, ReviewKind, ReviewSpan } from '../../contract/reviews.js';

interface Answer {
  readonly review: Review;
  readonly last: Readonly<Record<ReviewKind, ReviewSpan>>;
  readonly charts: readonly ChartSpec[];
}

type Text = ReturnType<typeof useText>;

/** A week, a month or a quarter in words, figures and a picture; which one stands in the address. */
export default function ReviewPage(): ReactElement {
  const text = useText('analytics');
  const [asked, ask] = useAsked();
  const loaded = useLoaded<Answer>(`/admin/x/analytics/review?${new URLSearchParams(asked).toString()}`);
  const period = asked['period'] || loaded.data?.review.span.key || '';
  const last = loaded.data?.last;

  return (
    <Page title={text('review.title')}>
      <div className="ch-card ch-fields">
        <Field label={text('review.period')} help={text('review.period-help')}>
          {(control) => (
            <input
              {...control}
              key={period}
              defaultValue={period}
              onBlur={(event) => ask({ ...asked, period: event.target.value.trim() })}
              onKeyDown={(event) => {
                if (event.key === 'Enter') ask({ ...asked, period: event.currentTarget.value.trim() });
              }}
            />
          )}
        </Field>
        {house().user.role === 'representative' ? null : (
          <Field label={text('review.office')}>
            {(control) => (
              <ReferenceInput
                model="Office"
                value={asked['office'] ?? ''}
                control={control}
                onChange={(office) => ask({ ...asked, office })}
              />
            )}
          </Field>
        )}
        <div role="group" aria-label={text('review.last')} className="ch-actions">
          {last
            ? (['week', 'month', 'quarter'] as const).map((kind) => (
                <Button key={kind} onClick={() => ask({ ...asked, period: last[kind].key })}>
                  {text(`review.last-${kind}`)}
                </Button>
              ))
            : null}
        </div>
      </div>
      <Await loaded={loaded}>{(answer) => <Told answer={answer} text={text} />}</Await>
    </Page>
  );
}

function Told({
  answer: { review, charts },
  text,
}: {
  readonly answer: Answer;
  readonly text: Text;
}): ReactElement {
  return (
    <>
      <section className="ch-card">
        <h2>{review.title}</h2>
        <div className="ch-stack">
          {review.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      </section>
      {review.facts.map((facts) => (
        <section key={facts.currency} className="ch-card">
          <h2>{facts.currency}</h2>
          <Table
            caption={`${review.title}, ${facts.currency}`}
            rows={rowsOf(facts, text)}
            rowKey={({ name }) => name}
            columns={[
              { key: 'name', heading: text('review.figure'), cell: ({ name }) => name },
              { key: 'now', heading: text('review.now'), numeric: true, cell: ({ now }) => now },
              { key: 'before', heading: text('review.before'), numeric: true, cell: ({ before }) => before },
              { key: 'change', heading: text('review.change'), numeric: true, cell: ({ change }) => change },
            ]}
          />
        </section>
      ))}
      {charts.map((spec) => (
        <section key={spec.title} className="ch-card">
          <Chart spec={spec} />
        </section>
      ))}
    </>
  );
}

interface Row {
  readonly name: string;
  readonly now: string;
  readonly before: string;
  readonly change: string;
}

function rowsOf({ currency, sales, collected, overdue, invoices }: ReviewFacts, text: Text): readonly Row[] {
  const amounts = Object.entries({ sales, collected, overdue }).flatMap(([name, moved]) =>
    moved
      ? [
          {
            name: text(`review.figures.${name}`),
            now: formatMoney(moved.now, currency),
            before: formatMoney(moved.before, currency),
            change: moved.percent === null ? NOTHING : formatPercent(moved.percent),
          },
        ]
      : [],
  );
  return [...amounts, { name: text('review.figures.invoices'), ...invoices, change: NOTHING }];
}

type Asked = Readonly<Record<string, string>>;

/** What is asked for is kept in the address, so that it can be sent to somebody. */
function useAsked(): readonly [Asked, (asked: Asked) => void] {
  const [asked, setAsked] = useState<Asked>(() =>
    Object.fromEntries(new URLSearchParams(window.location.search).entries()),
  );
  return [
    asked,
    (wanted) => {
      const said = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ''));
      window.history.replaceState(window.history.state, '', `?${new URLSearchParams(said).toString()}`);
      setAsked(said);
    },
  ];
}
