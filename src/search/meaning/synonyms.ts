/** Words of the standard, and the words that people use for the same: rules of English, not of single characters. */
import type { FindPhrases } from './phrases.ts';
import { phraseFinder } from './phrases.ts';

/** Words that stand for each other. */
const GROUPS = [
  'right rightwards rightward', 'left leftwards leftward', 'up upwards upward', 'down downwards downward',
  'anticlockwise counterclockwise', 'umlaut diaeresis trema', 'circumflex hat', 'caron hacek hachek', 'tilde squiggle',
  'slash solidus stroke slashed crossed struck', 'capital uppercase upper majuscule mayuscula maiuscola',
  'small lowercase little lower minuscule minuscula minuscola',
  'reversed backwards backward mirrored flipped', 'turned inverted rotated', 'white hollow outline outlined empty unfilled',
  'black filled solid', 'heavy bold thick big', 'light thin', 'wavy squiggly wave', 'circled circle', 'squared square boxed',
  'dotted dot', 'period dot', 'color colour', 'grey gray', 'check tick', 'quote quotation', 'quotes quotation', 'bracket parenthesis paren',
  'brackets parentheses parens', 'superscript exponent', 'happy smiling', 'sad frowning', 'smiley smiling', 'woman female',
  'man male', 'cell mobile', 'car automobile', 'plane airplane', 'rubbish trash garbage', 'bin can', 'film movie',
  'aluminium aluminum', 'center centre', 'fullwidth wide', 'triple three', 'double two', 'face emoji', 'picture image',
  'biohazard biological', 'maths math mathematical', 'greater bigger more', 'less smaller', 'equal equals', 'doesnt not',
  'letter character', 'alef aleph', 'he heh', 'tet teth', 'kaf kaph', 'qof qoph', 'ring circle', 'tall long',
  'sign symbol', 'oval ellipse', 'hourglass timer', 'rain raining', 'snow snowing', 'bike bicycle', 'tv television',
  'hebrew jewish', 'ideograph kanji hanzi',
  'stop halt', 'large big', 'medium middle', 'kanji chinese', 'chinese han', 'ba beh', 'ta teh', 'jim jeem', 'ra reh',
  'sin seen', 'shin sheen', 'fa feh', 'mim meem', 'nun noon', 'ya yeh', 'alif alef', 'meter metre', 'liter litre',
  'money currency', 'script cursive fancy calligraphic curly loopy', 'fraktur blackletter gothic', 'monospace typewriter', 'plosive stop',
  'tap flap', 'trill trilled rolled', 'nasal nasalized nasalization', 'pointed pointy', 'small tiny mini little',
  'big capital', 'number digit numeral', 'inside in', 'labialised labialized', 'palatalised palatalized',
].map((group) => group.split(' '));

/** Numbers, in digits and in words. */
const NUMBERS = (
  'zero one two three four five six seven eight nine ten ' +
  'eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
).split(' ').map((word, number) => [word, `${number}`]);

/** Phrases, and words that say the same. */
const PHRASES: readonly (readonly [said: string, meant: string])[] = [
  ['upside down', 'turned'], ['upside down', 'inverted'], ['two dots', 'diaeresis'], ['2 dots', 'diaeresis'],
  ['double dots', 'diaeresis'], ['lower case', 'small'], ['upper case', 'capital'], ['in circle', 'circled'],
  ['in a circle', 'circled'], ['inside circle', 'circled'], ['in square', 'squared'], ['in box', 'squared'],
  ['power of', 'superscript'], ['to the power', 'superscript'], ['pointing right', 'rightwards'],
  ['pointing left', 'leftwards'], ['pointing up', 'upwards'], ['pointing down', 'downwards'],
  ['right pointing', 'rightwards'], ['left pointing', 'leftwards'], ['blackboard bold', 'double struck'],
  ['blackboard', 'double struck'], ['line through', 'stroke'], ['with line', 'stroke'], ['full width', 'fullwidth'],
  ['half width', 'halfwidth'], ['top left', 'upper left'], ['top right', 'upper right'], ['bottom left', 'lower left'],
  ['bottom right', 'lower right'], ['bent over', 'turned'], ['double ended', 'left right'],
  ['double headed', 'left right'], ['two headed', 'left right'], ['both ways', 'left right'],
  ['two way', 'left right'], ['two ended', 'left right'],
  ['diagonal up right', 'north east'], ['up right', 'north east'], ['up left', 'north west'],
  ['down right', 'south east'], ['down left', 'south west'], ['northeast', 'north east'], ['northwest', 'north west'],
  ['southeast', 'south east'], ['southwest', 'south west'], ['u turn', 'hook'], ['with dots', 'diaeresis'],
  ['dots on top', 'diaeresis'], ['dots above', 'diaeresis'], ['dots over', 'diaeresis'], ['line on top', 'macron'],
  ['line above', 'macron'], ['line over', 'macron'], ['bar on top', 'macron'], ['bar above', 'macron'],
  ['bar over', 'macron'], ['circle above', 'ring'], ['ring on top', 'ring'], ['dot on top', 'dot above'],
  ['dot over', 'dot above'], ['dot under', 'dot below'], ['backwards accent', 'grave'],
  ['equal with slash', 'not equal'], ['equals with slash', 'not equal'], ['on top', 'above'],
  ['palato alveolar', 'postalveolar'], ['labio velar', 'labial velar'], ['in black circle', 'negative circled'],
  ['in a black circle', 'negative circled'], ['black circle', 'negative circled'], ['black circled', 'negative circled'],
  ['backwards slash', 'backslash'], ['backward slash', 'backslash'], ['reversed slash', 'backslash'],
  ['there is no', 'there does not exist'], ['raised to the', 'superscript'], ['raised to', 'superscript'], ['i with breve', 'short i'],
  ['small cap', 'letter small capital'], ['small caps', 'letter small capital'],
  // Kinds of functions, by the arrows that are drawn for them.
  ['monomorphism', 'rightwards arrow with tail'], ['injective', 'rightwards arrow with tail'],
  ['epimorphism', 'rightwards two headed arrow'], ['surjective', 'rightwards two headed arrow'],
  // Thick arrows that everybody has are black ones; those that are called heavy came later.
  ...['right', 'left', 'up', 'down'].flatMap((way) =>
    ['big', 'bold', 'thick', 'heavy', 'fat'].map((size) => [`${size} ${way} arrow`, `black ${way}wards arrow`] as const),
  ),
  ...['triangle', 'arrow', 'arrowhead', 'chevron'].flatMap((shape) =>
    ['inverted', 'upside down', 'flipped'].map((turned) => [`${turned} ${shape}`, `down pointing ${shape}`] as const),
  ),
];

/** Names of letters that the Standard does not have, by script: people say `cyrillic yo` and `russian letter yo`. */
const LETTER_NAMES: readonly (readonly [scripts: string, script: string, names: string])[] = [
  ['cyrillic russian', 'cyrillic', 'ge=ghe ye=ie yo=io kha=ha yery=yeru b=be v=ve g=ghe d=de zh=zhe z=ze k=ka l=el m=em n=en p=pe r=er ' +
    's=es t=te f=ef kh=ha ts=tse ch=che sh=sha shch=shcha y=yeru'],
  ['greek', 'greek', 'a=alpha b=beta g=gamma d=delta e=epsilon z=zeta th=theta i=iota k=kappa l=lamda m=mu n=nu x=xi p=pi r=rho ' +
    's=sigma t=tau u=upsilon ph=phi f=phi ch=chi ps=psi'],
  ['arabic persian farsi urdu', 'arabic', 'pe=peh che=tcheh zhe=jeh gaf=gaf tte=tteh dde=ddal rre=rreh tha=theh kha=khah dhal=thal zay=zain zayn=zain ayn=ain ghayn=ghain ta=teh ha=hah waw=waw'],
  ['hebrew jewish', 'hebrew', 'hey=he yud=yod vet=bet chet=het khaf=kaf tzadi=tsadi kuf=qof pey=pe fey=pe samech=samekh gimmel=gimel'],
];

/** Words that stand for others, which do not stand for them: languages for their scripts, `lady` for `woman`. */
const KINDS: readonly (readonly [word: string, kinds: string])[] = [
  ['accent', 'acute grave circumflex'], ['accented', 'acute grave circumflex'], ['hindi', 'devanagari'],
  ['sanskrit', 'devanagari'], ['nepali', 'devanagari'], ['marathi', 'devanagari'], ['punjabi', 'gurmukhi'],
  ['russian', 'cyrillic'], ['ukrainian', 'cyrillic'], ['bulgarian', 'cyrillic'], ['serbian', 'cyrillic'],
  ['persian', 'arabic'], ['farsi', 'arabic'], ['urdu', 'arabic'], ['korean', 'hangul'], ['chinese', 'ideographic ideograph'],
  ['japanese', 'hiragana katakana ideographic'], ['burmese', 'myanmar'], ['cambodian', 'khmer'], ['amharic', 'ethiopic'],
  ['yiddish', 'hebrew'], ['norse', 'runic'], ['viking', 'runic'], ['rune', 'runic'], ['polish', 'latin'], ['german', 'latin'],
  ['french', 'latin'], ['spanish', 'latin'], ['turkish', 'latin'], ['vietnamese', 'latin'], ['czech', 'latin'],
  ['icelandic', 'latin'], ['danish', 'latin'], ['swedish', 'latin'], ['kana', 'hiragana katakana'], ['ipa', 'latin'],
  ['phonetic', 'latin'], ['hieroglyph', 'egyptian'], ['lady', 'woman'], ['girl', 'woman'], ['gal', 'woman'], ['guy', 'man'],
  ['gentleman', 'man'], ['dude', 'man'], ['boy', 'man'],
];

/** How a sentence begins that asks for a character. */
const OPENING = new RegExp(
  `^(?:please |hi |hello |hey )*(?:${[
    '(?:what|whats|how|hows|which|where|wheres)',
    '(?:is|are) there',
    'do (?:you|we) (?:have|know)',
    '(?:can|could|would|will) (?:you|i|we)',
    '(?:show|give|find|get|send|tell) (?:me|us)',
    '(?:i|we) (?:need|want|would like|am looking|m looking|cant find|can t find|am trying)',
    '(?:im|i m) (?:looking|searching|trying)',
    '(?:look|looking|search|searching) for',
    '(?:insert|type) (?:a|an|the)',
    '(?:emoji|symbol|sign|character|icon|thing) (?:for|of|that|when|meaning|to)',
    '(?:html|latex|tex|alt|ascii|unicode) (?:(?:entity|code|command|character|symbol) )?for',
    '(?:the )?(?:keyboard )?(?:shortcut|code|alt code) for',
    '(?:wie|hoe) (?:schreibt|macht|tippt|typ|maak) (?:man|ich|ik|je)|was ist|comment (?:faire|ecrire|taper)|quel est',
    'como (?:escribir|hacer|poner|escrever|fazer|se escribe|se hace)|cual es|que es|come (?:si fa|fare|scrivere)',
  ].join('|')})(?= )`,
);

/** Words of such sentences that say nothing of the character. */
const IN_SENTENCES = new Set(
  (
    'is are was the a an do does did i you we us it im m to can could would will may please type write make get insert find show ' +
    'give send tell call called name of for that when there have has need want like looking searching trying search look know ' +
    'some any me means mean meaning my your symbol sign emoji thing hi hello hey das der die den ein eine el los las un una le les ' +
    'des il lo gli het een'
  ).split(' '),
);

/** What people add: where they want the character, and as what. */
const ADDED = new RegExp(
  `(?: (?:${[
    'please|copy|paste|copy (?:and )?paste|to copy|png|svg|jpg|picture|clip ?art|font|code|alt code|unicode|ascii|html|latex',
    'para copiar|copiar y pegar|copiar e colar|copier coller|kopieren|da copiare|copia e incolla|kopiera|kopieren plakken',
    '(?:on|in|with|using|from) (?:(?:my|a|an|the) )*(?:word|excel|powerpoint|google docs|keyboard|mac|iphone|ipad|phone|android|' +
      'windows|pc|laptop|computer|chromebook|linux|html|latex|css|python|javascript|unicode)',
  ].join('|')}))+$`,
);

/** What people say of where they want the character. */
const COPYING = new Set('copy and paste to'.split(' '));

/**
 * What a sentence asks for: `degrees` of `what is the sign for degrees`, `heart` of `copy and paste heart`, `p` of
 * `letter that looks like a p`, `euro` of `what does the euro look like`; undefined if the words are no sentence.
 */
export function askedIn(words: readonly string[]): string[] | undefined {
  if (words.length < 2) return undefined;
  const isCopying = words.includes('copy') && words.includes('paste');
  const said = words.filter((word, i) => !(isCopying && COPYING.has(word)) && !(i === 0 && word === 'the')).join(' ');
  const text = said.replace(ADDED, '');
  const opening = OPENING.exec(text)?.[0];
  const alike = /(?:^| )look(?:s|ing)? like (.+)$/.exec(text)?.[1];
  const wanted = (alike ?? text.slice(opening?.length ?? 0)).trim().split(' ');
  const isSentence = opening !== undefined || alike !== undefined;
  const asked = isSentence ? wanted.filter((word) => !IN_SENTENCES.has(word)) : wanted;
  return asked.length > 0 && asked[0] !== '' && asked.length < words.length ? asked : undefined;
}

/** Values of Roman numerals, and the numbers that have a character and more than one or two digits, in words. */
const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };
const LARGE = new Map([[50, 'fifty'], [100, 'one hundred'], [500, 'five hundred'], [1000, 'one thousand']]);

/** Words with Roman numerals as the Standard names them, `roman 12` for `roman xii`; undefined if they have none. */
export function withoutRoman(words: readonly string[]): string[] | undefined {
  if (!words.includes('roman')) return undefined;
  const numbers = words.flatMap((word) => {
    const large = LARGE.get(Number(word));
    if (large !== undefined) return large.split(' ');
    if (!/^(?=.)m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})$/.test(word)) return [word];
    const values = Array.from(word, (digit) => ROMAN[digit] ?? 0);
    const value = values.reduce((sum, each, i) => sum + (each < (values[i + 1] ?? 0) ? -each : each), 0);
    return LARGE.get(value)?.split(' ') ?? [`${value}`];
  });
  return numbers.every((word, i) => word === words[i]) ? undefined : numbers;
}

/** Words that ask for an ideograph by its meaning: `kanji` alone, or `chinese` before `character`. */
const IDEOGRAPH = new Set('kanji hanzi hanja ideograph ideogram'.split(' '));
const OF_IDEOGRAPHS = new Set('chinese japanese han'.split(' '));
const WRITTEN = new Set('character symbol sign letter word number numeral digit'.split(' '));

/** Words that may stand before the meaning. */
const BETWEEN = new Set('for of meaning means that the a'.split(' '));

function isOfIdeographs(word: string): boolean {
  return IDEOGRAPH.has(word) || OF_IDEOGRAPHS.has(word);
}

/** What some words say of what an ideograph means, `fire` of `kanji for fire`; undefined if they ask for none. */
export function meaningOfIdeograph(words: readonly string[]): string[] | undefined {
  if (words.length > 2 && words.at(-2) === 'in' && isOfIdeographs(words.at(-1) ?? '')) {
    return words.slice(0, -2).filter((word) => !WRITTEN.has(word) && !BETWEEN.has(word));
  }
  const isWritten = (at: number): boolean => OF_IDEOGRAPHS.has(words[at] ?? '') && WRITTEN.has(words[at + 1] ?? '');
  const rest = words.filter((word, i) => !IDEOGRAPH.has(word) && !isWritten(i) && !isWritten(i - 1));
  const meaning = rest.filter((word) => !BETWEEN.has(word));
  return rest.length === words.length || meaning.length === 0 ? undefined : meaning;
}

export interface Synonyms {
  /** Words that stand for a word. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** Words that are kinds of what a word says. */
  readonly kinds: ReadonlyMap<string, readonly string[]>;
  /** Finds groups of words that others stand for. */
  readonly phrases: FindPhrases<readonly string[]>;
}

function letterNames(): [said: string, meant: string][] {
  return LETTER_NAMES.flatMap(([scripts, script, names]) =>
    names.split(' ').flatMap((each) => {
      const [said = '', meant = ''] = each.split('=');
      return scripts.split(' ').flatMap((named): [string, string][] => [
        [`${named} ${said}`, `${script} ${meant}`],
        [`${named} letter ${said}`, `${script} letter ${meant}`],
      ]);
    }),
  );
}

/** All synonyms, from the lists above. */
export function synonyms(): Synonyms {
  const words = new Map<string, string[]>();
  for (const group of [...GROUPS, ...NUMBERS]) {
    for (const word of group) words.set(word, [...(words.get(word) ?? []), ...group.filter((other) => other !== word)]);
  }
  const kinds = new Map(KINDS.map(([word, each]) => [word, each.split(' ')]));
  const phrases = [...PHRASES, ...letterNames()].map(([said, meant]) => [said, meant.split(' ')] as const);
  return { words, kinds, phrases: phraseFinder(phrases) };
}
