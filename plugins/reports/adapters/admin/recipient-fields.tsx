import { useState, type ReactElement } from 'react';
import { Button, ChooseOne, Field, house, useLanguage, useText } from '../../../../src/panel-kit/index.js';
import type { Language } from '../../../../src/kernel/permissions.js';
import type { ScheduleRecipient } from '../../contract/doors.js';
import { ValuePicker } from './value-picker.js';
import { DOORS } from './report-doors.js';

interface RecipientFieldsProps {
  readonly recipients: readonly ScheduleRecipient[];
  /** of users, by id */
  readonly labels: Readonly<Record<string, string>>;
  readonly onChange: (recipients: readonly ScheduleRecipient[]) => void;
}

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** Users, who get their own rows in their own language; and addresses from outside, who get the sender's. */
export function RecipientFields({ recipients, labels, onChange }: RecipientFieldsProps): ReactElement {
  const text = useText('reports');
  const [known, setKnown] = useState(labels);
  const users = recipients.flatMap((one) => (one.kind === 'user' ? [one.id] : []));
  const addresses = recipients.filter((one) => one.kind === 'address');
  return (
    <fieldset className="ch-stack">
      <legend className="ch-label">{text('schedule.recipients')}</legend>
      <ValuePicker
        label={text('schedule.users')}
        door={`${DOORS}/recipients?`}
        chosen={users}
        labels={known}
        onChange={(ids, learned) => {
          setKnown((before) => ({
            ...before,
            ...Object.fromEntries(learned.map(({ id, label }) => [id, label])),
          }));
          onChange([...ids.map((id) => ({ kind: 'user' as const, id })), ...addresses]);
        }}
      />
      <p className="ch-help">{text('schedule.usersHelp')}</p>
      {addresses.length > 0 ? (
        <ul className="ch-chips">
          {addresses.map((one) => (
            <li key={one.address} className="ch-chip">
              {`${one.address} (${one.language})`}
              <button
                type="button"
                aria-label={text('builder.remove', { title: one.address })}
                onClick={() => onChange(recipients.filter((each) => each !== one))}
              >
                <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <AddAddress
        onAdd={(address, language) => onChange([...recipients, { kind: 'address', address, language }])}
      />
    </fieldset>
  );
}

function AddAddress(props: { readonly onAdd: (address: string, language: Language) => void }): ReactElement {
  const text = useText('reports');
  const own = useLanguage() as Language;
  const [address, setAddress] = useState('');
  const [language, setLanguage] = useState<Language>(own);
  const isAddress = ADDRESS.test(address.trim());
  const add = (): void => {
    if (!isAddress) return;
    props.onAdd(address.trim(), language);
    setAddress('');
  };
  return (
    <div className="reports-address">
      <Field label={text('schedule.address')}>
        {(control) => (
          <input
            {...control}
            type="email"
            autoComplete="off"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
        )}
      </Field>
      <ChooseOne
        label={text('schedule.language')}
        value={language}
        options={house().languages.map(({ value, label }) => ({ value: value as Language, label }))}
        onChoose={setLanguage}
      />
      <Button disabled={!isAddress} onClick={add}>
        {text('schedule.addAddress')}
      </Button>
    </div>
  );
}
