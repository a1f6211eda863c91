import { useEffect, useRef, useState } from 'react';
import { house } from '../../../../../panel-kit/index.js';

interface Recognition {
  lang: string;
  interimResults: boolean;
  start(): void;
  abort(): void;
  onresult: ((event: RecognitionResult) => void) | null;
  onend: (() => void) | null;
  onerror: ((event: { readonly error: string }) => void) | null;
}

interface RecognitionResult {
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>>;
}

declare global {
  interface Window {
    SpeechRecognition?: new () => Recognition;
    webkitSpeechRecognition?: new () => Recognition;
  }
}

const LANGUAGES = { en: 'en-GB', uk: 'uk-UA', ru: 'ru-RU' };

export interface Voice {
  readonly isListening: boolean;
  /** why nothing was heard: a key of `panel.palette.voice` */
  readonly problem: 'refused' | 'silent' | null;
  readonly toggle: () => void;
}

/** Speech to text by the browser, in the reader's language; null where the browser has none. */
export function useVoice(hear: (words: string) => void): Voice | null {
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  const running = useRef<Recognition | null>(null);
  const [isListening, setListening] = useState(false);
  const [problem, setProblem] = useState<Voice['problem']>(null);
  useEffect(() => () => running.current?.abort(), []);
  if (!Recognition) return null;

  const start = (): void => {
    const recognition = new Recognition();
    recognition.lang = LANGUAGES[house().language];
    recognition.interimResults = true;
    recognition.onresult = ({ results }) =>
      hear(
        Array.from(results, (result) => result[0]?.transcript ?? '')
          .join(' ')
          .trim()
          .replace(/[.!?]$/, ''),
      );
    recognition.onerror = ({ error }) => {
      if (error !== 'aborted') setProblem(error === 'not-allowed' ? 'refused' : 'silent');
    };
    recognition.onend = () => setListening(false);
    running.current = recognition;
    setProblem(null);
    setListening(true);
    recognition.start();
  };
  const toggle = (): void => (isListening ? running.current?.abort() : start());
  return { isListening, problem, toggle };
}
