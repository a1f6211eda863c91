import { useTranslation, type BasePropertyJSON, type RecordJSON } from 'adminjs';
import type { ReactElement } from 'react';
import { formatNumber, ProgressBar, useLiveJob, useText } from '../../../../panel-kit/index.js';

interface RunProgressProps {
  readonly property: BasePropertyJSON;
  readonly record: RecordJSON;
}

/** How far a record's work is: a bar with the time left while it runs, figures before and after. */
export function RunProgress({ property, record }: RunProgressProps): ReactElement {
  const text = useText();
  const { translateProperty } = useTranslation();
  const live = useLiveJob(record.id);
  const stored = storedProgress(record, property.propertyPath);
  const { state, progress, total } = live ?? stored;
  if (state === 'running')
    return (
      <div className="ch-run-progress">
        <ProgressBar
          label={translateProperty(property.label, property.resourceId)}
          done={progress}
          total={total}
          since={stored.startedAt}
        />
      </div>
    );
  const words = { done: formatNumber(progress), total: formatNumber(total ?? progress) };
  return <span className="ch-amount">{total === null ? words.done : text('progress.of', words)}</span>;
}

function storedProgress({ params }: RecordJSON, field: string) {
  const total: unknown = params['total'];
  const startedAt: unknown = params['startedAt'];
  return {
    state: String(params['state'] ?? ''),
    progress: Number(params[field] ?? 0),
    total: total === null || total === undefined || total === '' ? null : Number(total),
    startedAt: typeof startedAt === 'string' && startedAt !== '' ? startedAt : null,
  };
}
