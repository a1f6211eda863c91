import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Failure,
  fetchJson,
  Field,
  notify,
  useText,
  type Problem,
} from '../../../../src/panel-kit/index.js';
import type { ImportMapping } from '../../contract/import-kind.js';
import { DOORS, type KindView } from './import-doors.js';

export interface ProfileBarProps {
  readonly kind: KindView;
  readonly mapping: ImportMapping;
  /** the mapping that the headings alone suggest */
  readonly guessed: ImportMapping;
  readonly onChoose: (mapping: ImportMapping) => void;
}

/** Takes a known mapping, or keeps this one under a name. */
export function ProfileBar({ kind, mapping, guessed, onChoose }: ProfileBarProps): ReactElement {
  const text = useText('imports');
  const [profiles, setProfiles] = useState(kind.profiles);
  const [chosen, setChosen] = useState('');
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);

  const choose = (profileName: string): void => {
    setChosen(profileName);
    onChoose(profiles.find((profile) => profile.name === profileName)?.mapping ?? guessed);
  };

  const save = async (): Promise<void> => {
    try {
      const saved = await fetchJson<{ name: string; mapping: ImportMapping }>(`${DOORS}/profiles`, {
        body: { kind: kind.name, name, mapping },
      });
      setProfiles([...profiles.filter((profile) => profile.name !== saved.name), saved]);
      setChosen(saved.name);
      setName('');
      setProblem(null);
      notify({ tone: 'success', message: text('profileSaved') });
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  return (
    <div className="ch-fields">
      <Field label={text('profile')}>
        {(control) => (
          <select {...control} value={chosen} onChange={(event) => choose(event.target.value)}>
            <option value="">{text('noProfile')}</option>
            {profiles.map((profile) => (
              <option key={profile.name} value={profile.name}>
                {profile.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={text('profileName')}>
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
          {text('saveProfile')}
        </Button>
      </div>
      {problem ? <Failure problem={problem} /> : null}
    </div>
  );
}
