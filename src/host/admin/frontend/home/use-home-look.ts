import { useState } from 'react';
import { asProblem, fetchJson, notify, useLoaded, useProblemSentence } from '../../../../panel-kit/index.js';
import { readLook, type HomeLook } from './home-look.js';

const DOOR = '/admin/x/host/preferences/home';

/** The look that the server remembers; undefined until it is known. Where it cannot be read the page stands as plugins gave it. */
export function useHomeLook(): {
  readonly look: HomeLook | undefined;
  readonly keep: (look: HomeLook) => void;
} {
  const sentence = useProblemSentence();
  const { data, problem } = useLoaded<{ value: unknown }>(DOOR);
  const [chosen, setChosen] = useState<HomeLook>();
  const known = data || problem ? readLook(data?.value) : undefined;
  const keep = (look: HomeLook): void => {
    setChosen(look);
    fetchJson(DOOR, { method: 'PUT', body: { value: look } }).catch((error: unknown) =>
      notify({ tone: 'error', message: sentence(asProblem(error)) }),
    );
  };
  return { look: chosen ?? known, keep };
}
