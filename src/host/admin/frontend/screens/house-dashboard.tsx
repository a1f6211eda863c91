import type { ReactElement } from 'react';
import {
  anyChange,
  Await,
  Empty,
  house,
  Page,
  Table,
  useLive,
  useLoaded,
  useText,
} from '../../../../panel-kit/index.js';

interface Widget {
  readonly plugin: string;
  readonly name: string;
  readonly title: string;
  readonly content:
    | { readonly kind: 'figure'; readonly value: string; readonly note?: string; readonly link?: string }
    | {
        readonly kind: 'table';
        readonly headings: readonly string[];
        readonly rows: readonly (readonly string[])[];
        readonly link?: string;
      };
}

/** The home page: what plugins think worth seeing first. */
export function HouseDashboard(): ReactElement {
  const text = useText();
  const loaded = useLoaded<{ widgets: readonly Widget[] }>('/admin/x/host/home');
  useLive(anyChange, loaded.reload);
  return (
    <Page title={text('home.greeting', { name: house().user.name || house().organisation.name })}>
      <Await loaded={loaded}>
        {({ widgets }) =>
          widgets.length === 0 ? (
            <Empty title={text('home.nothing')} />
          ) : (
            <div className="ch-widgets">
              {widgets.map((widget) => (
                <WidgetCard key={`${widget.plugin}.${widget.name}`} widget={widget} />
              ))}
            </div>
          )
        }
      </Await>
    </Page>
  );
}

/** A table of so few columns stands beside others. */
const NARROW_COLUMNS = 2;

function WidgetCard({ widget }: { readonly widget: Widget }): ReactElement {
  const { title, content } = widget;
  const heading = <h2>{content.link ? <a href={content.link}>{title}</a> : title}</h2>;
  if (content.kind === 'figure') {
    return (
      <section className="ch-card">
        {heading}
        <p className="ch-figure">{content.value}</p>
        {content.note ? <p className="ch-help">{content.note}</p> : null}
      </section>
    );
  }
  return (
    <section className={content.headings.length > NARROW_COLUMNS ? 'ch-card ch-widget-wide' : 'ch-card'}>
      {heading}
      <Table<readonly string[]>
        caption={title}
        rows={content.rows}
        rowKey={(_row, index) => String(index)}
        columns={content.headings.map((label, index) => ({
          key: String(index),
          heading: label,
          numeric:
            index > 0 &&
            content.rows.every((row) => /^[^\p{L}]*\d[^\p{L}]*(\p{L}{3})?$/u.test(row[index] ?? '')),
          cell: (row) => row[index],
        }))}
      />
    </section>
  );
}
