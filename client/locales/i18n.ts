/** The one door to i18next: catalogues, the language of the interface, and its direction. */
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { dataOf, type Said } from '../../shared/house/import-said.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Key of a sentence in the catalogues. */
export type Sentence = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;
/** Says a sentence in the language of the interface. */
export type Say = (key: Sentence, values?: Values) => string;

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Languages written from right to left; none of the two complete catalogues is, the page is ready for one. */
const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);
export const directionOf = (language: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';

const STORED = 'chapeau.language';

function preferred(): Language {
  const asked = [localStorage.getItem(STORED) ?? '', ...navigator.languages];
  for (const tag of asked) {
    const found = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language));
    if (found) return found;
  }
  return 'en';
}

function show(language: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

/** Starts the catalogues in the reader's language; called once before the first render. */
export function startLanguage(): void {
  void i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, zh: { translation: zh } },
    lng: preferred(),
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  show(i18next.language);
}

/** Changes the language of the interface, here and at the next visit. The draft's own language is untouched. */
export function setLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
  void i18next.changeLanguage(language);
  show(language);
}

/** The sentences of the current language; the component renders again when the language changes. */
export function useText(): { readonly t: Say; readonly language: string } {
  const { t, i18n } = useTranslation();
  const say = useCallback<Say>((key, values) => String(t(key as string, { ...values })), [t]);
  return { t: say, language: i18n.language };
}

/** What an import says of a file. */
export function saySaid(t: Say, { id, data = {} }: Said): string {
  const values = dataOf({ id, data }, t);
  const { kind } = values;
  return t(
    `said.${id}`,
    typeof kind === 'string' ? { ...values, kind: sayCode(t, 'question', kind) } : values,
  );
}

/** A sentence named by a code from elsewhere (a refusal, a command); the code itself if no catalogue has it. */
export function sayCode(t: Say, prefix: string, code: string, values?: Values): string {
  const key = `${prefix}.${code}`;
  return key in en ? t(key as Sentence, values) : code;
}
