import type { ReactElement } from 'react';
import {
  Await,
  Button,
  formatNumber,
  Notice,
  Page,
  StatusBadge,
  Table,
  useLoaded,
  useText,
} from '../../../../panel-kit/index.js';

type State = 'well' | 'warning' | 'failing';

interface Check {
  readonly plugin: string;
  readonly name: string;
  /** what is looked at, in words */
  readonly title: string;
  readonly state: State;
  readonly detail?: string;
  readonly mend?: string;
}

interface BootEntry {
  readonly plugin: string;
  readonly version: string;
  readonly state: 'up' | 'failed' | 'withdrawn';
  readonly ms: number;
  readonly contributions: number;
  readonly reason: string | null;
}

interface Health {
  readonly state: State;
  readonly boot: readonly BootEntry[];
  readonly checks: readonly Check[];
}

const TONES = { well: 'success', warning: 'warning', failing: 'error' } as const;

export default function HealthPage(): ReactElement {
  const text = useText();
  const loaded = useLoaded<Health>('/admin/x/host/health');
  return (
    <Page
      title={text('health.title')}
      actions={<Button onClick={loaded.reload}>{text('health.again')}</Button>}
    >
      <Await loaded={loaded}>
        {({ state, boot, checks }) => (
          <>
            <Notice tone={TONES[state]} title={text(`health.summary.${state}`)} />
            <section className="ch-section">
              <h2>{text('health.checks')}</h2>
              <Checks checks={checks} />
            </section>
            <section className="ch-section">
              <h2>{text('health.boot')}</h2>
              <BootReport boot={boot} />
            </section>
          </>
        )}
      </Await>
    </Page>
  );
}

function Checks({ checks }: { readonly checks: readonly Check[] }): ReactElement {
  const text = useText();
  return (
    <Table<Check>
      caption={text('health.checks')}
      rows={checks}
      rowKey={({ plugin, name }) => `${plugin}.${name}`}
      columns={[
        { key: 'name', heading: text('health.check'), cell: ({ title }) => title },
        {
          key: 'state',
          heading: text('health.state'),
          cell: ({ state }) => <StatusBadge status={state} label={text(`health.states.${state}`)} />,
        },
        { key: 'detail', heading: text('health.detail'), cell: ({ detail }) => detail ?? '' },
        { key: 'mend', heading: text('health.mend'), cell: ({ mend }) => (mend ? <code>{mend}</code> : '') },
      ]}
    />
  );
}

/** A plugin that is up is well; one that failed or was withdrawn is not. */
function BootReport({ boot }: { readonly boot: readonly BootEntry[] }): ReactElement {
  const text = useText();
  return (
    <Table<BootEntry>
      caption={text('health.boot')}
      rows={boot}
      rowKey={({ plugin }) => plugin}
      columns={[
        { key: 'plugin', heading: text('health.plugin'), cell: ({ plugin }) => plugin },
        { key: 'version', heading: text('health.version'), cell: ({ version }) => version },
        {
          key: 'state',
          heading: text('health.state'),
          cell: ({ state }) => (
            <StatusBadge status={state === 'up' ? 'well' : 'failing'} label={text(`health.boots.${state}`)} />
          ),
        },
        {
          key: 'ms',
          heading: text('health.ms'),
          numeric: true,
          cell: ({ ms }) => formatNumber(Math.round(ms)),
        },
        { key: 'reason', heading: text('health.reason'), cell: ({ reason }) => reason ?? '' },
      ]}
    />
  );
}
