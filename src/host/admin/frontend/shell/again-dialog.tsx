import { startAuthentication } from '@simplewebauthn/browser';
import { useEffect, useId, useRef, useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  Dialog,
  fetchJson,
  house,
  Notice,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../panel-kit/index.js';

const DOOR = '/admin/x/host/reauthenticate';

/** The ways that the reader has, besides the password. */
interface Ways {
  readonly code: boolean;
  /** the only origin at which passkeys work; null for a reader without any */
  readonly passkeyOrigin: string | null;
}

interface AgainProps {
  readonly onAnswer: (isProven: boolean) => void;
}

export default function AgainDialog({ onAnswer }: AgainProps): ReactElement {
  const text = useText();
  const loaded = useLoaded<Ways>(DOOR);
  return (
    <Dialog title={text('again.title')} onClose={() => onAnswer(false)}>
      <p>{text('again.lead')}</p>
      <Await loaded={loaded}>{(ways) => <AgainForm ways={ways} onAnswer={onAnswer} />}</Await>
    </Dialog>
  );
}

function AgainForm({ ways, onAnswer }: AgainProps & { readonly ways: Ways }): ReactElement {
  const text = useText();
  const id = useId();
  const [kind, setKind] = useState<'password' | 'code'>('password');
  const [typed, setTyped] = useState('');
  const { isRunning, problem, prove } = useProof(onAnswer);
  const field = useRef<HTMLInputElement>(null);
  // What was not right is there to be typed over.
  useEffect(() => {
    if (problem) field.current?.select();
  }, [problem]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed !== '') void prove(() => Promise.resolve({ [kind]: typed }));
  };
  const change = (): void => {
    setKind(kind === 'password' ? 'code' : 'password');
    setTyped('');
  };
  return (
    <form className="ch-stack" onSubmit={submit}>
      <input type="hidden" autoComplete="username" value={house().user.email} readOnly />
      <div className="ch-field">
        <label htmlFor={id}>{text(`again.${kind}`)}</label>
        <input
          key={kind}
          ref={field}
          id={id}
          type={kind === 'password' ? 'password' : 'text'}
          inputMode={kind === 'code' ? 'numeric' : undefined}
          autoComplete={kind === 'code' ? 'one-time-code' : 'current-password'}
          autoFocus
          maxLength={128}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {problem ? (
        <div id={`${id}-problem`}>
          <Notice tone="error">{problem}</Notice>
        </div>
      ) : null}
      {ways.code ? (
        <div>
          <Button look="quiet" onClick={change}>
            {text(kind === 'password' ? 'again.useCode' : 'again.usePassword')}
          </Button>
        </div>
      ) : null}
      {ways.passkeyOrigin === window.location.origin ? (
        <div>
          <Button disabled={isRunning} onClick={() => void prove(signWithPasskey)}>
            {text('again.passkey')}
          </Button>
        </div>
      ) : null}
      <div className="ch-actions ch-dialog-end">
        <Button onClick={() => onAnswer(false)}>{text('again.cancel')}</Button>
        <Button type="submit" look="primary" busy={isRunning}>
          {text('again.confirm')}
        </Button>
      </div>
    </form>
  );
}

function useProof(onAnswer: AgainProps['onAnswer']) {
  const text = useText();
  const sentence = useProblemSentence();
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const prove = async (make: () => Promise<Readonly<Record<string, unknown>>>): Promise<void> => {
    if (isRunning) return;
    setRunning(true);
    setProblem(null);
    try {
      await fetchJson(DOOR, { body: await make() });
      onAnswer(true);
    } catch (error) {
      const isBrowsers = error instanceof Error && error.name === 'WebAuthnError';
      setProblem(isBrowsers ? text('again.passkeyFailed') : sentence(asProblem(error)));
      setRunning(false);
    }
  };
  return { isRunning, problem, prove };
}

async function signWithPasskey(): Promise<Readonly<Record<string, unknown>>> {
  const optionsJSON = await fetchJson<Parameters<typeof startAuthentication>[0]['optionsJSON']>(
    `${DOOR}/passkey`,
    { method: 'POST' },
  );
  try {
    return { passkey: await startAuthentication({ optionsJSON }) };
  } catch (cause) {
    // The browser's own errors have many names; to the reader they are one.
    throw Object.assign(new Error('no passkey', { cause }), { name: 'WebAuthnError' });
  }
}
