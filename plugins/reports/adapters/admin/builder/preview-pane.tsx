import type { ReactElement } from 'react';
import {
  Chart,
  Empty,
  Failure,
  formatDate,
  formatNumber,
  Spinner,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { ReportDefinition } from '../../../contract/definition.js';
import type { ReportPreview } from '../../../contract/doors.js';
import { PreviewTable } from './preview-table.js';
import type { Preview } from './use-preview.js';

interface PaneProps {
  readonly preview: Preview;
  /** a step says already what is wrong */
  readonly isExplained: boolean;
  /** what has to be filled in before anything can be shown */
  readonly waitsFor: string | null;
  readonly sort: ReportDefinition['sort'];
  readonly sortable: readonly string[];
  readonly onSort: (sort: ReportDefinition['sort']) => void;
}

/** The report as it is being built. What was shown stays, paler, until the next answer is there. */
export function PreviewPane(props: PaneProps): ReactElement {
  const text = useText('reports');
  const { preview, isExplained, waitsFor } = props;
  const { shown, isWorking, problem, retry } = preview;
  const isOld = isWorking || problem !== undefined;
  return (
    <section className="reports-preview" aria-label={text('builder.preview')} aria-busy={isWorking}>
      <p className="ch-unseen" role="status">
        {isWorking || problem || !shown ? '' : text('builder.shows', rowsShown(shown))}
      </p>
      {waitsFor ? <Empty title={waitsFor} /> : null}
      {problem && isExplained ? <Empty title={text('builder.mendFirst')} /> : null}
      {problem && !isExplained ? <Failure problem={problem} onRetry={retry} /> : null}
      {!shown && isWorking ? <Spinner label={text('builder.loading')} /> : null}
      {shown && !waitsFor ? (
        <div className={isOld ? 'ch-stack ch-stale' : 'ch-stack'}>
          <Shown {...props} shown={shown} />
        </div>
      ) : null}
    </section>
  );
}

function Shown({
  shown,
  sort,
  sortable,
  onSort,
}: PaneProps & { readonly shown: ReportPreview }): ReactElement {
  const text = useText('reports');
  const { period, compared, chart, notes, review, rows, isComplete } = shown;
  const span = (days: { from: string; to: string }): string =>
    `${formatDate(days.from)} – ${formatDate(days.to)}`;
  return (
    <>
      <p className="reports-span">
        <strong>{span(period)}</strong>
        {compared ? (
          <span className="ch-help">{text('builder.against', { days: span(compared) })}</span>
        ) : null}
      </p>
      {review.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {chart && rows.length > 0 ? (
        <div className="ch-card">
          <Chart spec={chart} />
        </div>
      ) : null}
      {rows.length === 0 ? (
        <Empty title={text('builder.noRows')} />
      ) : (
        <PreviewTable preview={shown} sort={sort} sortable={sortable} onSort={onSort} />
      )}
      {isComplete ? null : <p className="ch-help">{text('builder.more', rowsShown(shown))}</p>}
      {notes.map((note) => (
        <p key={note} className="ch-help">
          {note}
        </p>
      ))}
    </>
  );
}

function rowsShown({ rows }: ReportPreview): { readonly count: number; readonly rows: string } {
  const { length } = rows.filter(({ kind }) => kind === 'row');
  return { count: length, rows: formatNumber(length) };
}
