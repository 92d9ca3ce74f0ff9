/** The languages of names on cards: those of the United Nations but English, which all else is in. */
export const CARD_LANGUAGES = ['ar', 'es', 'fr', 'ru', 'zh'] as const;
