import type { ReactElement } from 'react';
import {
  Await,
  LinkButton,
  Menu,
  NOTHING,
  Page,
  useLoaded,
  useText,
  type Text,
} from '../../../../src/panel-kit/index.js';
import type { RegisterLine } from '../../contract/doors.js';

const DOOR = '/admin/x/privacy/register';
const FORMATS = ['pdf', 'xlsx', 'csv'] as const;

/** What is kept of whom, why, how long and who sees it. */
export default function RegisterPage(): ReactElement {
  const text = useText('privacy');
  const loaded = useLoaded<readonly RegisterLine[]>(DOOR);
  return (
    <Page title={text('register.title')} actions={<Files text={text} />}>
      <Await loaded={loaded}>
        {(lines) => (
          <div className="ch-stack">
            <p>{text('register.about')}</p>
            {lines.map((line) => (
              <section key={line.dataClass} className="ch-card">
                <h2>{line.title}</h2>
                <Facts line={line} text={text} />
              </section>
            ))}
          </div>
        )}
      </Await>
    </Page>
  );
}

function Files({ text }: { readonly text: Text }): ReactElement {
  return (
    <>
      <LinkButton href="/admin/pages/privacy-retention">{text('register.toRetention')}</LinkButton>
      <Menu face={text('register.download')}>
        {FORMATS.map((format) => (
          <LinkButton key={format} look="quiet" href={`${DOOR}.${format}`} download>
            {text(`register.formats.${format}`)}
          </LinkButton>
        ))}
      </Menu>
    </>
  );
}

function Facts({ line, text }: { readonly line: RegisterLine; readonly text: Text }): ReactElement {
  const named = (group: string, names: readonly string[]): string =>
    names.map((name) => text(`register.${group}.${name}`)).join(', ') || NOTHING;
  const facts = {
    data: line.data,
    subjects: named('kinds', line.subjects),
    ...{ purpose: line.purpose, basis: line.basis },
    kept: keptWords(text, line),
    readers: named('roles', line.readers),
  };
  return (
    <dl className="ch-facts">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{text(`register.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function keptWords(text: Text, { days, atLeastDays }: RegisterLine): string {
  if (days === null) return text('register.forever');
  const kept = text('register.days', { count: days });
  return atLeastDays === null ? kept : `${kept} · ${text('register.atLeast', { count: atLeastDays })}`;
}
