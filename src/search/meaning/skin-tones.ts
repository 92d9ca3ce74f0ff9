/** Colours that people say for the skin of an emoji, `black thumbs up`, where CLDR says `dark skin tone`. */

/** The tone of each colour, as words of its name. That of brown is between medium and dark. */
const TONES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({ black: ['dark'], brown: ['medium', 'dark'], white: ['light'], pale: ['light'] }),
);

/** Words of emoji that have skin: of hands, other parts of a body, and people. Signs of a colour have none. */
const SKINNED = new Set(
  (
    'thumb thumbs fist fists wave waving clap clapping handshake pray praying prayer palm palms facepalm shrug ' +
    'shrugging biceps muscle finger fingers hands ear nose foot leg person people man woman men women boy girl baby child kid guy lady dude ' +
    'santa claus mermaid fairy elf superhero vampire mage wizard bride groom angel prince princess doctor nurse teacher ' +
    'student police cop chef cook farmer firefighter pilot astronaut artist singer judge scientist mechanic detective ' +
    'worker guard dancer dancing runner running walking swimmer swimming surfer surfing couple mom dad mother father ' +
    'grandma grandpa grandmother grandfather'
  ).split(' '),
);

/** The words with a skin tone in place of a colour; undefined if they have none, or nothing with skin. */
export function withSkinTone(words: readonly string[]): string[] | undefined {
  const at = words.findIndex((word) => TONES.has(word));
  if (at < 0 || words.length < 2 || !words.some((word) => SKINNED.has(word))) return undefined;
  return [...words.toSpliced(at, 1), ...(TONES.get(words[at] ?? '') ?? []), 'skin', 'tone'];
}
