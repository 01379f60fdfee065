import { createContext, useContext, useState, type ReactNode } from 'react';
import { EN } from './en';
import { VI, type Words } from './vi';

export type Language = 'vi' | 'en';

interface Spoken {
  readonly language: Language;
  readonly words: Words;
  readonly speak: (language: Language) => void;
}

const KEPT_AS = 'kntc.language';
const WORDS: Readonly<Record<Language, Words>> = { vi: VI, en: EN };

const Speaking = createContext<Spoken>({ language: 'vi', words: VI, speak: () => undefined });

/** Vietnamese, unless this person chose otherwise in this browser. */
export function SpeakingProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState<Language>(() =>
    localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'vi',
  );
  const speak = (chosen: Language): void => {
    localStorage.setItem(KEPT_AS, chosen);
    document.documentElement.lang = chosen;
    setLanguage(chosen);
  };
  return <Speaking value={{ language, words: WORDS[language], speak }}>{children}</Speaking>;
}

export function useWords(): Words {
  return useContext(Speaking).words;
}

/** Words of one screen: they come with it instead of weighing on the first page. */
export function useOwnWords<Own>(own: Readonly<Record<Language, Own>>): Own {
  return own[useContext(Speaking).language];
}

export function useLanguage(): Omit<Spoken, 'words'> {
  return useContext(Speaking);
}
