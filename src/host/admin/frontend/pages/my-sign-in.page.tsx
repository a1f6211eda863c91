import { useState, type ReactElement } from 'react';
import { Await, CopyText, Notice, Page, useLoaded, useText } from '../../../../panel-kit/index.js';
import { AuthenticatorApp } from '../my-sign-in/authenticator-app.js';
import { MY_SIGN_IN, type MySignIn } from '../my-sign-in/door.js';
import { Passkeys } from '../my-sign-in/passkeys.js';
import { RecoveryCodes } from '../my-sign-in/recovery-codes.js';

/** The reader's own second factors. */
export default function MySignInPage(): ReactElement {
  const text = useText();
  const loaded = useLoaded<MySignIn>(MY_SIGN_IN);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const changed = (made: readonly string[] = []): void => {
    if (made.length > 0) setCodes(made);
    loaded.reload();
  };
  return (
    <Page title={text('mySignIn.title')}>
      <p className="ch-own-lead">{text('mySignIn.lead')}</p>
      <Await loaded={loaded}>
        {(mine) => (
          <>
            {mine.isRequired ? <Notice tone="info">{text('mySignIn.required')}</Notice> : null}
            {codes.length > 0 ? (
              <section className="ch-card ch-stack" role="status">
                <Notice tone="warning">{text('mySignIn.codesShown')}</Notice>
                <CopyText label={text('mySignIn.codesLabel')} value={codes.join('\n')} />
              </section>
            ) : null}
            <AuthenticatorApp mine={mine} onChanged={changed} />
            <Passkeys mine={mine} onChanged={changed} />
            <RecoveryCodes mine={mine} onChanged={changed} />
          </>
        )}
      </Await>
    </Page>
  );
}
