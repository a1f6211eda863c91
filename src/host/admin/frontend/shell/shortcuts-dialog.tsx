import { useState, type ReactElement } from 'react';
import {
  areSingleKeysOn,
  Dialog,
  shortcutsHere,
  switchSingleKeys,
  useText,
  type Text,
} from '../../../../panel-kit/index.js';

/** Which keys work on the page that lies behind, and the switch for those that stand alone. */
export default function ShortcutsDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const text = useText();
  const [shortcuts] = useState(shortcutsHere);
  const [isOn, setOn] = useState(areSingleKeysOn);
  return (
    <Dialog title={text('shortcuts.title')} onClose={onClose}>
      <dl className="ch-shortcuts">
        {shortcuts.map(({ keys, label }) => (
          <div key={keys}>
            <dt>
              <Keys keys={keys} text={text} />
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Enter</kbd>
          </dt>
          <dd>{text('shortcuts.open')}</dd>
        </div>
        <div>
          <dt>
            <kbd>Esc</kbd>
          </dt>
          <dd>{text('shortcuts.close')}</dd>
        </div>
      </dl>
      <label className="ch-switch">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            switchSingleKeys(event.target.checked);
            setOn(event.target.checked);
          }}
        />
        <span>
          {text('shortcuts.singleKeys')}
          <small>{text('shortcuts.singleKeysHelp')}</small>
        </span>
      </label>
    </Dialog>
  );
}

function Keys({ keys, text }: { readonly keys: string; readonly text: Text }): ReactElement {
  const parts = keys.split(/[+ ]/).filter(Boolean);
  const between = keys.includes('+') ? '+' : text('shortcuts.then');
  return (
    <>
      {parts.map((part, index) => (
        <span key={part}>
          {index > 0 ? ` ${between} ` : ''}
          <kbd>{part}</kbd>
        </span>
      ))}
    </>
  );
}
