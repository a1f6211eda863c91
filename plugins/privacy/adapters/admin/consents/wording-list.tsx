import { useState, type ReactElement } from 'react';
import { Button, Empty, formatDateTime, useLanguage, useText } from '../../../../../src/panel-kit/index.js';
import type { WordingsView, WordingView } from '../../../contract/consent-doors.js';
import { purposesOf } from './consent-doors.js';
import { PublishDialog } from './publish-dialog.js';

interface WordingListProps {
  readonly view: WordingsView;
  readonly onPublished: () => void;
}

/** What is asked today, by purpose, and what was asked before. */
export function WordingList({ view, onPublished }: WordingListProps): ReactElement {
  const text = useText('privacy');
  const [published, setPublished] = useState<WordingView | 'first' | null>(null);
  const purposes = purposesOf(view);
  return (
    <section className="ch-section">
      <div className="privacy-head">
        <h2>{text('consents.wordings')}</h2>
        {view.mayPublish ? (
          <Button look="primary" onClick={() => setPublished('first')}>
            {text('consents.publishFirst')}
          </Button>
        ) : null}
      </div>
      {purposes.length === 0 ? (
        <Empty title={text('consents.noWordings')}>
          {view.mayPublish ? <p>{text('consents.noWordingsHelp')}</p> : null}
        </Empty>
      ) : (
        <ul className="privacy-list">
          {purposes.map(({ newest, earlier }) => (
            <li key={newest.purpose} className="ch-card ch-stack">
              <div className="privacy-head">
                <h3>{newest.purpose}</h3>
                {view.mayPublish ? (
                  <Button
                    aria-label={text('consents.publishNextOf', { purpose: newest.purpose })}
                    onClick={() => setPublished(newest)}
                  >
                    {text('consents.publishNext')}
                  </Button>
                ) : null}
              </div>
              <Edition wording={newest} />
              {earlier.length > 0 ? (
                <details>
                  <summary>{text('consents.editions')}</summary>
                  <ul className="privacy-list">
                    {earlier.map((wording) => (
                      <li key={wording.id} className="ch-stack">
                        <Edition wording={wording} />
                      </li>
                    ))}
                  </ul>
                </details>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {published ? (
        <PublishDialog
          start={published === 'first' ? null : published}
          onPublished={onPublished}
          onClose={() => setPublished(null)}
        />
      ) : null}
    </section>
  );
}

/** In the reader's language. */
function Edition({ wording }: { readonly wording: WordingView }): ReactElement {
  const text = useText('privacy');
  const language = useLanguage() as keyof WordingView['texts'];
  const at = formatDateTime(wording.publishedAt);
  const { publishedBy: name } = wording;
  return (
    <>
      <p className="ch-help">
        {text('consents.edition', { edition: wording.edition })} ·{' '}
        {name === null ? text('consents.published', { at }) : text('consents.publishedBy', { at, name })}
      </p>
      <blockquote className="privacy-words">{wording.texts[language]}</blockquote>
    </>
  );
}
