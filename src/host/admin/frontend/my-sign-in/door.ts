import { useRef, useState } from 'react';
import { asProblem, fetchJson, notify, useProblemSentence } from '../../../../panel-kit/index.js';

/** `GET` of the door answers it. Instants as ISO 8601, UTC. */
export interface MySignIn {
  readonly totpSince: string | null;
  readonly passkeys: readonly {
    readonly id: string;
    readonly name: string;
    readonly createdAt: string;
    readonly lastUsedAt: string | null;
  }[];
  /** codes that were not used yet */
  readonly recoveryCodes: number;
  /** the only origin at which passkeys work; null where there can be none */
  readonly passkeyOrigin: string | null;
  readonly isRequired: boolean;
}

export interface Enrolled {
  readonly recoveryCodes?: readonly string[];
}

export interface PartProps {
  readonly mine: MySignIn;
  /** with the recovery codes that were made, to be shown once */
  readonly onChanged: (codes?: readonly string[]) => void;
}

export const MY_SIGN_IN = '/admin/x/host/my-sign-in';

export function post<Answer>(path: string, body: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
  return fetchJson<Answer>(MY_SIGN_IN + path, { body });
}

/** One thing at a time: its refusal stands as a sentence, its success is said. */
export function useDeed() {
  const sentence = useProblemSentence();
  const underWay = useRef(false);
  const [isRunning, setRunning] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const run = async (deed: () => Promise<string | null>): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    setRunning(true);
    setRefusal(null);
    try {
      const message = await deed();
      if (message) notify({ tone: 'success', message });
    } catch (error) {
      setRefusal(sentence(asProblem(error)));
    } finally {
      underWay.current = false;
      setRunning(false);
    }
  };
  return { isRunning, refusal, run };
}
