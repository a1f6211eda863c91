import { useState, type FormEvent, type ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import {
  asProblem,
  Await,
  Button,
  Empty,
  fetchJson,
  LinkButton,
  Notice,
  notify,
  Page,
  Table,
  useLoaded,
  useProblemSentence,
  useText,
  type Column,
} from '../../../../panel-kit/index.js';

interface PermissionView {
  readonly name: string;
  readonly title: string;
  readonly byRole: boolean;
  readonly choice: Choice;
}

interface UserPermissions {
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly role: string;
  };
  readonly groups: readonly {
    readonly plugin: string;
    readonly label: string;
    readonly permissions: readonly PermissionView[];
  }[];
}

const CHOICES = ['default', 'allow', 'refuse'] as const;
type Choice = (typeof CHOICES)[number];
type Changes = Readonly<Record<string, Choice>>;

/** What one user may do: what the role grants, and the exceptions from it. */
export default function UserPermissionsPage(): ReactElement {
  const text = useText();
  const id = new URLSearchParams(useLocation().search).get('id');
  const door = id === null ? null : `/admin/x/host/user-permissions/${encodeURIComponent(id)}`;
  const loaded = useLoaded<UserPermissions>(door);
  if (door === null)
    return (
      <Page title={text('permissions.permission')}>
        <Empty title={text('permissions.none')} />
      </Page>
    );
  const { user } = loaded.data ?? {};
  return (
    <Page title={user ? text('permissions.title', { name: user.name }) : text('loading')}>
      <Await loaded={loaded}>
        {(data) => <PermissionsForm door={door} data={data} onSaved={loaded.reload} />}
      </Await>
    </Page>
  );
}

interface PermissionsFormProps {
  readonly door: string;
  readonly data: UserPermissions;
  readonly onSaved: () => void;
}

function PermissionsForm({ door, data, onSaved }: PermissionsFormProps): ReactElement {
  const text = useText();
  const [changes, setChanges] = useState<Changes>({});
  const { isSaving, refusal, save } = useSaving(door, () => {
    setChanges({});
    onSaved();
  });
  const { user, groups } = data;
  const all = groups.flatMap(({ permissions }) => permissions);
  const exceptions = all.filter(({ name, choice }) => (changes[name] ?? choice) !== 'default').length;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save(changes);
  };
  return (
    <form onSubmit={submit}>
      <p className="ch-lead">{text('permissions.lead', { role: user.role, email: user.email })}</p>
      {groups.map(({ plugin, label, permissions }) => (
        <section className="ch-section ch-permissions" key={plugin}>
          <h2>{label}</h2>
          <Table
            caption={label}
            columns={columns(text, changes, (name, choice) =>
              setChanges((before) => ({ ...before, [name]: choice })),
            )}
            rows={permissions}
            rowKey={({ name }) => name}
          />
        </section>
      ))}
      {refusal ? (
        <div className="ch-section">
          <Notice tone="error">{refusal}</Notice>
        </div>
      ) : null}
      <div className="ch-form-end ch-form-stays">
        <Button type="submit" look="primary" busy={isSaving}>
          {text('permissions.save')}
        </Button>
        <LinkButton href={`/admin/resources/User/records/${user.id}/show`}>
          {text('permissions.back')}
        </LinkButton>
        <span role="status">{text('permissions.changed', { count: exceptions })}</span>
      </div>
    </form>
  );
}

function columns(
  text: ReturnType<typeof useText>,
  changes: Changes,
  choose: (name: string, choice: Choice) => void,
): readonly Column<PermissionView>[] {
  return [
    { key: 'title', heading: text('permissions.permission'), cell: ({ title }) => title },
    {
      key: 'byRole',
      heading: text('permissions.byRole'),
      cell: ({ byRole }) => text(byRole ? 'permissions.granted' : 'permissions.notGranted'),
    },
    {
      key: 'choice',
      heading: text('permissions.choice'),
      cell: ({ name, title, choice }) => (
        <select
          className={(changes[name] ?? choice) === 'default' ? 'ch-permission' : 'ch-permission ch-exception'}
          aria-label={text('permissions.choiceOf', { title })}
          value={changes[name] ?? choice}
          onChange={({ target }) => choose(name, target.value as Choice)}
        >
          {CHOICES.map((value) => (
            <option key={value} value={value}>
              {text(`permissions.choices.${value}`)}
            </option>
          ))}
        </select>
      ),
    },
  ];
}

function useSaving(door: string, onSaved: () => void) {
  const text = useText();
  const sentence = useProblemSentence();
  const [isSaving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = async (choices: Changes): Promise<void> => {
    if (isSaving) return;
    setSaving(true);
    setRefusal(null);
    try {
      await fetchJson(door, { body: { choices } });
      notify({ tone: 'success', message: text('permissions.saved') });
      onSaved();
    } catch (error) {
      setRefusal(sentence(asProblem(error)));
    } finally {
      setSaving(false);
    }
  };
  return { isSaving, refusal, save };
}
