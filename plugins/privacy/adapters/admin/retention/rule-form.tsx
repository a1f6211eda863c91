import { useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Failure,
  fetchJson,
  Field,
  notify,
  Tick,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';
import type { RetentionClass, RuleChange } from '../../../contract/doors.js';

const MOST_DAYS = 36_525;

interface RuleFormProps {
  readonly rule: RetentionClass;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** How long one class is kept. Who looks at an older version is told so, and sees the new one. */
export function RuleForm({ rule, onChanged, onClose }: RuleFormProps): ReactElement {
  const text = useText('privacy');
  const [days, setDays] = useState(String(rule.days ?? rule.leastDays));
  const [isForever, setForever] = useState(rule.days === null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const { dataClass, version, title } = rule;
    const change: RuleChange = { dataClass, version, days: isForever ? null : Number(days) };
    try {
      await fetchJson('/admin/x/privacy/retention', { method: 'PUT', body: change });
      notify({ tone: 'success', message: text('retention.saved', { title }) });
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
    onChanged();
  };
  const isWrong = !isForever && !/^\d+$/.test(days.trim());
  return (
    <form className="ch-stack" onSubmit={(event) => void save(event)}>
      {isForever ? null : (
        <Field
          label={text('retention.days')}
          help={text('retention.daysHelp', { least: rule.leastDays })}
          required
        >
          {(control) => (
            <input
              {...control}
              type="number"
              inputMode="numeric"
              min={rule.leastDays}
              max={MOST_DAYS}
              autoFocus
              value={days}
              onChange={({ target }) => setDays(target.value)}
            />
          )}
        </Field>
      )}
      <Tick label={text('retention.isForever')} checked={isForever} onChange={setForever} />
      {problem ? <Failure problem={problem} /> : null}
      <div className="ch-actions">
        <Button type="submit" look="primary" busy={isBusy} disabled={isWrong}>
          {text('retention.save')}
        </Button>
        <Button onClick={onClose}>{text('retention.cancel')}</Button>
      </div>
    </form>
  );
}
