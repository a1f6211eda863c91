import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  ChooseOne,
  Empty,
  Failure,
  fetchJson,
  Field,
  formatDateTime,
  LinkButton,
  NOTHING,
  ReferenceInput,
  StatusBadge,
  Table,
  useLoaded,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';
import type { ConsentsView, ConsentView, WordingsView } from '../../../contract/consent-doors.js';
import { DOORS, purposesOf, standingTone, standingWords, subjectWords } from './consent-doors.js';
import { WordsDialog } from './words-dialog.js';

const STANDINGS = ['given', 'withdrawn', 'outdated'] as const;
const NO_FILTER = { purpose: '', standing: '', kind: '', id: '' };

/** Who agreed to what, as it stands now. */
export function ConsentList({ view }: { readonly view: WordingsView }): ReactElement {
  const text = useText('privacy');
  const [filter, setFilter] = useState(NO_FILTER);
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString();
  const model = view.subjects.find(({ kind }) => kind === filter.kind)?.model;
  const any = { value: '', label: text('consents.any') };
  return (
    <section className="ch-section ch-stack">
      <div className="privacy-head">
        <h2>{text('consents.list')}</h2>
        <LinkButton href={`${DOORS}/file?${query}`} download>
          {text('consents.download')}
        </LinkButton>
      </div>
      <div className="ch-card ch-fields">
        <ChooseOne
          label={text('consents.purpose')}
          value={filter.purpose}
          options={[
            { value: '', label: text('consents.allPurposes') },
            ...purposesOf(view).map(({ newest: { purpose } }) => ({ value: purpose, label: purpose })),
          ]}
          onChoose={(purpose) => setFilter({ ...filter, purpose })}
        />
        <ChooseOne
          label={text('consents.standing')}
          value={filter.standing}
          options={[
            any,
            ...STANDINGS.map((value) => ({ value, label: text(`consents.standings.${value}`) })),
          ]}
          onChoose={(standing) => setFilter({ ...filter, standing })}
        />
        <ChooseOne
          label={text('consents.kind')}
          value={filter.kind}
          options={[
            any,
            ...view.subjects.map(({ kind }) => ({ value: kind, label: text(`consents.kinds.${kind}`) })),
          ]}
          onChoose={(kind) => setFilter({ ...filter, kind, id: '' })}
        />
        {model === undefined ? null : (
          <Field label={text('consents.subject')}>
            {(control) => (
              <ReferenceInput
                key={model}
                model={model}
                value={filter.id}
                onChange={(id) => setFilter({ ...filter, id })}
                control={control}
              />
            )}
          </Field>
        )}
      </div>
      <Consents key={query} query={query} />
    </section>
  );
}

function Consents({ query }: { readonly query: string }): ReactElement {
  const text = useText('privacy');
  const first = useLoaded<ConsentsView>(`${DOORS}?${query}`);
  const [later, setLater] = useState<readonly ConsentsView[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const more = async (after: string): Promise<void> => {
    try {
      const next = await fetchJson<ConsentsView>(
        `${DOORS}?${query}&${new URLSearchParams({ after }).toString()}`,
      );
      setLater([...later, next]);
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Await loaded={first}>
      {(page) => {
        const pages = [page, ...later];
        const consents = pages.flatMap((each) => each.consents);
        const next = pages.at(-1)?.next ?? null;
        if (consents.length === 0)
          return <Empty title={text(query === '' ? 'consents.nobody' : 'consents.nobodyFound')} />;
        return (
          <>
            <ConsentTable consents={consents} />
            {problem ? <Failure problem={problem} /> : null}
            {next === null ? null : <Button onClick={() => void more(next)}>{text('consents.more')}</Button>}
          </>
        );
      }}
    </Await>
  );
}

function ConsentTable({ consents }: { readonly consents: readonly ConsentView[] }): ReactElement {
  const text = useText('privacy');
  const [shown, setShown] = useState<ConsentView | null>(null);
  const column = (key: string, cell: (consent: ConsentView) => ReactElement | string) => ({
    ...{ key, heading: text(`consents.columns.${key}`), cell },
  });
  return (
    <>
      <Table
        caption={text('consents.list')}
        rows={consents}
        rowKey={({ id }) => id}
        columns={[
          column('subject', ({ subject }) =>
            subject.href === null ? (
              subjectWords(text, subject)
            ) : (
              <a href={subject.href}>{subjectWords(text, subject)}</a>
            ),
          ),
          column('purpose', ({ purpose }) => purpose),
          column('standing', (consent) => (
            <StatusBadge status={standingTone(consent)} label={standingWords(text, consent)} />
          )),
          column('edition', ({ edition }) => String(edition)),
          column('source', ({ source }) => text(`consents.sources.${source}`)),
          column('at', ({ at }) => formatDateTime(at)),
          column('recordedBy', ({ recordedBy }) => recordedBy ?? NOTHING),
          column('text', (consent) => (
            <Button
              aria-label={text('consents.wordsOf', {
                ...{ name: subjectWords(text, consent.subject), purpose: consent.purpose },
              })}
              onClick={() => setShown(consent)}
            >
              {text('consents.words')}
            </Button>
          )),
        ]}
      />
      {shown ? <WordsDialog consent={shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}
