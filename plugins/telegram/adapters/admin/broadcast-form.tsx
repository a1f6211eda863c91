import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  fetchJson,
  Field,
  notify,
  useProblemSentence,
  useText,
} from '../../../../src/panel-kit/index.js';
import { BROADCAST_TEXT_AT_MOST, EVERYBODY, type Audience } from '../../domain/broadcast.js';
import type { BroadcastsAnswer } from '../http/broadcast-routes.js';

const DOOR = '/admin/x/telegram/broadcasts';
const LANGUAGES = ['en', 'uk', 'ru'] as const;
const ROLES = ['admin', 'operator', 'manager', 'representative'] as const;
const MINUTE_S = 60;

interface Estimate {
  readonly people: number;
  readonly seconds: number;
}

type FormProps = Pick<BroadcastsAnswer, 'geos' | 'offices' | 'headings'> & {
  readonly onClose: () => void;
  readonly onSent: () => void;
};

/** Written first, then seen as it arrives; only what was seen can be sent. */
export function BroadcastForm({ geos, offices, headings, onClose, onSent }: FormProps): ReactElement {
  const text = useText('telegram');
  const sentence = useProblemSentence();
  const [texts, setTexts] = useState({ en: '', uk: '', ru: '' });
  const [audience, setAudience] = useState<Audience>(EVERYBODY);
  const [estimate, setEstimate] = useState<Estimate | null>(null);
  const [isBusy, setBusy] = useState(false);
  const written = LANGUAGES.filter((language) => texts[language].trim() !== '');

  async function act(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
    setBusy(false);
  }
  const preview = (): Promise<void> =>
    act(async () => setEstimate(await fetchJson<Estimate>(`${DOOR}/estimate`, { body: audience })));
  const send = (): Promise<void> =>
    act(async () => {
      const said = Object.fromEntries(written.map((language) => [language, texts[language]]));
      await fetchJson(DOOR, { body: { texts: said, audience } });
      notify({ tone: 'success', message: text('broadcasts.sent') });
      onSent();
    });

  if (estimate)
    return (
      <section className="ch-card ch-stack">
        <h2>{text('broadcasts.preview')}</h2>
        {written.map((language) => (
          <article key={language} className="ch-stack">
            <h3>{text(`broadcasts.languages.${language}`)}</h3>
            <p className="broadcast-text ch-card" lang={language}>
              <strong>{headings[language]}</strong>
              {`\n\n${texts[language].trim()}`}
            </p>
          </article>
        ))}
        <p role="status">{reachOf(text, estimate)}</p>
        <div className="ch-actions">
          {estimate.people === 0 ? null : (
            <Button look="primary" busy={isBusy} onClick={() => void send()}>
              {text('broadcasts.send')}
            </Button>
          )}
          <Button onClick={() => setEstimate(null)}>{text('broadcasts.change')}</Button>
          <Button onClick={onClose}>{text('broadcasts.drop')}</Button>
        </div>
      </section>
    );
  return (
    <section className="ch-card ch-stack">
      <h2>{text('broadcasts.write')}</h2>
      <p>{text('broadcasts.help', { most: BROADCAST_TEXT_AT_MOST })}</p>
      {LANGUAGES.map((language) => (
        <Field key={language} label={text(`broadcasts.languages.${language}`)}>
          {(control) => (
            <textarea
              {...control}
              rows={4}
              lang={language}
              maxLength={BROADCAST_TEXT_AT_MOST}
              value={texts[language]}
              onChange={({ target }) => setTexts({ ...texts, [language]: target.value })}
            />
          )}
        </Field>
      ))}
      <p>{text('broadcasts.audienceHelp')}</p>
      <Choices
        legend={text('broadcasts.roles')}
        all={ROLES.map((id) => ({ id, name: text(`broadcasts.role.${id}`) }))}
        chosen={audience.roles}
        onChange={(ids) => setAudience({ ...audience, roles: ROLES.filter((role) => ids.includes(role)) })}
      />
      <Choices
        legend={text('broadcasts.geos')}
        all={geos}
        chosen={audience.geoIds}
        onChange={(geoIds) => setAudience({ ...audience, geoIds })}
      />
      <Choices
        legend={text('broadcasts.offices')}
        all={offices}
        chosen={audience.officeIds}
        onChange={(officeIds) => setAudience({ ...audience, officeIds })}
      />
      <div className="ch-actions">
        <Button look="primary" busy={isBusy} disabled={written.length === 0} onClick={() => void preview()}>
          {text('broadcasts.preview')}
        </Button>
        <Button onClick={onClose}>{text('broadcasts.drop')}</Button>
      </div>
    </section>
  );
}

function reachOf(text: ReturnType<typeof useText>, { people, seconds }: Estimate): string {
  if (people === 0) return text('broadcasts.nobody');
  const time =
    seconds < 2 * MINUTE_S
      ? text('broadcasts.seconds', { count: seconds })
      : text('broadcasts.minutes', { count: Math.ceil(seconds / MINUTE_S) });
  return text('broadcasts.estimate', { count: people, time });
}

function Choices({
  legend,
  all,
  chosen,
  onChange,
}: {
  readonly legend: string;
  readonly all: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}): ReactElement {
  return (
    <fieldset className="broadcast-choices">
      <legend>{legend}</legend>
      {all.map(({ id, name }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
