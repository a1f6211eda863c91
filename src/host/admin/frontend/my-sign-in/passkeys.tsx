import { browserSupportsWebAuthn, startRegistration } from '@simplewebauthn/browser';
import { useId, useState, type FormEvent, type ReactElement } from 'react';
import {
  Button,
  confirmFirst,
  Field,
  formatDateTime,
  Notice,
  Problem,
  useText,
} from '../../../../panel-kit/index.js';
import { post, useDeed, type Enrolled, type MySignIn, type PartProps } from './door.js';

type Passkey = MySignIn['passkeys'][number];

export function Passkeys({ mine, onChanged }: PartProps): ReactElement {
  const text = useText();
  const id = useId();
  const { isRunning, refusal, run } = useDeed();
  const remove = ({ id: passkey, name }: Passkey): Promise<void> =>
    run(async () => {
      const isMeant = await confirmFirst({
        title: text('mySignIn.passkeys'),
        sentence: text('mySignIn.passkeyRemoveAsk', { name }),
        yes: text('mySignIn.passkeyRemove'),
        danger: true,
      });
      if (!isMeant) return null;
      await post('/passkeys/remove', { id: passkey });
      onChanged();
      return text('mySignIn.passkeyRemoved');
    });
  return (
    <section className="ch-card ch-stack" aria-labelledby={id}>
      <h2 id={id}>{text('mySignIn.passkeys')}</h2>
      <p>{text('mySignIn.passkeysLead')}</p>
      {mine.passkeys.length === 0 ? (
        <p>{text('mySignIn.passkeysNone')}</p>
      ) : (
        <KnownPasskeys passkeys={mine.passkeys} isRunning={isRunning} onRemove={(key) => void remove(key)} />
      )}
      {refusal ? <Notice tone="error">{refusal}</Notice> : null}
      <NewPasskey origin={mine.passkeyOrigin} onChanged={onChanged} />
    </section>
  );
}

function KnownPasskeys(props: {
  readonly passkeys: readonly Passkey[];
  readonly isRunning: boolean;
  readonly onRemove: (passkey: Passkey) => void;
}): ReactElement {
  const text = useText();
  return (
    <ul className="ch-own-keys">
      {props.passkeys.map((passkey) => (
        <li key={passkey.id}>
          <div>
            <strong>{passkey.name}</strong>
            <span>
              {text('mySignIn.created')}: {formatDateTime(passkey.createdAt)}
            </span>
            <span>
              {text('mySignIn.lastUsed')}:{' '}
              {passkey.lastUsedAt ? formatDateTime(passkey.lastUsedAt) : text('mySignIn.never')}
            </span>
          </div>
          <Button
            disabled={props.isRunning}
            aria-label={`${text('mySignIn.passkeyRemove')}: ${passkey.name}`}
            onClick={() => props.onRemove(passkey)}
          >
            {text('mySignIn.passkeyRemove')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function NewPasskey(props: {
  readonly origin: string | null;
  readonly onChanged: PartProps['onChanged'];
}): ReactElement {
  const text = useText();
  const [name, setName] = useState('');
  const { isRunning, refusal, run } = useDeed();
  if (props.origin === null) return <p>{text('mySignIn.passkeysNever')}</p>;
  if (props.origin !== window.location.origin || !browserSupportsWebAuthn())
    return <p>{text('mySignIn.passkeyElsewhere', { origin: props.origin })}</p>;

  const add = (event: FormEvent): void => {
    event.preventDefault();
    void run(async () => {
      const { options, ticket } = await post<Registration>('/passkeys/options');
      const response = await made(options);
      if (!response) throw new Problem(0, text('mySignIn.passkeyFailed'));
      const { recoveryCodes = [] } = await post<Enrolled>('/passkeys', { ticket, response, name });
      setName('');
      props.onChanged(recoveryCodes);
      return text('mySignIn.passkeyAdded');
    });
  };
  return (
    <form className="ch-stack" noValidate onSubmit={add}>
      <Field label={text('mySignIn.passkeyName')} help={text('mySignIn.passkeyNameHelp')} error={refusal}>
        {(control) => (
          <input
            {...control}
            type="text"
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className="ch-actions">
        <Button type="submit" look="primary" busy={isRunning} disabled={name.trim() === ''}>
          {text('mySignIn.passkeyAdd')}
        </Button>
      </div>
    </form>
  );
}

type Options = Parameters<typeof startRegistration>[0]['optionsJSON'];

interface Registration {
  readonly options: Options;
  readonly ticket: string;
}

/** Null when the browser or its owner would not. */
async function made(optionsJSON: Options): Promise<unknown> {
  try {
    return await startRegistration({ optionsJSON });
  } catch {
    return null;
  }
}
