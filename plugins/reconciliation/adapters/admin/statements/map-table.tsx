import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Failure,
  fetchJson,
  Field,
  Notice,
  notify,
  Table,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';
import type { ImportMapping } from '../../../../imports/contract/import-kind.js';
import type { TableColumns } from '../../../contract/work.js';
import { DOORS, type Intake } from './use-intake.js';

export interface MapTableProps {
  readonly intake: Intake;
  readonly table: TableColumns;
  /** why the file cannot be read yet */
  readonly problem: string | null;
}

const ENCODINGS = ['utf-8', 'windows-1251', 'windows-1252'] as const;

/** Which column of a table is what; a mapping that fits can be kept under a name. */
export function MapTable({ intake, table, problem }: MapTableProps): ReactElement {
  const text = useText('reconciliation');
  const [mapping, setMapping] = useState(table.mapping);
  const choose = (field: string, heading: string): void => {
    const others = Object.fromEntries(Object.entries(mapping.columns).filter(([name]) => name !== field));
    setMapping({ ...mapping, columns: heading === '' ? others : { ...others, [field]: heading } });
  };
  return (
    <div className={problem === null ? 'ch-stack statements-mapping' : 'ch-card ch-stack statements-mapping'}>
      {problem === null ? null : <Notice tone="warning">{problem}</Notice>}
      <SavedMappings table={table} mapping={mapping} onChoose={setMapping} />
      <div className="ch-fields">
        {table.fields.map(({ name, label, required }) => (
          <Choice
            key={name}
            label={label}
            required={required}
            value={mapping.columns[name] ?? ''}
            options={[['', text('statements.noColumn')], ...table.headings.map((one) => [one, one] as const)]}
            onChoose={(heading) => choose(name, heading)}
          />
        ))}
        <Written mapping={mapping} onChange={setMapping} />
      </div>
      <div className="ch-actions">
        <Button
          look={problem === null ? 'plain' : 'primary'}
          busy={intake.busy === 'reading'}
          onClick={() => intake.file && intake.read(intake.file, { mapping })}
        >
          {text('statements.readAgain')}
        </Button>
      </div>
      <Table<readonly string[]>
        caption={text('statements.sample')}
        rows={table.sample}
        rowKey={(_, index) => String(index)}
        columns={table.headings.map((heading, index) => ({
          key: String(index),
          heading,
          cell: (row) => row[index] ?? '',
        }))}
      />
    </div>
  );
}

/** How the file writes dates, amounts and letters. */
function Written(props: {
  readonly mapping: ImportMapping;
  readonly onChange: (mapping: ImportMapping) => void;
}): ReactElement {
  const text = useText('reconciliation');
  const { mapping, onChange } = props;
  const detect = ['detect', text('statements.detect')] as const;
  return (
    <>
      <Choice
        label={text('statements.dateFormat')}
        value={mapping.dateFormat}
        options={[
          detect,
          ...(['ymd', 'dmy', 'mdy'] as const).map((one) => [one, text(`statements.dates.${one}`)] as const),
        ]}
        onChoose={(dateFormat) => onChange({ ...mapping, dateFormat })}
      />
      <Choice
        label={text('statements.decimalSign')}
        value={mapping.decimalSign}
        options={[detect, ['.', '1234.50'], [',', '1234,50']]}
        onChoose={(decimalSign) => onChange({ ...mapping, decimalSign })}
      />
      <Choice
        label={text('statements.encoding')}
        value={mapping.encoding}
        options={ENCODINGS.map((one) => [one, one] as const)}
        onChoose={(encoding) => onChange({ ...mapping, encoding })}
      />
      <Field label={text('statements.currency')} help={text('statements.currencyHelp')}>
        {(control) => (
          <input
            {...control}
            type="text"
            maxLength={3}
            value={mapping.currency ?? ''}
            onChange={(event) => onChange({ ...mapping, currency: event.target.value.toUpperCase() || null })}
          />
        )}
      </Field>
    </>
  );
}

function Choice<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly required?: boolean;
  readonly onChoose: (value: Value) => void;
}): ReactElement {
  const { label, value, options, required, onChoose } = props;
  return (
    <Field label={label} required={required ?? false}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChoose(event.target.value as Value)}>
          {options.map(([option, title]) => (
            <option key={option} value={option}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function SavedMappings(props: {
  readonly table: TableColumns;
  readonly mapping: ImportMapping;
  readonly onChoose: (mapping: ImportMapping) => void;
}): ReactElement {
  const text = useText('reconciliation');
  const { table, mapping, onChoose } = props;
  const [profiles, setProfiles] = useState(table.profiles);
  const [chosen, setChosen] = useState('');
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const choose = (title: string): void => {
    setChosen(title);
    onChoose(profiles.find((profile) => profile.name === title)?.mapping ?? table.mapping);
  };
  const save = async (): Promise<void> => {
    try {
      await fetchJson(`${DOORS}/statements/profiles`, { body: { name, mapping } });
      setProfiles([...profiles.filter((profile) => profile.name !== name), { name, mapping }]);
      setChosen(name);
      setName('');
      setProblem(null);
      notify({ tone: 'success', message: text('statements.profileSaved') });
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <div className="ch-fields statements-profiles">
      <Choice
        label={text('statements.profile')}
        value={chosen}
        options={[
          ['', text('statements.noProfile')],
          ...profiles.map((one) => [one.name, one.name] as const),
        ]}
        onChoose={choose}
      />
      <Field label={text('statements.profileName')}>
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
        <Button disabled={name.trim() === ''} onClick={() => void save()}>
          {text('statements.saveProfile')}
        </Button>
      </div>
      {problem ? <Failure problem={problem} /> : null}
    </div>
  );
}
