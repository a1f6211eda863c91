import { useId, type ReactElement } from 'react';
import { Button, confirmFirst, Notice, useText } from '../../../../panel-kit/index.js';
import { post, useDeed, type Enrolled, type PartProps } from './door.js';

export function RecoveryCodes({ mine, onChanged }: PartProps): ReactElement {
  const text = useText();
  const id = useId();
  const { isRunning, refusal, run } = useDeed();
  const hasFactor = mine.totpSince !== null || mine.passkeys.length > 0;
  const renew = (): Promise<void> =>
    run(async () => {
      const isMeant = await confirmFirst({
        title: text('mySignIn.codes'),
        sentence: text('mySignIn.codesNewAsk'),
        yes: text('mySignIn.codesNew'),
      });
      if (!isMeant) return null;
      const { recoveryCodes = [] } = await post<Enrolled>('/recovery-codes');
      onChanged(recoveryCodes);
      return null;
    });
  return (
    <section className="ch-card ch-stack" aria-labelledby={id}>
      <h2 id={id}>{text('mySignIn.codes')}</h2>
      <p>
        {hasFactor ? text('mySignIn.codesLeft', { count: mine.recoveryCodes }) : text('mySignIn.codesNone')}
      </p>
      {refusal ? <Notice tone="error">{refusal}</Notice> : null}
      {hasFactor ? (
        <div className="ch-actions">
          <Button busy={isRunning} onClick={() => void renew()}>
            {text('mySignIn.codesNew')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
