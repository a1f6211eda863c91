import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  confirmFirst,
  fetchJson,
  formatDateTime,
  Menu,
  notify,
  useProblemSentence,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { SavedReport, SavedReportLine, Vocabulary } from '../../../contract/doors.js';
import { DownloadMenu } from '../download-menu.js';
import { NameDialog } from '../name-dialog.js';
import { builderAddress, DOORS } from '../report-doors.js';
import { RevisionsDialog } from '../revisions-dialog.js';
import { newSchedule, ScheduleDialog } from '../schedule-dialog.js';
import { ShareDialog } from '../share-dialog.js';
import type { Download } from '../use-run.js';

interface SavedReportCardProps {
  readonly line: SavedReportLine;
  readonly vocabulary: Vocabulary;
  readonly download: Download;
  readonly onChanged: () => void;
}

type Open = 'duplicate' | 'share' | 'schedule' | 'revisions' | null;

export function SavedReportCard({
  line,
  vocabulary,
  download,
  onChanged,
}: SavedReportCardProps): ReactElement {
  const text = useText('reports');
  const { id, name, description } = line;
  const [open, setOpen] = useState<Open>(null);
  const remove = useRemoval(line, onChanged);
  const { may } = vocabulary;
  const done = (): void => {
    setOpen(null);
    onChanged();
  };
  const entry = (what: Open & string, label: string): ReactElement => (
    <Button look="quiet" onClick={() => setOpen(what)}>
      {label}
    </Button>
  );
  return (
    <li className="ch-card">
      <h3>
        <a href={builderAddress({ kind: 'saved', id })}>{name}</a>
      </h3>
      {description ? <p>{description}</p> : null}
      <p className="ch-help">{useStanding(line, vocabulary)}</p>
      <div className="ch-actions">
        <DownloadMenu
          formats={vocabulary.formats}
          label={text('files.downloadOf', { title: name })}
          onChoose={(format) => void download.start({ report: id }, format)}
        />
        <Menu closesItself face={text('more')} label={text('moreOf', { title: name })}>
          {may.define ? entry('duplicate', text('duplicate.open')) : null}
          {may.share && line.mine ? entry('share', text('share.open')) : null}
          {may.schedule ? entry('schedule', text('schedule.open')) : null}
          {entry('revisions', text('revisions.open'))}
          {line.mine ? (
            <Button look="quiet" onClick={() => void remove()}>
              {text('delete.open')}
            </Button>
          ) : null}
        </Menu>
      </div>
      {open === 'duplicate' ? (
        <NameDialog
          title={text('duplicate.title', { name })}
          start={{ name: text('duplicate.name', { name }) }}
          onClose={() => setOpen(null)}
          onSave={async ({ name: wanted }) => {
            const copy = await fetchJson<SavedReport>(`${DOORS}/reports/${id}/duplicate`, {
              body: { name: wanted },
            });
            notify({ tone: 'success', message: text('save.saved', { name: copy.name }) });
            done();
          }}
        />
      ) : null}
      {open === 'share' ? (
        <ShareDialog reportId={id} roles={vocabulary.roles} onShared={done} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'schedule' ? (
        <ScheduleDialog
          vocabulary={vocabulary}
          start={newSchedule(vocabulary, { report: id, library: null, title: name })}
          onSaved={done}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === 'revisions' ? (
        <RevisionsDialog report={line} onRestored={done} onClose={() => setOpen(null)} />
      ) : null}
    </li>
  );
}

/** Whose it is, who may run it, when it was changed. */
function useStanding(line: SavedReportLine, { roles }: Vocabulary): string {
  const text = useText('reports');
  const names = roles.filter(({ name }) => line.sharedWith.includes(name)).map(({ title }) => title);
  const whose = line.mine
    ? names.length > 0
      ? text('sharedWith', { roles: names.join(', ') })
      : text('onlyMine')
    : text('sharedBy', { name: line.ownerName });
  return `${whose} · ${formatDateTime(line.updatedAt)}`;
}

function useRemoval({ id, name, version }: SavedReportLine, onChanged: () => void): () => Promise<void> {
  const text = useText('reports');
  const sentence = useProblemSentence();
  return async () => {
    const isMeant = await confirmFirst({
      title: text('delete.title', { name }),
      sentence: text('delete.sentence'),
      yes: text('delete.yes'),
      danger: true,
    });
    if (!isMeant) return;
    try {
      await fetchJson(`${DOORS}/reports/${id}?version=${version}`, { method: 'DELETE' });
      notify({ tone: 'success', message: text('delete.done', { name }) });
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
    onChanged();
  };
}
