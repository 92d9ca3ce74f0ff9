/** Singulars of plurals in other languages than English: by their endings, and those that no ending tells. */
import type { Affix } from './inflection.ts';
import { replaced } from './inflection.ts';

/** Endings of plurals by their last letters, and what stands in their place in the singular. */
const PLURALS: readonly (readonly [last: string, ...endings: Affix[]])[] = [
  // Scandinavian, also with the article, and German.
  ['ra', [/(?<=...)[aeo]?r(?:na)?$/u, ['', 'a', 'e', 'o']]],
  ['e', [/(?<=...)e?ne$/u, ['', 'a', 'e']]],
  // Dutch, which doubles a vowel or undoubles a consonant.
  ['enr', [/([bdfgklmnprst])\1e[nr]?$/u, ['$1', '$1e']]],
  [
    'n',
    [/(?<=...)n$/u, ['', 'a']],
    [/(?<=[^aeiou])([aeou])([bdfgklmnprst])en$/u, ['$1$1$2']],
    [/ven$/u, ['f']],
    [/zen$/u, ['s']],
  ],
  // Italian, Romanian, Slavic and Baltic.
  [
    'aeiy',
    [/(?<=..[^i])(?:i|y|ie|e|a)$/u, ['', 'a', 'o', 'e', 'i']],
    [/(?<=..[cg])h[ei]$/u, ['a', 'o']],
    [/(?<=...)(?:uri|ele)$/u, ['', 'a']],
    [/(?<=...)i?ai$/u, ['as', 'is', 'us']],
  ],
  // Portuguese, Spanish, Catalan, French and Lithuanian.
  [
    's',
    [/[ao]es$/u, ['ao']],
    [/(?<=..)[ae]is$/u, ['al', 'el']],
    [/(?<=..)ns$/u, ['m', 'n']],
    [/(?<=..)ces$/u, ['z']],
    [/(?<=...)[eou]s$/u, ['a', 'e', 'is']],
    [/(?<=...)ys$/u, ['is', 'us']],
  ],
  ['x', [/aux$/u, ['al', 'au']], [/(?<=...)x$/u, ['']]],
  // Finnish, Estonian and Hungarian.
  [
    'tdk',
    [/(?<=...)[tdk]$/u, ['']],
    [/(?<=..)([kpt])([aeiouy])t$/u, ['$1$1$2']],
    [/nn([aeiouy])[td]$/u, ['nt$1', 'nd']],
    [/(?<=....)[aeio][dk]$/u, ['']],
  ],
  // Turkic.
  ['r', [/(?<=..)l[ae]r$/u, ['']]],
  // Slavic in Cyrillic letters.
  ['иыіяае', [/(?<=..)[иыіяае]$/u, ['', 'а', 'я', 'о', 'е', 'ь', 'и']], [/(?<=..)ки$/u, ['ок']]],
  // Greek, Hebrew, Arabic and Hindi.
  ['ισα', [/οι$/u, ['οσ']], [/εσ$/u, ['α', 'η', 'ασ', 'ησ']], [/ια$/u, ['ι']], [/(?<=..)α$/u, ['ο', 'η']]],
  ['םת', [/(?<=..)ים$/u, ['', 'ה']], [/(?<=..)ות$/u, ['', 'ה', 'ת']]],
  ['ت', [/(?<=..)ات$/u, ['', 'ه']]],
  ['\u0902\u0947\u093e', [/\u0947$/u, ['\u093e']], [/\u093f\u092f\u093e\u0902?$/u, ['\u0940']], [/(?<=..)\u0947\u0902$/u, ['']]],
];

const PLURALS_BY_LAST = new Map<string, Affix[]>();
for (const [last, ...endings] of PLURALS) {
  for (const letter of last) PLURALS_BY_LAST.set(letter, [...(PLURALS_BY_LAST.get(letter) ?? []), ...endings]);
}

/** Plurals with their singulars, by language. */
const IRREGULAR = [
  // German, French, Italian, Scandinavian and Hungarian.
  'Zähne Zahn', 'yeux œil', 'uova uovo', 'dita dito', 'kor ko', 'kyr ku', 'køer ko', 'händer hand', 'hænder hånd', 'ögon öga',
  'øjne øje', 'børn barn', 'barn barn', 'fötter fot', 'føtter fot', 'fødder fod', 'tänder tand', 'tænder tand', 'tenner tann',
  'böcker bok', 'bøger bog', 'bøker bok', 'fåglar fågel', 'fugle fugl', 'nøtter nøtt', 'lovak ló', 'házak ház', 'fák fa', 'kövek kő', 'füvek fű',
  // Finnish and Estonian.
  'tähdet tähti', 'sydämet sydän', 'kädet käsi', 'linnut lintu', 'lapset lapsi', 'puut puu', 'käed käsi', 'tähed täht',
  // Slavic.
  'psy pies', 'psy pes', 'psi pes', 'psi pas', 'oczy oko', 'oči oko', 'ręce ręka', 'ruce ruka', 'dzieci dziecko', 'děti dítě', 'deti dieťa',
  'ludzie człowiek', 'lidé člověk', 'koně kůň', 'kone kôň', 'uszy ucho', 'uši ucho', 'пси пас', 'пси пес', 'очи око', 'очі око', 'уши ухо',
  'люди человек', 'дети ребёнок', 'діти дитина', 'цветы цветок', 'деревья дерево', 'листья лист', 'друзья друг', 'коти кіт', 'ноги нога',
  'коне кон', 'коњи коњ', 'цветя цвете', 'дървета дърво', 'ръце ръка', 'кучета куче', 'дрвећа дрво', 'стабла стабло',
  // Baltic.
  'šunys šuo', 'suņi suns', 'kaķi kaķis', 'koki koks', 'putni putns', 'medžiai medis', 'paukščiai paukštis',
  // Hebrew.
  'לבבות לב', 'ידיים יד', 'עיניים עין', 'רגליים רגל', 'אוזניים אוזן', 'שיניים שן', 'עצים עץ', 'נשים אישה',
  // Arabic, most of whose plurals are broken.
  'كلاب كلب', 'قطط قطة', 'قطط قط', 'أسماك سمكة', 'أسماك سمك', 'أشجار شجرة', 'بيوت بيت', 'منازل منزل', 'قلوب قلب', 'زهور زهرة', 'أزهار زهرة',
  'ورود وردة', 'نجوم نجمة', 'نجوم نجم', 'عيون عين', 'أيدي يد', 'كتب كتاب', 'خيول حصان', 'طيور طائر', 'غيوم سحابة', 'أبقار بقرة', 'أوراق ورقة',
  'أقلام قلم', 'أبواب باب', 'أسهم سهم', 'دوائر دائرة', 'رموز رمز', 'أعلام علم', 'وجوه وجه', 'أرقام رقم', 'حروف حرف', 'نقاط نقطة', 'خطوط خط',
  'أقواس قوس', 'مفاتيح مفتاح', 'جبال جبل', 'ملوك ملك', 'أطفال طفل', 'رجال رجل', 'نساء امرأة', 'أقمار قمر', 'شموس شمس', 'سيوف سيف',
  // Hindi.
  'गायें गाय',
].map((pair) => pair.split(' '));

/**
 * Makes a function that gives the singulars that a folded word may be the plural of, as text. Most are no words.
 *
 * @param folded folds a word
 * @param text the text of a folded word
 */
export function singulars(
  folded: (word: string) => string,
  text: (word: string) => string,
): (word: string) => string[] {
  const byPlural = new Map<string, string[]>();
  for (const [plural = '', singular = ''] of IRREGULAR.map((pair) => pair.map((word) => text(folded(word))))) {
    byPlural.set(plural, [...(byPlural.get(plural) ?? []), singular]);
  }
  return (word) => {
    const byRule = replaced(word, PLURALS_BY_LAST.get(word.at(-1) ?? '') ?? []);
    const known = byPlural.get(word);
    return known === undefined ? byRule : [...known, ...byRule];
  };
}
