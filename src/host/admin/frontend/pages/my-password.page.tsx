import { useRef, useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  fetchJson,
  Field,
  house,
  Notice,
  notify,
  Page,
  useProblemSentence,
  useText,
} from '../../../../panel-kit/index.js';

const SHORTEST = 12;
const NAMES = ['current', 'password', 'again'] as const;
type Name = (typeof NAMES)[number];
type Values = Readonly<Record<Name, string>>;

const EMPTY: Values = { current: '', password: '', again: '' };

/** The reader's own password. This session goes on, all others end. */
export default function MyPasswordPage(): ReactElement {
  const text = useText();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(EMPTY);
  const [wrong, setWrong] = useState<Partial<Values>>({});
  const { isSaving, refusal, save } = useSaving(() => setValues(EMPTY));

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = problemsOf(values, text);
    setWrong(found);
    if (Object.keys(found).length === 0) return void save(values);
    setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  };
  return (
    <Page title={text('ownPassword.title')}>
      <form className="ch-card ch-stack ch-narrow-form" ref={form} noValidate onSubmit={submit}>
        {NAMES.map((name) => (
          <Field
            key={name}
            label={text(`ownPassword.${name}`)}
            help={name === 'password' ? text('ownPassword.help', { min: SHORTEST }) : null}
            error={wrong[name] ?? null}
            required
          >
            {(control) => (
              <input
                {...control}
                type="password"
                maxLength={128}
                autoComplete={name === 'current' ? 'current-password' : 'new-password'}
                value={values[name]}
                onChange={({ target }) => setValues((before) => ({ ...before, [name]: target.value }))}
              />
            )}
          </Field>
        ))}
        {refusal ? <Notice tone="error">{refusal}</Notice> : null}
        <p className="ch-help">{text('ownPassword.note')}</p>
        <input type="text" autoComplete="username" value={house().user.email} readOnly hidden />
        <div className="ch-form-end">
          <Button type="submit" look="primary" busy={isSaving}>
            {text('ownPassword.save')}
          </Button>
        </div>
      </form>
    </Page>
  );
}

function problemsOf(values: Values, text: ReturnType<typeof useText>): Partial<Values> {
  const empty = NAMES.filter((name) => values[name] === '').map((name) => [name, text('form.missing')]);
  if (empty.length > 0) return Object.fromEntries(empty) as Partial<Values>;
  if (values.password.length < SHORTEST) return { password: text('ownPassword.short', { min: SHORTEST }) };
  return values.password === values.again ? {} : { again: text('ownPassword.different') };
}

function useSaving(onSaved: () => void) {
  const text = useText();
  const sentence = useProblemSentence();
  const [isSaving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = async ({ current, password }: Values): Promise<void> => {
    if (isSaving) return;
    setSaving(true);
    setRefusal(null);
    try {
      await fetchJson('/admin/x/host/my-password', { body: { current, password } });
      notify({ tone: 'success', message: text('ownPassword.done') });
      onSaved();
    } catch (error) {
      setRefusal(sentence(asProblem(error)));
    } finally {
      setSaving(false);
    }
  };
  return { isSaving, refusal, save };
}
