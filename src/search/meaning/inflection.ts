/** Singulars and plurals that no rule makes of each other. */
const IRREGULAR = [
  'man men', 'woman women', 'child children', 'person people', 'foot feet', 'tooth teeth', 'goose geese', 'mouse mice',
  'ox oxen', 'die dice', 'penny pence', 'cactus cacti', 'fungus fungi', 'octopus octopi', 'vertex vertices',
  'matrix matrices', 'axis axes', 'radius radii', 'quiz quizzes', 'diaeresis diaereses', 'parenthesis parentheses',
].map((pair) => pair.split(' '));

const OTHER_NUMBER = new Map(IRREGULAR.flatMap(([one = '', many = '']) => [[one, many], [many, one]]));

/** What makes other words of stems, and how many letters such a stem has at least: `rainy`, but not `tiny`. */
const SUFFIXES = [['ful', 3], ['ly', 3], ['ness', 3], ['ation', 4], ['y', 4]] as const;

/**
 * Other forms of an English word: its singular or plural, and verb forms. Some are there twice, the word
 * itself may be among them, and those that are not words find nothing.
 */
export function formsOf(word: string): string[] {
  const other = OTHER_NUMBER.get(word);
  if (other !== undefined) return [other];
  if (!/^[a-z]{3,}$/.test(word)) return [];
  const forms: string[] = [];
  for (const stem of stemsOf(word)) if (stem.length > 1) addForms(stem, forms);
  return forms;
}

/** The stems that a word may be a form of, itself included. */
function stemsOf(word: string): string[] {
  const stems = [word];
  if (/[^s]s$/.test(word)) stems.push(word.slice(0, -1));
  if (/(?:s|x|z|ch|sh|o)es$/.test(word)) stems.push(word.slice(0, -2));
  if (/ies$/.test(word)) stems.push(`${word.slice(0, -3)}y`);
  if (/ves$/.test(word)) stems.push(`${word.slice(0, -3)}f`, `${word.slice(0, -3)}fe`);
  for (const [ending, shortest] of SUFFIXES) {
    if (word.endsWith(ending) && word.length >= shortest + ending.length) stems.push(word.slice(0, -ending.length));
  }
  for (const ending of ['ed', 'ing'] as const) {
    if (!word.endsWith(ending) || word.length < ending.length + 3) continue;
    const stem = word.slice(0, -ending.length);
    stems.push(stem, `${stem}e`);
    if (/([b-df-hj-np-tv-z])\1$/.test(stem)) stems.push(stem.slice(0, -1));
  }
  return stems;
}

/** Adds a stem and what it becomes with endings. */
function addForms(stem: string, forms: string[]): void {
  if (stem.length > 2) forms.push(stem);
  forms.push(`${stem}s`, `${stem}es`);
  if (stem.endsWith('y')) forms.push(`${stem.slice(0, -1)}ies`);
  const verb = stem.endsWith('e') ? stem.slice(0, -1) : stem;
  forms.push(`${verb}ed`, `${verb}ing`);
  if (/[aeiou][b-df-hj-np-tvz]$/.test(stem)) forms.push(`${stem}${stem.at(-1)}ed`, `${stem}${stem.at(-1)}ing`);
}

/** What is put before a noun or after it, and what may stand in its place in the bare noun. */
export type Affix = readonly [affix: RegExp, bare: readonly string[]];

/** Articles and diminutives. */
const AFFIXES: readonly Affix[] = [
  // Arabic and Hebrew articles, and prepositions that are written with them.
  [/^(?:[وفبك]?ال|لل)(?=..)/u, ['']],
  [/^ו?ה(?=..)/u, ['']],
  // Articles at the end of Scandinavian and Romanian nouns.
  [/(?<=...)(?:en|et|an|ul)$/u, ['', 'e']],
  // Diminutives: Dutch, German, Portuguese, Spanish and Italian.
  [/(?<=...)(?:[tp]?je|chen|lein)$/u, ['', 'e']],
  [/(?<=...)z?inh([oa])s?$/u, ['$1', '', 'o', 'a']],
  [/(?<=...)c?it([oa])s?$/u, ['$1', '', 'o', 'a', 'e']],
  [/(?<=...)[ei]tt([oa])$/u, ['$1', 'o', 'a', 'e']],
];

/** The nouns that a folded word may be made of in other languages than English, as text. */
export function nounsOf(word: string): string[] {
  return replaced(word, AFFIXES);
}

/** What a word may be once one of some affixes is replaced. */
export function replaced(word: string, affixes: readonly Affix[]): string[] {
  return affixes.flatMap(([affix, bare]) => (affix.test(word) ? bare.map((each) => word.replace(affix, each)) : []));
}
