import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  confirmFirst,
  fetchJson,
  Menu,
  notify,
  useProblemSentence,
  useShortcut,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { ReportAsked, ReportToSave, SavedReport } from '../../../contract/doors.js';
import { DownloadMenu } from '../download-menu.js';
import { NameDialog, type ReportName } from '../name-dialog.js';
import { DOORS } from '../report-doors.js';
import { RevisionsDialog } from '../revisions-dialog.js';
import { newSchedule, ScheduleDialog } from '../schedule-dialog.js';
import { ShareDialog } from '../share-dialog.js';
import type { Download } from '../use-run.js';
import type { BuildingState } from './use-building.js';

interface BuilderActionsProps {
  readonly building: BuildingState;
  readonly asked: ReportAsked;
  readonly canDownload: boolean;
  readonly download: Download;
}

type Open = 'save-as' | 'share' | 'schedule' | 'revisions' | null;

/** What can be done with the report as it stands. */
export function BuilderActions({
  building,
  asked,
  canDownload,
  download,
}: BuilderActionsProps): ReactElement {
  const text = useText('reports');
  const [open, setOpen] = useState<Open>(null);
  const { vocabulary, saved, isChanged, origin } = building;
  const { may } = vocabulary;
  const saving = useSaving(building);
  const isOwn = saved?.mine === true;
  const save = (): void => {
    if (!may.define) return;
    if (isOwn) void saving.save();
    else setOpen('save-as');
  };
  useShortcut({ keys: 'Ctrl+S', label: text('save.save'), run: save, isHere: () => may.define });
  useShortcut({
    keys: 'Ctrl+Z',
    label: text('builder.undo'),
    run: () => building.undo?.(),
    isHere: () => building.undo !== null && !isTyping(),
  });
  const close = (): void => setOpen(null);
  const canSchedule = may.schedule && origin.kind !== 'new' && !isChanged;
  return (
    <>
      {building.undo ? (
        <Button look="quiet" onClick={building.undo} title="Ctrl+Z">
          {text('builder.undo')}
        </Button>
      ) : null}
      {isChanged && may.define ? <span className="ch-help">{text('save.unsaved')}</span> : null}
      {may.define ? (
        <Button
          look="primary"
          busy={saving.isSaving}
          disabled={isOwn && !isChanged}
          onClick={save}
          title="Ctrl+S"
        >
          {text(isOwn ? 'save.save' : 'save.saveNew')}
        </Button>
      ) : null}
      {canDownload ? (
        <DownloadMenu
          formats={vocabulary.formats}
          onChoose={(format) => void download.start(asked, format)}
        />
      ) : null}
      <Menu closesItself face={text('more')}>
        {may.define && isOwn ? (
          <Button look="quiet" onClick={() => setOpen('save-as')}>
            {text('save.saveAs')}
          </Button>
        ) : null}
        {may.share && isOwn && !isChanged ? (
          <Button look="quiet" onClick={() => setOpen('share')}>
            {text('share.open')}
          </Button>
        ) : null}
        {canSchedule ? (
          <Button look="quiet" onClick={() => setOpen('schedule')}>
            {text('schedule.open')}
          </Button>
        ) : null}
        {saved ? (
          <Button look="quiet" onClick={() => setOpen('revisions')}>
            {text('revisions.open')}
          </Button>
        ) : null}
        <CopyLink />
      </Menu>
      {open === 'save-as' ? (
        <NameDialog
          title={text(saved ? 'save.saveAs' : 'save.saveNew')}
          start={{ name: building.definition.title, description: saved?.description ?? null }}
          onClose={close}
          onSave={async (named) => {
            await saving.saveAs(named);
            close();
          }}
        />
      ) : null}
      {open === 'share' && saved ? (
        <ShareDialog
          reportId={saved.id}
          roles={vocabulary.roles}
          onClose={close}
          onShared={(report) => {
            building.keep(report);
            close();
          }}
        />
      ) : null}
      {open === 'schedule' ? (
        <ScheduleDialog
          vocabulary={vocabulary}
          start={newSchedule(vocabulary, {
            report: origin.kind === 'saved' ? origin.id : null,
            library: origin.kind === 'library' ? origin.name : null,
            title: saved?.name ?? building.definition.title,
          })}
          onClose={close}
          onSaved={close}
        />
      ) : null}
      {open === 'revisions' && saved ? (
        <RevisionsDialog
          report={saved}
          onClose={close}
          onLook={(definition) => {
            building.change(definition);
            close();
          }}
          onRestored={(report) => {
            building.keep(report);
            close();
          }}
        />
      ) : null}
    </>
  );
}

/** A field of text takes back by itself what was typed into it. */
function isTyping(): boolean {
  const { activeElement } = document;
  return (
    activeElement instanceof HTMLTextAreaElement ||
    (activeElement instanceof HTMLInputElement && activeElement.value !== '')
  );
}

/** The address holds the report as it stands, saved or not. */
function CopyLink(): ReactElement {
  const text = useText('reports');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      notify({ tone: 'success', message: text('save.linkCopied') });
    } catch {
      // No clipboard without https: the browser's own bar has the address.
      notify({ tone: 'info', message: text('save.linkInBar') });
    }
  };
  return (
    <Button look="quiet" onClick={() => void copy()}>
      {text('save.copyLink')}
    </Button>
  );
}

function useSaving(building: BuildingState) {
  const text = useText('reports');
  const sentence = useProblemSentence();
  const [isSaving, setSaving] = useState(false);
  const { saved, asSaved, keep } = building;

  const kept = (report: SavedReport): void => {
    keep(report);
    notify({ tone: 'success', message: text('save.saved', { name: report.name }) });
  };
  const saveOver = async ({ id, name, description, sharedWith, version }: SavedReport): Promise<void> => {
    const body: ReportToSave & { version: number } = {
      name,
      description,
      definition: asSaved,
      sharedWith,
      version,
    };
    kept(await fetchJson<SavedReport>(`${DOORS}/reports/${id}`, { method: 'PUT', body }));
  };
  const afterConflict = async (id: string): Promise<void> => {
    const isMeant = await confirmFirst({
      title: text('save.conflict'),
      sentence: text('save.conflictSentence'),
      yes: text('save.over'),
    });
    if (isMeant) await saveOver(await fetchJson<SavedReport>(`${DOORS}/reports/${id}`));
  };
  return {
    isSaving,
    /** over what is saved of one's own */
    async save() {
      if (!saved || isSaving) return;
      setSaving(true);
      try {
        await saveOver(saved).catch((error: unknown) => {
          if (asProblem(error).status !== 409) throw error;
          return afterConflict(saved.id);
        });
      } catch (error) {
        notify({ tone: 'error', message: sentence(asProblem(error)) });
      } finally {
        setSaving(false);
      }
    },
    /** as another report, one's own; rejects with what was refused */
    async saveAs({ name, description }: ReportName) {
      const body: ReportToSave = {
        name,
        description,
        definition: { ...asSaved, title: name },
        sharedWith: [],
      };
      kept(await fetchJson<SavedReport>(`${DOORS}/reports`, { body }));
    },
  };
}
