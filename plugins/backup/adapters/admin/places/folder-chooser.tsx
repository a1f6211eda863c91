import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Failure,
  fetchJson,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';
import type { FolderChoice, PlaceTried } from '../../../contract/doors.js';
import { DOORS } from '../backup-doors.js';

interface FolderChooserProps {
  readonly tried: PlaceTried;
  readonly onChoose: (id: string) => void;
}

/** Folders by their names, where what names them is nothing that people type. */
export function FolderChooser({ tried, onChoose }: FolderChooserProps): ReactElement {
  const text = useText('backup');
  const [path, setPath] = useState<readonly FolderChoice[]>([]);
  const [folders, setFolders] = useState<readonly FolderChoice[] | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const look = async (inside: readonly FolderChoice[]): Promise<void> => {
    setAsking(true);
    setProblem(null);
    try {
      const asked = { ...tried, inside: inside.at(-1)?.id ?? null };
      setFolders(await fetchJson<readonly FolderChoice[]>(`${DOORS}/places/folders`, { body: asked }));
      setPath(inside);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setAsking(false);
    }
  };
  const here = path.at(-1);
  return (
    <div className="ch-stack">
      <div className="ch-actions">
        <Button busy={isAsking} onClick={() => void look([])}>
          {text('folders.look')}
        </Button>
        {here ? <Button onClick={() => void look(path.slice(0, -1))}>{text('folders.up')}</Button> : null}
      </div>
      {problem ? <Failure problem={problem} /> : null}
      {here ? <p>{path.map(({ title }) => title).join(' / ')}</p> : null}
      {folders === null ? null : folders.length === 0 ? (
        <p className="ch-help">{text('folders.none')}</p>
      ) : (
        <ul className="backup-folders">
          {folders.map((folder) => (
            <li key={folder.id}>
              <Button look="quiet" onClick={() => void look([...path, folder])}>
                {folder.title}
              </Button>
              <Button
                aria-label={text('folders.chooseOf', { name: folder.title })}
                onClick={() => onChoose(folder.id)}
              >
                {text('folders.choose')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
