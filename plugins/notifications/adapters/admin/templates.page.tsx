import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  fetchJson,
  Field,
  FindInput,
  Notice,
  Page,
  useLanguage,
  useLoaded,
  useProblemSentence,
  useText,
  type Choice,
} from '../../../../src/panel-kit/index.js';
import { letterInScheme, type ColourScheme } from '../../domain/colour-scheme.js';
import type { PreviewAnswer, TemplatesAnswer } from '../http/template-routes.js';

const DOOR = '/admin/x/notifications/templates';
const LANGUAGES = ['en', 'uk', 'ru'] as const;
const WIDTHS = [600, 320] as const;

/** What each notice says, in each language, about made-up facts or a chosen record. */
export default function TemplatesPage(): ReactElement {
  const text = useText('notifications');
  const loaded = useLoaded<TemplatesAnswer>(DOOR);
  return (
    <Page title={text('templates.title')}>
      <Await loaded={loaded}>{(answer) => <Templates {...answer} />}</Await>
    </Page>
  );
}

function Templates({ kinds, channels }: TemplatesAnswer): ReactElement {
  const text = useText('notifications');
  const [name, setName] = useState(kinds[0]?.name ?? '');
  const [language, setLanguage] = useState<string>(useLanguage());
  const [record, setRecord] = useState<Choice | null>(null);
  const kind = kinds.find((each) => each.name === name);
  const asked = new URLSearchParams({ kind: name, language, id: record?.id ?? '' });
  return (
    <>
      <div className="ch-card ch-stack">
        <Field label={text('templates.kind')} help={kind?.help ?? null}>
          {(control) => (
            <select
              {...control}
              value={name}
              onChange={({ target }) => {
                setName(target.value);
                setRecord(null);
              }}
            >
              {kinds.map((each) => (
                <option key={each.name} value={each.name}>
                  {each.title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text('templates.language')}>
          {(control) => (
            <select {...control} value={language} onChange={({ target }) => setLanguage(target.value)}>
              {LANGUAGES.map((each) => (
                <option key={each} value={each}>
                  {text(`templates.languages.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {kind?.ofRecord === true && (
          <Field label={text('templates.record')} help={text('templates.recordHelp')}>
            {(control) => (
              <FindInput<{ readonly choices: readonly Choice[] }, Choice>
                key={name}
                control={control}
                urlOf={(term) => `${DOOR}/choices?${new URLSearchParams({ kind: name, term }).toString()}`}
                choicesOf={({ choices }) => choices}
                title={record?.title ?? ''}
                onChange={setRecord}
              />
            )}
          </Field>
        )}
        <SendTest asked={{ kind: name, language, id: record?.id ?? '' }} channels={channels} />
      </div>
      <Preview url={`${DOOR}/preview?${asked.toString()}`} />
    </>
  );
}

function Preview({ url }: { readonly url: string }): ReactElement {
  const text = useText('notifications');
  const loaded = useLoaded<PreviewAnswer>(url);
  const [scheme, setScheme] = useState<ColourScheme>('light');
  const [width, setWidth] = useState<number>(WIDTHS[0]);
  return (
    <div className="ch-card ch-stack">
      <div
        role="group"
        aria-label={text('templates.look')}
        style={{ display: 'flex', flexWrap: 'wrap', gap: '0.5rem' }}
      >
        {(['light', 'dark'] as const).map((each) => (
          <Button key={each} aria-pressed={scheme === each} onClick={() => setScheme(each)}>
            {text(`templates.${each}`)}
          </Button>
        ))}
        {WIDTHS.map((each) => (
          <Button key={each} aria-pressed={width === each} onClick={() => setWidth(each)}>
            {text('templates.width', { width: each })}
          </Button>
        ))}
      </div>
      <Await loaded={loaded}>
        {({ subject, html, text: plain }) => (
          <>
            <p>
              <strong>{text('templates.subject')}</strong> {subject}
            </p>
            <iframe
              title={text('templates.letter')}
              // Neither scripts nor forms nor the panel's origin: it is looked at.
              sandbox=""
              srcDoc={letterInScheme(html, scheme)}
              style={{ width, maxWidth: '100%', height: '40rem', border: '1px solid var(--line)' }}
            />
            <h2>{text('templates.plain')}</h2>
            <pre style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{plain}</pre>
          </>
        )}
      </Await>
    </div>
  );
}

interface TestAsked {
  readonly asked: { readonly kind: string; readonly language: string; readonly id: string };
  readonly channels: TemplatesAnswer['channels'];
}

function SendTest({ asked, channels }: TestAsked): ReactElement {
  const text = useText('notifications');
  const sentence = useProblemSentence();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ readonly tone: 'success' | 'error'; readonly words: string } | null>(
    null,
  );

  async function send(channel: string): Promise<void> {
    setBusy(true);
    setSaid(null);
    try {
      const { address } = await fetchJson<{ readonly address: string }>(`${DOOR}/test`, {
        body: { ...asked, channel },
      });
      setSaid({ tone: 'success', words: text('templates.sent', { address }) });
    } catch (error) {
      setSaid({ tone: 'error', words: sentence(asProblem(error)) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.5rem' }}>
        {channels.map(({ name, title }) => (
          <Button key={name} disabled={busy} onClick={() => void send(name)}>
            {text('templates.sendTest', { channel: title })}
          </Button>
        ))}
      </div>
      {said && <Notice tone={said.tone}>{said.words}</Notice>}
    </>
  );
}
