import type { ReactElement } from 'react';
import {
  Button,
  fetchJson,
  formatBytes,
  formatDateTime,
  NOTHING,
  ProgressBar,
  StatusBadge,
  Table,
  useDeed,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { ShownState, YearsView, YearView } from '../../../contract/doors.js';
import { DOORS } from '../archive-doors.js';

interface YearListProps {
  readonly view: YearsView;
  readonly onMove: (year: number) => void;
  readonly onReturn: (year: number) => void;
  readonly onChanged: () => void;
}

/** Which of the colours a state has. */
const LOOKS: Readonly<Record<ShownState, string>> = {
  closed: 'open',
  moving: 'running',
  moved: 'done',
  returning: 'running',
  returned: 'open',
  failed: 'failed',
  stopped: 'failed',
};

export function YearList(props: YearListProps): ReactElement {
  const text = useText('archive');
  const { years, mayMove } = props.view;
  return (
    <Table
      caption={text('years.title')}
      rows={years}
      rowKey={({ year }) => String(year)}
      columns={[
        { key: 'year', heading: text('years.year'), cell: ({ year }) => <strong>{year}</strong> },
        { key: 'state', heading: text('years.state'), cell: (year) => <State year={year} /> },
        { key: 'file', heading: text('years.file'), cell: (year) => <File year={year} /> },
        { key: 'copies', heading: text('years.copies'), cell: (year) => <Copies year={year} /> },
        ...(mayMove
          ? [
              {
                key: 'deeds',
                heading: text('years.deeds'),
                cell: (year: YearView) => <Deeds {...props} year={year} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function State({ year }: { readonly year: YearView }): ReactElement {
  const text = useText('archive');
  const { state, progress, movedAt, returnedAt, requestedBy, error } = year;
  if (progress) return <ProgressBar label={text(`states.${state}`)} {...progress} />;
  const at = state === 'returned' ? returnedAt : movedAt;
  const by = [at === null ? null : formatDateTime(at), requestedBy].filter(Boolean).join(' · ');
  return (
    <div className="archive-cell">
      <StatusBadge status={LOOKS[state]} label={text(`states.${state}`)} />
      {state === 'stopped' ? <p className="ch-help">{text('years.stoppedHelp')}</p> : null}
      {by === '' || state === 'stopped' ? null : <p className="ch-help">{by}</p>}
      {error ? <p className="ch-help archive-wrong">{error}</p> : null}
    </div>
  );
}

function File({ year: { file } }: { readonly year: YearView }): ReactElement {
  const text = useText('archive');
  if (!file) return <>{NOTHING}</>;
  return (
    <div className="archive-cell">
      <span className="archive-name">{file.name}</span>
      <p className="ch-help">
        {formatBytes(file.bytes)} · {provenWords(text, file.provenAt)}
      </p>
      <details>
        <summary>SHA-256</summary>
        <code className="archive-name">{file.sha256}</code>
      </details>
    </div>
  );
}

function Copies({ year: { file } }: { readonly year: YearView }): ReactElement {
  const text = useText('archive');
  if (!file) return <>{NOTHING}</>;
  if (file.copies.length === 0) return <span className="ch-help">{text('years.noCopies')}</span>;
  return (
    <ul className="archive-plain">
      {file.copies.map(({ place, provenAt }) => (
        <li key={place}>
          <span className="archive-name">{place}</span>
          <p className="ch-help">{provenWords(text, provenAt)}</p>
        </li>
      ))}
    </ul>
  );
}

function provenWords(text: ReturnType<typeof useText>, at: string | null): string {
  return at === null ? text('years.notProven') : text('years.provenAt', { at: formatDateTime(at) });
}

function Deeds({
  year,
  onMove,
  onReturn,
  onChanged,
}: YearListProps & { readonly year: YearView }): ReactElement {
  const text = useText('archive');
  const prove = useDeed(onChanged);
  const { state, file } = year;
  if (year.progress) return <>{NOTHING}</>;
  const isInFile = file !== null;
  if (!isInFile)
    return (
      <Button onClick={() => onMove(year.year)} aria-label={text('move.openOf', { year: year.year })}>
        {text('move.open')}
      </Button>
    );
  return (
    <div className="ch-actions">
      <Button onClick={() => onReturn(year.year)} aria-label={text('return.openOf', { year: year.year })}>
        {text('return.open')}
      </Button>
      {state === 'moved' ? (
        <Button
          look="quiet"
          busy={prove.isBusy}
          aria-label={text('prove.doOf', { year: year.year })}
          onClick={() =>
            void prove.run(
              () => fetchJson(`${DOORS}/years/${year.year}/prove`, { body: {} }),
              text('prove.asked'),
            )
          }
        >
          {text('prove.do')}
        </Button>
      ) : null}
    </div>
  );
}
