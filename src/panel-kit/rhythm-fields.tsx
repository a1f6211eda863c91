import { useState, type ReactElement } from 'react';
import { cronOf, LAST_COMMON_DAY, rhythmOf, RHYTHMS, type Rhythm } from '../values/rhythm.js';
import { ChooseOne } from './choose-one.js';
import { Field } from './field.js';
import { house } from './house.js';
import { useText } from './text.js';

/** Monday first; as cron counts them. */
const WEEK = [1, 2, 3, 4, 5, 6, 0];
/** A Sunday, to name the days of the week by. */
const SUNDAY_UTC = Date.UTC(2026, 0, 4);
const DAY_MS = 86_400_000;
const USUAL_TIME = '08:00';

export interface RhythmFieldsProps {
  readonly cron: string;
  readonly onChange: (cron: string) => void;
}

/** When it runs, in words; the five fields of cron for whoever needs more. */
export function RhythmFields({ cron, onChange }: RhythmFieldsProps): ReactElement {
  const text = useText();
  const [rhythm, setRhythm] = useState<Rhythm>(() => rhythmOf(cron));
  const set = (next: Rhythm): void => {
    setRhythm(next);
    onChange(cronOf(next));
  };
  const at = rhythm.kind === 'cron' ? USUAL_TIME : rhythm.at;
  return (
    <>
      <ChooseOne
        label={text('rhythm.often')}
        value={rhythm.kind}
        options={RHYTHMS.map((kind) => ({ value: kind, label: text(`rhythm.rhythms.${kind}`) }))}
        onChoose={(kind) => set(startOf(kind, at, cron))}
      />
      {rhythm.kind === 'weekly' ? (
        <fieldset className="ch-ticks">
          <legend className="ch-label">{text('rhythm.days')}</legend>
          {WEEK.map((day) => (
            <label key={day}>
              <input
                type="checkbox"
                checked={rhythm.days.includes(day)}
                disabled={rhythm.days.length === 1 && rhythm.days.includes(day)}
                onChange={(event) =>
                  set({
                    ...rhythm,
                    days: event.target.checked
                      ? [...rhythm.days, day]
                      : rhythm.days.filter((each) => each !== day),
                  })
                }
              />
              {weekdayName(day)}
            </label>
          ))}
        </fieldset>
      ) : null}
      {rhythm.kind === 'monthly' || rhythm.kind === 'quarterly' ? (
        <ChooseOne
          label={text('rhythm.dayOfMonth')}
          value={String(rhythm.day)}
          options={Array.from({ length: LAST_COMMON_DAY }, (_, index) => ({
            value: String(index + 1),
            label: String(index + 1),
          }))}
          onChoose={(day) => set({ ...rhythm, day: Number(day) })}
        />
      ) : null}
      {rhythm.kind === 'cron' ? (
        <Field label={text('rhythm.cron')} help={text('rhythm.cronHelp')} required>
          {(control) => (
            <input
              {...control}
              type="text"
              spellCheck={false}
              autoComplete="off"
              value={rhythm.cron}
              onChange={(event) => set({ kind: 'cron', cron: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <Field label={text('rhythm.at')} required>
          {(control) => (
            <input
              {...control}
              type="time"
              value={rhythm.at}
              onChange={(event) => {
                if (event.target.value !== '') set({ ...rhythm, at: event.target.value });
              }}
            />
          )}
        </Field>
      )}
    </>
  );
}

/** `weekly on Monday, 08:00` in the reader's words. */
export function useRhythmWords(): (cron: string) => string {
  const text = useText();
  return (cron) => {
    const rhythm = rhythmOf(cron);
    if (rhythm.kind === 'cron') return cron;
    const days = rhythm.kind === 'weekly' ? WEEK.filter((day) => rhythm.days.includes(day)) : [];
    return text(`rhythm.words.${rhythm.kind}`, {
      at: rhythm.at,
      days: days.map((day) => weekdayName(day, 'short')).join(', '),
      day: 'day' in rhythm ? rhythm.day : '',
    });
  };
}

function startOf(kind: Rhythm['kind'], at: string, cron: string): Rhythm {
  switch (kind) {
    case 'daily':
      return { kind, at };
    case 'weekly':
      return { kind, days: [1], at };
    case 'monthly':
    case 'quarterly':
      return { kind, day: 1, at };
    case 'cron':
      return { kind, cron };
  }
}

function weekdayName(day: number, width: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(house().language, { weekday: width, timeZone: 'UTC' }).format(
    new Date(SUNDAY_UTC + day * DAY_MS),
  );
}
