import { useState, type ReactElement } from 'react';
import { DraftNotice, Field, Page, useProblemSentence, useText } from '../../../../../src/panel-kit/index.js';
import { misfitsOf } from '../../../app/build-definition.js';
import type { ReportAsked, Vocabulary } from '../../../contract/doors.js';
import { areFilled, ReportParameters, type ParameterValues } from '../report-parameters.js';
import { DownloadCard } from '../run-card.js';
import { useDownload } from '../use-run.js';
import { BuilderActions } from './builder-actions.js';
import { PreviewPane } from './preview-pane.js';
import { QuickAdd } from './quick-add.js';
import { refusedStep, type StepName } from './refused-step.js';
import { StepBy } from './step-by.js';
import { StepChart } from './step-chart.js';
import { StepFilters } from './step-filters.js';
import { sortable, StepOrder } from './step-order.js';
import { StepPeriod } from './step-period.js';
import { StepWhat } from './step-what.js';
import { useBuilding, type Opened } from './use-building.js';
import { usePreview } from './use-preview.js';

const LONGEST_TITLE = 120;

interface BuilderProps {
  readonly vocabulary: Vocabulary;
  readonly opened: Opened;
}

/** The steps on one side, the report that they make on the other. */
export function Builder({ vocabulary, opened }: BuilderProps): ReactElement {
  const text = useText('reports');
  const sentence = useProblemSentence();
  const building = useBuilding(vocabulary, opened, text('builder.newTitle'));
  const [parameters, setParameters] = useState<ParameterValues>({});
  const download = useDownload();
  const { definition } = building;
  const { source } = definition;
  const isFilled = areFilled(definition.parameters, parameters);
  const fits = source.kind === 'rows' || misfitsOf(vocabulary, source).length === 0;
  const asked: ReportAsked = { definition: building.asSaved, parameters };
  // The title says nothing about the rows: while it is typed they stay.
  const untitled = { ...asked, definition: { ...building.asSaved, title: text('builder.newTitle') } };
  const preview = usePreview(isFilled && fits ? untitled : null);
  const refused = refusedStep(preview.problem);
  const errorOf = (step: StepName): string | null =>
    refused === step && preview.problem ? sentence(preview.problem) : null;

  return (
    <Page
      title={definition.title.trim() || text('builder.newTitle')}
      actions={
        <BuilderActions
          building={building}
          asked={asked}
          canDownload={isFilled && fits}
          download={download}
        />
      }
    >
      {building.isChanged ? null : <DraftNotice draft={building.draft} />}
      <DownloadCard download={download} />
      <div className="reports-builder">
        <div className="reports-steps">
          <div className="ch-card ch-stack">
            <QuickAdd building={building} />
            <Field label={text('builder.reportTitle')}>
              {(control) => (
                <input
                  {...control}
                  type="text"
                  maxLength={LONGEST_TITLE}
                  value={definition.title}
                  onChange={(event) => building.change({ title: event.target.value })}
                />
              )}
            </Field>
          </div>
          <StepWhat building={building} error={errorOf('what')} />
          {source.kind === 'figures' ? (
            <StepBy building={building} source={source} error={errorOf('by')} />
          ) : null}
          <StepPeriod building={building} days={preview.shown?.period} error={errorOf('period')} />
          <StepFilters building={building} error={errorOf('filters')} />
          <StepOrder building={building} error={errorOf('order')} />
          {source.kind === 'figures' ? (
            <StepChart building={building} source={source} error={errorOf('chart')} />
          ) : null}
        </div>
        <div className="reports-result ch-stack">
          <ReportParameters parameters={definition.parameters} values={parameters} onChange={setParameters} />
          <PreviewPane
            preview={preview}
            isExplained={refused !== null || !fits}
            waitsFor={isFilled ? null : text('parameters.first')}
            sort={definition.sort}
            sortable={sortable(building).map(({ name }) => name)}
            onSort={(sort) => building.change({ sort })}
          />
        </div>
      </div>
    </Page>
  );
}
