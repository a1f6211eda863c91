import type { ReactElement } from 'react';
import {
  Await,
  Dialog,
  formatDateTime,
  StatusBadge,
  useLoaded,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { ConsentsView, ConsentView } from '../../../contract/consent-doors.js';
import { DOORS, standingTone, standingWords, subjectWords } from './consent-doors.js';

interface WordsDialogProps {
  readonly consent: ConsentView;
  readonly onClose: () => void;
}

/** All that one person said of one purpose, each with the words as they were shown. */
export function WordsDialog({ consent, onClose }: WordsDialogProps): ReactElement {
  const text = useText('privacy');
  const { kind, id } = consent.subject;
  const loaded = useLoaded<ConsentsView>(`${DOORS}/history?${new URLSearchParams({ kind, id }).toString()}`);
  return (
    <Dialog title={`${subjectWords(text, consent.subject)}: ${consent.purpose}`} onClose={onClose}>
      <Await loaded={loaded}>
        {({ consents }) => (
          <ol className="privacy-list" aria-label={text('consents.history')}>
            {consents
              .filter(({ purpose }) => purpose === consent.purpose)
              .map((each) => (
                <li key={each.id} className="ch-stack">
                  <p>
                    <StatusBadge status={standingTone(each)} label={standingWords(text, each)} />{' '}
                    {[
                      formatDateTime(each.at),
                      text(`consents.sources.${each.source}`),
                      each.recordedBy,
                      text('consents.edition', { edition: each.edition }),
                    ]
                      .filter((part) => part !== null)
                      .join(' · ')}
                  </p>
                  <blockquote className="privacy-words" lang={each.language}>
                    {each.text}
                  </blockquote>
                </li>
              ))}
          </ol>
        )}
      </Await>
    </Dialog>
  );
}
