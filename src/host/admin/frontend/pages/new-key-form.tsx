import { useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Field,
  Notice,
  useProblemSentence,
  useText,
} from '../../../../panel-kit/index.js';

export interface Scope {
  readonly name: string;
  readonly label: string;
}

interface NewKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly days: number;
}

interface Faults {
  readonly name?: string;
  readonly scopes?: string;
}

const DEFAULT_DAYS = 90;

export function NewKeyForm(props: {
  readonly scopes: readonly Scope[];
  readonly mostDays: number;
  readonly create: (key: NewKey) => Promise<void>;
}): ReactElement {
  const text = useText();
  const sentence = useProblemSentence();
  const [name, setName] = useState('');
  const [days, setDays] = useState(String(DEFAULT_DAYS));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [faults, setFaults] = useState<Faults>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    if (isSaving) return;
    const found: Faults = {
      ...(name.trim() === '' ? { name: text('apiKeys.nameMissing') } : {}),
      ...(chosen.size === 0 ? { scopes: text('apiKeys.scopesMissing') } : {}),
    };
    setFaults(found);
    setRefusal(null);
    if (found.name ?? found.scopes) return focusFirst(form, found);
    setSaving(true);
    try {
      await props.create({ name, scopes: [...chosen], days: Number(days) });
    } catch (error) {
      setRefusal(sentence(asProblem(error)));
    } finally {
      setSaving(false);
    }
  };

  return (
    <form className="ch-section ch-api-key-form" onSubmit={(event) => void submit(event)} noValidate>
      <h2>{text('apiKeys.new')}</h2>
      {refusal === null ? null : <Notice tone="error">{refusal}</Notice>}
      <Field label={text('apiKeys.name')} required error={faults.name}>
        {(control) => (
          <input
            {...control}
            name="name"
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={text('apiKeys.days')} required help={text('apiKeys.daysHelp', { most: props.mostDays })}>
        {(control) => (
          <input
            {...control}
            name="days"
            type="number"
            min={1}
            max={props.mostDays}
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        )}
      </Field>
      <Scopes scopes={props.scopes} chosen={chosen} choose={setChosen} fault={faults.scopes ?? null} />
      <Button look="primary" type="submit" busy={isSaving}>
        {text('apiKeys.create')}
      </Button>
    </form>
  );
}

function focusFirst(form: HTMLFormElement, faults: Faults): void {
  form.querySelector<HTMLElement>(faults.name ? 'input[name="name"]' : 'input[name="scope"]')?.focus();
}

function Scopes(props: {
  readonly scopes: readonly Scope[];
  readonly chosen: ReadonlySet<string>;
  readonly choose: (chosen: ReadonlySet<string>) => void;
  readonly fault: string | null;
}): ReactElement {
  const text = useText();
  const { scopes, chosen, choose, fault } = props;
  const toggle = (name: string): void => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    choose(next);
  };
  return (
    <fieldset
      className="ch-api-scopes"
      aria-invalid={fault ? true : undefined}
      aria-describedby={fault ? 'scopes-fault' : undefined}
    >
      <legend>{text('apiKeys.scopes')}</legend>
      <div className="ch-actions">
        <Button look="quiet" onClick={() => choose(new Set(scopes.map(({ name }) => name)))}>
          {text('apiKeys.all')}
        </Button>
        <Button look="quiet" onClick={() => choose(new Set())}>
          {text('apiKeys.none')}
        </Button>
      </div>
      {fault === null ? null : (
        <p className="ch-error" id="scopes-fault" role="alert">
          {fault}
        </p>
      )}
      <div className="ch-api-scope-list">
        {scopes.map(({ name, label }) => (
          <label key={name} className="ch-api-scope">
            <input type="checkbox" name="scope" checked={chosen.has(name)} onChange={() => toggle(name)} />
            <span>
              {label} <code>{name}</code>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
