/** The languages of names on cards: those of the United Nations, except English, which everything else is in. */
export const CARD_LANGUAGES = ['ar', 'es', 'fr', 'ru', 'zh'] as const;
