import { useId, useState, type FormEvent, type ReactElement } from 'react';
import { Button, confirmFirst, Field, formatDateTime, Notice, useText } from '../../../../panel-kit/index.js';
import { post, useDeed, type Enrolled, type PartProps } from './door.js';

interface Offer {
  readonly secret: string;
  /** `data:` address */
  readonly picture: string;
}

export function AuthenticatorApp({ mine, onChanged }: PartProps): ReactElement {
  const text = useText();
  const id = useId();
  const [offer, setOffer] = useState<Offer | null>(null);
  const { isRunning, refusal, run } = useDeed();

  const begin = (): Promise<void> =>
    run(async () => {
      setOffer(await post<Offer>('/totp'));
      return null;
    });
  const remove = (): Promise<void> =>
    run(async () => {
      const isMeant = await confirmFirst({
        title: text('mySignIn.app'),
        sentence: text('mySignIn.appRemoveAsk'),
        yes: text('mySignIn.appRemove'),
        danger: true,
      });
      if (!isMeant) return null;
      await post('/totp/remove');
      onChanged();
      return text('mySignIn.appRemoved');
    });
  return (
    <section className="ch-card ch-stack" aria-labelledby={id}>
      <h2 id={id}>{text('mySignIn.app')}</h2>
      <p>
        {mine.totpSince
          ? text('mySignIn.appOn', { date: formatDateTime(mine.totpSince) })
          : text('mySignIn.appOff')}
      </p>
      {refusal ? <Notice tone="error">{refusal}</Notice> : null}
      {offer && !mine.totpSince ? (
        <ConfirmCode
          offer={offer}
          onConfirmed={(codes) => {
            setOffer(null);
            onChanged(codes);
          }}
        />
      ) : (
        <div className="ch-actions">
          {mine.totpSince ? (
            <Button look="danger" busy={isRunning} onClick={() => void remove()}>
              {text('mySignIn.appRemove')}
            </Button>
          ) : (
            <Button look="primary" busy={isRunning} onClick={() => void begin()}>
              {text('mySignIn.appStart')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function ConfirmCode(props: {
  readonly offer: Offer;
  readonly onConfirmed: (codes: readonly string[]) => void;
}): ReactElement {
  const text = useText();
  const [code, setCode] = useState('');
  const { isRunning, refusal, run } = useDeed();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void run(async () => {
      const { recoveryCodes = [] } = await post<Enrolled>('/totp/confirm', { code });
      props.onConfirmed(recoveryCodes);
      return text('mySignIn.appDone');
    });
  };
  return (
    <form className="ch-stack" noValidate onSubmit={submit}>
      <p>{text('mySignIn.scan')}</p>
      <div className="ch-enrol">
        <img src={props.offer.picture} alt={text('mySignIn.picture')} width={192} height={192} />
        <div>
          <p>{text('mySignIn.secret')}</p>
          <code>{props.offer.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </div>
      </div>
      <Field label={text('mySignIn.code')} error={refusal}>
        {(control) => (
          <input
            {...control}
            type="text"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={10}
            autoFocus
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <div className="ch-actions">
        <Button type="submit" look="primary" busy={isRunning}>
          {text('mySignIn.confirm')}
        </Button>
      </div>
    </form>
  );
}
