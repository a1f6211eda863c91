import type { ReactElement, ReactNode } from 'react';
import {
  anyChange,
  Button,
  Notice,
  Table,
  useLive,
  useLoaded,
  useText,
} from '../../../../panel-kit/index.js';
import { Skeleton } from '../screens/skeleton.js';

type WidgetContent =
  | { readonly kind: 'figure'; readonly value: string; readonly note?: string; readonly link?: string }
  | {
      readonly kind: 'table';
      readonly headings: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly link?: string;
    };

interface WidgetCardProps {
  readonly id: string;
  readonly title: string;
  /** buttons that arrange the page */
  readonly tools?: ReactNode;
}

/** A table of so few columns stands beside others. */
const NARROW_COLUMNS = 2;

/** One widget, fetched by itself: a slow or a broken one keeps no other from being read. */
export function WidgetCard({ id, title, tools }: WidgetCardProps): ReactElement {
  const text = useText();
  const door = `/admin/x/host/home?widget=${encodeURIComponent(id)}`;
  const { data, problem, reload } = useLoaded<{ widgets: readonly { content: WidgetContent }[] }>(door);
  useLive(anyChange, reload);
  const content = data?.widgets[0]?.content;
  const hasFailed = problem !== undefined || (data !== undefined && content === undefined);
  const isWide = content?.kind === 'table' && content.headings.length > NARROW_COLUMNS;
  return (
    <li className={isWide ? 'ch-card ch-widget-wide' : 'ch-card'}>
      <h2>{content?.link ? <a href={content.link}>{title}</a> : title}</h2>
      {tools}
      {hasFailed ? (
        <Notice tone="warning">
          <p>{text('home.failed')}</p>
          <Button onClick={reload}>{text('retry')}</Button>
        </Notice>
      ) : null}
      {content ? <Content title={title} content={content} /> : null}
      {!content && !hasFailed ? <Skeleton shape="widget" /> : null}
    </li>
  );
}

function Content({
  title,
  content,
}: {
  readonly title: string;
  readonly content: WidgetContent;
}): ReactElement {
  if (content.kind === 'figure') {
    return (
      <>
        <p className="ch-figure">{content.value}</p>
        {content.note ? <p className="ch-help">{content.note}</p> : null}
      </>
    );
  }
  return (
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
  );
}
