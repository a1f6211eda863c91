import type { ActionJSON } from 'adminjs';
import { useRef, useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  asProblem,
  Button,
  confirmFirst,
  fetchJson,
  notify,
  useProblemSentence,
  useText,
  type Toast,
} from '../../../../panel-kit/index.js';
import { withRefresh } from './with-refresh.js';
import { Icon } from '../shell/icon.js';

interface RemoveButtonProps {
  readonly action: ActionJSON;
  readonly label: string;
  readonly resourceId: string;
  readonly record: { readonly id: string; readonly title: string };
}

interface Removed {
  readonly notice?: { readonly type: string; readonly message: string };
  readonly redirectUrl?: string;
  readonly undo?: Toast['undo'];
}

/** Asks first. What does not go to the trash (`custom.toTrash`) is gone for good, so its title has to be typed. */
export function RemoveButton({ action, label, resourceId, record }: RemoveButtonProps): ReactElement {
  const text = useText();
  const sentence = useProblemSentence();
  const navigate = useNavigate();
  const underWay = useRef(false);
  const [isRunning, setRunning] = useState(false);
  const isKept = action.custom?.['toTrash'] === true;

  const remove = async (): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    try {
      const isMeant = await confirmFirst({
        title: text('remove.question', { title: record.title }),
        sentence: text(isKept ? 'remove.toTrash' : 'remove.forever'),
        yes: text('remove.yes'),
        danger: true,
        ...(isKept ? {} : { typed: record.title }),
      });
      if (!isMeant) return;
      setRunning(true);
      const door = `/admin/api/resources/${resourceId}/records/${encodeURIComponent(record.id)}/${action.name}`;
      const { notice, redirectUrl, undo } = await fetchJson<Removed>(door, { method: 'POST', body: {} });
      if (notice)
        notify({ tone: notice.type === 'error' ? 'error' : 'success', message: notice.message, undo });
      if (redirectUrl) navigate(withRefresh(redirectUrl));
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    } finally {
      underWay.current = false;
      setRunning(false);
    }
  };
  return (
    <Button look="danger" busy={isRunning} onClick={() => void remove()}>
      <Icon icon={action.icon} />
      {label}
    </Button>
  );
}
