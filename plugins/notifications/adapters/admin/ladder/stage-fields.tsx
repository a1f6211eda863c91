import { useRef, type ReactElement } from 'react';
import { Button, Field, useText } from '../../../../../src/panel-kit/index.js';
import type { LaddersView, StageView } from '../../../contract/ladder-doors.js';
import { AUDIENCES, WORDINGS } from '../../../domain/ladder.js';
import { dayWords } from './stage-words.js';

const LANGUAGES = ['en', 'uk', 'ru'] as const;

interface StageFieldsProps {
  readonly stages: readonly StageView[];
  readonly channels: LaddersView['channels'];
  readonly onChange: (stages: readonly StageView[]) => void;
}

/** The stages of a ladder, as they were put in; a list of them is read in the order of their days. */
export function StageFields({ stages, channels, onChange }: StageFieldsProps): ReactElement {
  const text = useText('notifications');
  const adding = useRef<HTMLDivElement>(null);
  const change = (at: number, part: Partial<StageView>): void =>
    onChange(stages.map((stage, index) => (index === at ? { ...stage, ...part } : stage)));
  const add = (): void => {
    const last = stages.at(-1);
    const day = last === undefined ? 0 : last.day + 7;
    const wording = last?.wording ?? 'plain';
    onChange([...stages, { day, audience: 'representative', channels: [], wording, extra: {} }]);
  };

  return (
    <fieldset className="ladder-fieldset">
      <legend>{text('ladder.stages')}</legend>
      {stages.map((stage, at) => (
        <div
          // A stage has no name of its own, and is never moved among the others.
          key={at}
          role="group"
          aria-label={text('ladder.stageNumber', { number: at + 1 })}
          className="ladder-stage"
        >
          <div className="ladder-grid">
            <Field label={text('ladder.day')} help={dayWords(text, stage.day)}>
              {(control) => (
                <input
                  {...control}
                  type="number"
                  min={-60}
                  max={365}
                  step={1}
                  value={stage.day}
                  onChange={(event) => change(at, { day: Math.trunc(Number(event.target.value)) })}
                />
              )}
            </Field>
            <Field label={text('ladder.audience')}>
              {(control) => (
                <select
                  {...control}
                  value={stage.audience}
                  onChange={(event) => change(at, { audience: event.target.value as StageView['audience'] })}
                >
                  {AUDIENCES.map((audience) => (
                    <option key={audience} value={audience}>
                      {text(`ladder.audiences.${audience}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={text('ladder.wording')}>
              {(control) => (
                <select
                  {...control}
                  value={stage.wording}
                  onChange={(event) => change(at, { wording: event.target.value as StageView['wording'] })}
                >
                  {WORDINGS.map((wording) => (
                    <option key={wording} value={wording}>
                      {text(`ladder.wordings.${wording}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
          <div role="group" aria-label={text('ladder.channels')} className="ladder-channels">
            <span aria-hidden="true">{text('ladder.channels')}</span>
            {channels.map(({ name, title }) => (
              <Field key={name} label={title} inline>
                {(control) => (
                  <input
                    {...control}
                    type="checkbox"
                    checked={stage.channels.includes(name)}
                    onChange={(event) =>
                      change(at, {
                        channels: event.target.checked
                          ? [...stage.channels, name]
                          : stage.channels.filter((each) => each !== name),
                      })
                    }
                  />
                )}
              </Field>
            ))}
            {stage.channels.length === 0 ? (
              <span className="ladder-muted">{text('ladder.ownChannels')}</span>
            ) : null}
          </div>
          <details className="ladder-extra" open={Object.keys(stage.extra).length > 0 || undefined}>
            <summary>{text('ladder.extra')}</summary>
            <div className="ladder-grid">
              {LANGUAGES.map((language) => (
                <Field key={language} label={text(`ladder.languages.${language}`)}>
                  {(control) => (
                    <textarea
                      {...control}
                      rows={2}
                      maxLength={500}
                      lang={language}
                      value={stage.extra[language] ?? ''}
                      onChange={(event) =>
                        change(at, { extra: { ...stage.extra, [language]: event.target.value } })
                      }
                    />
                  )}
                </Field>
              ))}
            </div>
          </details>
          <Button
            look="quiet"
            aria-label={text('ladder.removeStage', { number: at + 1 })}
            onClick={() => {
              onChange(stages.filter((_, index) => index !== at));
              adding.current?.querySelector('button')?.focus();
            }}
          >
            {text('ladder.remove')}
          </Button>
        </div>
      ))}
      <div ref={adding}>
        <Button onClick={add}>{text('ladder.addStage')}</Button>
      </div>
    </fieldset>
  );
}
