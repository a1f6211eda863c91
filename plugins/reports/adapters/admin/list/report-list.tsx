import { useState, type ReactElement } from 'react';
import {
  Await,
  changesOf,
  Empty,
  Field,
  useLive,
  useLoaded,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { LibraryReport, SavedReportLine, Vocabulary } from '../../../contract/doors.js';
import { builderAddress, DOORS } from '../report-doors.js';
import { DownloadMenu } from '../download-menu.js';
import type { Download } from '../use-run.js';
import { SavedReportCard } from './saved-report-card.js';

interface ReportListProps {
  readonly vocabulary: Vocabulary;
  readonly download: Download;
}

/** What people made, then what is there from the start; one box finds in both. */
export function ReportList({ vocabulary, download }: ReportListProps): ReactElement {
  const text = useText('reports');
  const [term, setTerm] = useState('');
  const saved = useLoaded<readonly SavedReportLine[]>(`${DOORS}/reports`);
  const library = useLoaded<readonly LibraryReport[]>(`${DOORS}/library`);
  useLive(changesOf('Report'), saved.reload);
  return (
    <>
      <div className="reports-search">
        <Field label={text('search')}>
          {(control) => (
            <input
              {...control}
              type="search"
              value={term}
              onChange={(event) => setTerm(event.target.value)}
            />
          )}
        </Field>
      </div>
      <section className="ch-section">
        <h2>{text('saved')}</h2>
        <Await loaded={saved}>
          {(lines) => {
            const found = lines.filter(({ name, description }) => holds(term, name, description));
            if (found.length === 0)
              return <Empty title={text(lines.length === 0 ? 'noneSaved' : 'noneFound')} />;
            return (
              <ul className="reports-cards" aria-label={text('saved')}>
                {found.map((line) => (
                  <SavedReportCard
                    key={line.id}
                    line={line}
                    vocabulary={vocabulary}
                    download={download}
                    onChanged={saved.reload}
                  />
                ))}
              </ul>
            );
          }}
        </Await>
      </section>
      <section className="ch-section">
        <h2>{text('library')}</h2>
        <Await loaded={library}>
          {(all) => {
            const found = all.filter(({ title, description }) => holds(term, title, description));
            if (found.length === 0) return <Empty title={text('noneFound')} />;
            return (
              <ul className="reports-cards" aria-label={text('library')}>
                {found.map((report) => (
                  <LibraryCard
                    key={report.name}
                    report={report}
                    vocabulary={vocabulary}
                    download={download}
                  />
                ))}
              </ul>
            );
          }}
        </Await>
      </section>
    </>
  );
}

function LibraryCard(props: ReportListProps & { readonly report: LibraryReport }): ReactElement {
  const { report, vocabulary, download } = props;
  const { name, title, description, definition } = report;
  const text = useText('reports');
  return (
    <li className="ch-card">
      <h3>
        <a href={builderAddress({ kind: 'library', name })}>{title}</a>
      </h3>
      <p>{description}</p>
      {definition.parameters.length === 0 ? (
        <div className="ch-actions">
          <DownloadMenu
            formats={vocabulary.formats}
            label={text('files.downloadOf', { title })}
            onChoose={(format) => void download.start({ library: name }, format)}
          />
        </div>
      ) : null}
    </li>
  );
}

function holds(term: string, ...texts: readonly (string | null)[]): boolean {
  const wanted = term.trim().toLocaleLowerCase();
  return texts.some((each) => each?.toLocaleLowerCase().includes(wanted));
}
