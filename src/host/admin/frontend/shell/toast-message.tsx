import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import {
  asProblem,
  Button,
  fetchJson,
  notify,
  useProblemSentence,
  useText,
  type Toast,
} from '../../../../panel-kit/index.js';
import { withRefresh } from '../screens/with-refresh.js';

/** Long enough to be read aloud; errors stay until they are closed. */
const SHOWN_MS = 10_000;

/** One message. It does not leave while the mouse or the keyboard is on it. */
export function ToastMessage({ toast, onClose }: { toast: Toast; onClose: () => void }): ReactElement {
  const text = useText();
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const stays = toast.tone === 'error' || isHovered || isFocused;
  const leave = useRef(onClose);
  leave.current = onClose;
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => leave.current(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [stays]);
  return (
    <div
      className={`ch-notice ch-notice-${toast.tone} ch-toast`}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <span>{toast.message}</span>
      {toast.undo ? <UndoButton undo={toast.undo} onDone={onClose} /> : null}
      <button type="button" className="ch-toast-close" aria-label={text('close')} onClick={onClose}>
        ×
      </button>
    </div>
  );
}

/** Takes back what was done, says so, and has the page read its records anew. */
function UndoButton({
  undo,
  onDone,
}: {
  undo: NonNullable<Toast['undo']>;
  onDone: () => void;
}): ReactElement {
  const text = useText();
  const sentence = useProblemSentence();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const underWay = useRef(false);
  const [isRunning, setRunning] = useState(false);
  const takeBack = async (): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    setRunning(true);
    try {
      const done = await fetchJson<{ message?: string; redirect?: string | null } | undefined>(undo.href, {
        body: undo.body,
      });
      notify({ tone: 'success', message: done?.message ?? text('undo.done') });
      navigate(done?.redirect ?? withRefresh(pathname + search));
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    } finally {
      onDone();
    }
  };
  return (
    <Button className="ch-toast-undo" busy={isRunning} onClick={() => void takeBack()}>
      {text('undo.button')}
    </Button>
  );
}
