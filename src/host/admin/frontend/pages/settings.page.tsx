import { useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  Empty,
  fetchJson,
  Field,
  Notice,
  notify,
  Page,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../panel-kit/index.js';
import { currencyOptions } from '../values/currency-codes.js';
import type { Option } from '../values/field-kind.js';
import { FormControl } from '../values/form-control.js';

interface SettingView {
  readonly name: string;
  readonly kind:
    | 'text'
    | 'longtext'
    | 'email'
    | 'currency'
    | 'zone'
    | 'language'
    | 'number'
    | 'boolean'
    | 'select'
    | 'secret';
  readonly label: string;
  readonly help: string | null;
  readonly value: string | number | boolean | null;
  /** for a secret, whose value never comes: is there one? */
  readonly isSet?: boolean;
  readonly options: readonly Option[] | null;
}

interface PluginSettings {
  readonly plugin: string;
  readonly label: string;
  readonly version: string;
  readonly fields: readonly SettingView[];
}

const DOOR = '/admin/x/host/settings';

export default function SettingsPage(): ReactElement {
  const text = useText();
  const loaded = useLoaded<{ plugins: readonly PluginSettings[] }>(DOOR);
  return (
    <Page title={text('settings.title')}>
      <Await loaded={loaded}>
        {({ plugins }) =>
          plugins.length === 0 ? (
            <Empty title={text('settings.none')} />
          ) : (
            <>
              {plugins.map((group) => (
                <SettingsForm
                  key={`${group.plugin}-${group.version}`}
                  group={group}
                  onSaved={loaded.reload}
                />
              ))}
            </>
          )
        }
      </Await>
    </Page>
  );
}

function SettingsForm({
  group,
  onSaved,
}: {
  readonly group: PluginSettings;
  readonly onSaved: () => void;
}): ReactElement {
  const text = useText();
  const sentence = useProblemSentence();
  const [values, setValues] = useState(() => startingValues(group.fields));
  const [isSaving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isSaving) return;
    setSaving(true);
    setRefusal(null);
    try {
      const body = {
        plugin: group.plugin,
        values: valuesToSend(group.fields, values),
        version: group.version,
      };
      const { message } = await fetchJson<{ message: string }>(DOOR, { body });
      notify({ tone: 'success', message });
      onSaved();
    } catch (error) {
      setRefusal(sentence(asProblem(error)));
    } finally {
      setSaving(false);
    }
  };
  return (
    <form
      className="ch-card"
      noValidate
      aria-labelledby={`settings-${group.plugin}`}
      onSubmit={(event) => void save(event)}
    >
      <h2 id={`settings-${group.plugin}`}>{group.label}</h2>
      <div className="ch-fields">
        {group.fields.map((field) => (
          <Field
            key={field.name}
            label={field.label}
            help={[field.help, secretNote(field, text)].filter(Boolean).join(' ')}
            inline={field.kind === 'boolean'}
          >
            {(control) => (
              <FormControl
                kind={CONTROLS[field.kind]}
                value={values[field.name] ?? ''}
                control={control}
                options={optionsFor(field)}
                required
                onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
              />
            )}
          </Field>
        ))}
      </div>
      {refusal ? (
        <div className="ch-section">
          <Notice tone="error">{refusal}</Notice>
        </div>
      ) : null}
      <div className="ch-form-end">
        <Button type="submit" look="primary" busy={isSaving}>
          {text('form.save')}
        </Button>
      </div>
    </form>
  );
}

const CONTROLS = {
  text: 'text',
  longtext: 'longtext',
  email: 'email',
  currency: 'currency',
  zone: 'select',
  language: 'select',
  number: 'number',
  boolean: 'boolean',
  select: 'select',
  secret: 'password',
} as const;

function optionsFor(field: SettingView): readonly Option[] {
  if (field.options) return field.options;
  if (field.kind === 'currency') return currencyOptions();
  if (field.kind !== 'zone') return [];
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({
    value,
    label: value.replace(/_/g, ' '),
  }));
}

function secretNote(field: SettingView, text: (key: string) => string): string | null {
  if (field.kind !== 'secret') return null;
  return text(field.isSet ? 'settings.secretSet' : 'settings.secretEmpty');
}

function startingValues(fields: readonly SettingView[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ name, value }) => [name, String(value ?? '')]));
}

/** Numbers as numbers; what is not one is sent as it was typed, for the server to refuse with a sentence. */
function valuesToSend(
  fields: readonly SettingView[],
  values: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const value = values[name] ?? '';
      if (kind === 'boolean') return [name, value === 'true'];
      const isNumber = kind === 'number' && /^-?\d+(\.\d+)?$/.test(value);
      return [name, isNumber ? Number(value) : value];
    }),
  );
}
