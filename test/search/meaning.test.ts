/** Asking by meaning: the index and its ranking, without the query language around it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { questions as drawQuestions } from '../../scripts/bench/queries.ts';
import { asking } from '../../scripts/relevance/asking.ts';
import { barsOf, failures, measure, readQuestions } from '../../scripts/relevance/measure.ts';
import { seeded } from '../../scripts/support/random.ts';
import type { MojiIndex } from '../../src/search/index/moji-index.ts';
import type { Answer, AskOptions } from '../../src/search/meaning/ask.ts';
import { sharedIndex } from '../program.ts';
import { done } from './texts.ts';

let index: MojiIndex;

before(() => {
  index = sharedIndex();
});

function answerTo(question: string, options: Partial<AskOptions> = {}): Answer {
  return done(index.meanings.ask(question, { limit: 20, ...options }));
}

/** An answer with the names of its results, so that answers can be compared. */
function ask(question: string, options: Partial<AskOptions> = {}) {
  const { results, ...answer } = answerTo(question, options);
  return { ...answer, results: results.map((result) => ({ ...result, name: result.name() })) };
}

function textOf(ordinal: number): string {
  const codePoint = index.characters.codePoints[ordinal];
  return codePoint === undefined ? index.keywords().sequenceOf(ordinal).text : String.fromCodePoint(codePoint);
}

/** The first characters that a question finds. */
function found(question: string, options: Partial<AskOptions> = {}): string[] {
  return ask(question, options).results.map(({ ordinal }) => textOf(ordinal));
}

/** Each question finds its character first. */
function areFirst(expected: readonly (readonly [question: string, char: string])[]): void {
  for (const [question, char] of expected) assert.equal(found(question)[0], char, question);
}

function questionsIn(name: string): string {
  return readFileSync(new URL(`questions/${name}.tsv`, import.meta.url), 'utf8');
}

describe('the questions of people', () => {
  for (const name of ['tuned', 'held-out', 'languages']) {
    test(`those of ${name}.tsv are understood as often as they have to be`, () => {
      const relevance = measure(readQuestions(questionsIn(name)), asking(index), () => {});
      assert.deepEqual(failures(relevance, barsOf(`${name}.tsv`)), []);
    });
  }
});

describe('what is typed in programs', () => {
  for (const [question, char] of [
    [':+1:', '👍'],
    ['+1', '👍'],
    [':-1:', '👎'],
    [':100:', '💯'],
    ['thumbsup', '👍'],
    ['&hearts;', '♥'],
    ['&Eacute;', 'É'],
    ['&eacute;', 'é'],
    ['\\Delta', 'Δ'],
    ['\\delta', 'δ'],
    ['\\nabla', '∇'],
    ['\\sqrt', '√'],
    ['\\mathbb{R}', 'ℝ'],
    ['us flag', '🇺🇸'],
    ['USA', '🇺🇸'],
    ['french flag', '🇫🇷'],
    ['union jack', '🇬🇧'],
  ] as const) {
    test(`${question} is ${char}`, () => {
      assert.equal(found(question)[0], char);
    });
  }

  test('an entity of two code points finds both', () => {
    assert.deepEqual(found('&NotEqualTilde;').slice(0, 2).sort(), ['\u0338', '≂']);
  });
});

describe('words', () => {
  test('are found whole, by their other forms, joined, split and misspelt', () => {
    for (const [question, char] of [
      ['right arrow', /^[→➡]$/u],
      ['arrows right', /^[→➡]$/u],
      ['for all', /^∀$/u],
      ['treble clef', /^𝄞$/u],
      ['thumbs up', /^👍$/u],
      ['snowmann', /^[☃⛄]$/u],
      ['upside down question mark', /^¿$/u],
      ['o umlaut', /^ö$/u],
      ['superscript 2', /^²$/u],
    ] as const) {
      assert.match(found(question)[0] ?? '', char, question);
    }
  });

  test('of all languages are found, with and without their marks', () => {
    for (const [question, char] of [
      ['corazon', '❤'],
      ['corazón', '❤'],
      ['שמש', '☀'],
      ['شَمْس', '☀'],
      ['雪だるま', '⛄'],
      ['แมว', '🐈'],
      ['고양이', '🐈'],
    ] as const) {
      assert.ok(found(question).slice(0, 8).includes(char), question);
    }
  });

  test('after an article are of a language that has it', () => {
    areFirst([
      ['das Herz', '♥'],
      ['le chat', '🐈'],
      ["l'étoile", '⭐'],
      ['een hond', '🐕'],
      ['η γάτα', '🐈'],
    ]);
  });

  test('are told apart by marks and repeated words', () => {
    areFirst([['kupu-kupu', '🦋'], ['laba-laba', '🕷'], ['trái tim màu tím', '💜'], ['con mèo', '🐈']]);
  });

  test('that people say to each other are known in many languages', () => {
    areFirst([['joyeux noël', '🎄'], ['frohes neues Jahr', '🎆'], ['god natt', '🌙'], ['na zdrowie', '🍻'], ['кружка пива', '🍺']]);
  });

  test('are found without what languages write to a noun: articles, diminutives, endings', () => {
    areFirst([
      ['elgen', '🫎'],
      ['الوردة', '🌹'],
      ['القطة', '🐈'],
      ['הכוכב', '⭐'],
      ['הכלב', '🐕'],
      ['gatito', '🐈'],
      ['duimpje', '👍'],
      ['nemecká vlajka', '🇩🇪'],
      ['빨간하트', '❤'],
    ]);
  });

  test('with a typing error are found in any script', () => {
    areFirst([
      ['снговик', '⛄'],
      ['снегвоик', '⛄'],
      ['χινάνθρωπος', '☃'],
    ]);
  });

  test('of two languages are meant in the one that more people write', () => {
    assert.equal(found('hond')[0], '🐕');
    assert.equal(found('pil upp')[0], '↑');
  });

  test('for money and flags are known in the languages of their countries', () => {
    areFirst([
      ['теңге', '₸'],
      ['ლარი', '₾'],
      ['német zászló', '🇩🇪'],
      ['немско знаме', '🇩🇪'],
      ['baner Cymru', '🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}'],
    ]);
  });

  test('that describe a number in a circle find it, in many languages', () => {
    areFirst([
      ['Eins im Kreis', '①'],
      ['cerchio 3', '③'],
      ['цифра 1 в круге', '①'],
      ['まる1', '①'],
      ['圈10', '⑩'],
    ]);
    assert.equal(found('Kreis')[0], found('kreis')[0]);
  });

  test('of a sentence that ask for a character count without the others', () => {
    assert.equal(found('what is the symbol for degrees')[0], '°');
    assert.equal(found('how do I type the euro sign')[0], '€');
    assert.equal(found('emoji for when you are embarrassed')[0], '😳');
    assert.equal(found('a symbol that looks like a beer mug')[0], '🍺');
    assert.equal(found('copy and paste snowman')[0], found('snowman')[0]);
    assert.ok(found('copy and paste').includes('📋'));
    for (const question of ['is there a snowman', 'can you show me a snowman', "i'm looking for the snowman", 'snowman please',
      'what does a snowman look like', 'html code for snowman', 'snowman in word', 'snowman copy']) {
      assert.equal(found(question)[0], '☃', question);
    }
    assert.equal(found('please')[0], '🙏');
    assert.equal(found('do not enter')[0], '⛔');
  });

  test('that are compounds are taken apart', () => {
    assert.equal(found('Katzensymbol')[0], '🐈');
    assert.equal(found('Frauenzeichen')[0], '♀');
    assert.equal(found('procenttecken')[0], '%');
    assert.equal(found('hjärtsymbol')[0], found('hjärta')[0]);
  });

  test('that describe a letter by what is on it find it', () => {
    areFirst([
      ['a with two dots above it', 'ä'],
      ['the letter a with two dots', 'ä'],
      ['squiggly line over n', 'ñ'],
      ['c with a little v on top', 'č'],
      ['capital e with a hat', 'Ê'],
      ['g with a curve on top', 'ğ'],
      ['o with two accents', 'ő'],
      ['s with a dot under it', 'ṣ'],
      ['a with a tail', 'ą'],
      ['o with a long mark', 'ō'],
      ['z with a dot on top', 'ż'],
      ['l with a line through it', 'ł'],
      ['t with comma below', 'ț'],
      ['a con tilde', 'ã'],
      ['i accent circonflexe', 'î'],
      ['s mit Haken', 'š'],
      ['a z ogonkiem', 'ą'],
      ['r s háčkem', 'ř'],
      ['a pisteillä', 'ä'],
      ['t cu virgulă', 'ț'],
    ]);
    assert.equal(found('face with a hat')[0], '🤠');
    // No word is a property of every object.
    assert.equal(found('n with tilde constructor').includes('ñ'), true);
  });

  test('that are names of letters that the Standard does not have find them', () => {
    assert.equal(found('cyrillic letter yo')[0], 'ё');
    assert.equal(found('hebrew hey')[0], 'ה');
    assert.equal(found('superscript b')[0], 'ᵇ');
    assert.equal(found('subscript letter x')[0], 'ₓ');
    assert.equal(found('superscript capital k')[0], 'ᴷ');
  });

  test('that only definitions of ideographs have are corrected, too', () => {
    assert.equal(found('calender')[0], '📅');
  });

  test('of several that are all right but one are corrected in it, even where another language has that one', () => {
    assert.equal(found('heart braek')[0], '💔');
    assert.equal(found('bule heart')[0], '💙');
    assert.equal(found('rigth arrow')[0], '→');
  });

  test('that are faces in letters and punctuation are taken as they are', () => {
    for (const [face, emoji] of [
      [':D', '😃'], [':-D', '😃'], [':d', '😃'], ['D:', '😨'], [':P', '😛'], [':3', '😺'], ['8-)', '😎'], ['B)', '😎'],
      ['O:)', '😇'], ['3:)', '😈'], ['T_T', '😭'], ['x_x', '😵'], ['\\o/', '🙌'], ['</3', '💔'], [':-|', '😐'],
    ] as const) {
      assert.equal(found(face)[0], emoji, face);
    }
    assert.equal(found(':x:')[0], '❌');
    assert.equal(found(':o:')[0], '⭕');
    assert.equal(found('&delta;')[0], 'δ');
    assert.equal(found('vitamin d')[0], '💊');
  });

  test('of chess and cards are known in other languages, too', () => {
    assert.deepEqual(found('schwarzer Turm')[0], '♜');
    assert.deepEqual(found('caballo de ajedrez').slice(0, 2), ['♘', '♞']);
    assert.equal(found('шахматный слон')[0], '♗');
    assert.equal(found('チェスのナイト')[0], '♘');
    assert.equal(found('as de pique')[0], '\u{1F0A1}');
    assert.equal(found('黑桃A')[0], '\u{1F0A1}');
  });

  test('of Chinese are known in simplified and in traditional characters', () => {
    for (const name of ['高音谱号', '高音譜號']) assert.equal(found(name)[0], '\u{1D11E}');
    for (const name of ['大写锁定键', '大寫鎖定鍵']) assert.equal(found(name)[0], '⇪');
  });

  test('that are Roman numerals are numbers', () => {
    assert.equal(found('roman xii')[0], 'Ⅻ');
    assert.equal(found('roman numeral iv')[0], 'Ⅳ');
    assert.equal(found('roman numeral D')[0], 'Ⅾ');
    assert.equal(found('small roman numeral l')[0], 'ⅼ');
  });

  test('that name a context are looked for in it', () => {
    areFirst([
      ['repeat sign music', '𝄆'],
      ['crab zodiac', '♋'],
      ['pi math', 'π'],
      ['box drawing top right', '┐'],
      ['delete control picture', '␡'],
    ]);
    assert.equal(found('music')[0], '🎧');
    assert.equal(found('music', { accepts: () => false }).length, 0);
  });

  test('that a rule makes of names find what they mean', () => {
    areFirst([
      ['croatian d', 'đ'],
      ['esperanto capital c', 'Ĉ'],
      ['microfarad', '㎌'],
      ['square kilometre', '㎢'],
      ['domino 3 5', '🁋'],
      ['braille w', '⠺'],
      ['braille number sign', '⠼'],
      ['double six domino', '🁡'],
      ['not similar', '≁'],
      ['spacing acute', '´'],
      ['cyrillic letter sh', 'ш'],
      ['fraktur A', '𝔄'],
      ['inverted triangle', '▽'],
      ['circled 35', '㉟'],
      ['2 of hearts', '🂲'],
      ['hexagram 64', '䷿'],
      ['i ching heaven', '☰'],
      ['visarga', 'ः'],
    ]);
  });

  test('that describe a letter with a mark find it, in Greek and Cyrillic, too', () => {
    areFirst([
      ['s with hook on top', 'š'],
      ['o with hook on top', 'ỏ'],
      ['crossed out l', 'ł'],
      ['d crossed out', 'đ'],
      ['crossed out 0', '∅'],
      ['sanskrit s with dot', 'ṣ'],
      ['czech e with hacek', 'ě'],
      ['alpha with rough breathing', 'ἁ'],
      ['alpha with acute', 'ά'],
      ['alpha with smooth breathing and acute', 'ἄ'],
      ['omega with circumflex', 'ῶ'],
      ['russian e with dots', 'ё'],
      ['russian i with breve', 'й'],
      ['belarusian u with breve', 'ў'],
    ]);
  });

  test('that say a tone of Mandarin find the vowel with its mark', () => {
    areFirst([['pinyin third tone u', 'ǔ'], ['tone 4 e', 'è'], ['1st tone o', 'ō'], ['second tone v', 'ǘ']]);
    assert.ok(found('fourth tone ü').slice(0, 3).includes('ǜ'));
  });

  test('that say the colour of skin find the emoji with it, and signs of a colour stay what they are', () => {
    areFirst([
      ['black thumbs up', '👍🏿'],
      ['brown baby', '👶🏾'],
      ['white woman', '👩🏻'],
      ['black santa', '🎅🏿'],
      ['black heart', '🖤'],
      ['black queen', '♛'],
      ['white flag', '🏳'],
    ]);
  });

  test('that name people who face either way find those who face the usual one before the others', () => {
    const texts = found('person with white cane');
    assert.ok(texts.indexOf('🧑‍🦯') >= 0 && texts.indexOf('🧑‍🦯') < texts.indexOf('🧑‍🦯‍➡️'));
  });

  test('that end with an a mean the letter', () => {
    areFirst([['small caps a', 'ᴀ'], ['monospace a', '𝚊']]);
  });

  test('that ask for an emoji find no other character first', () => {
    areFirst([['star emoji', '⭐'], ['left arrow emoji', '⬅']]);
  });

  test('in the order of a formal name find its character', () => {
    areFirst([['right to left mark', '\u200F'], ['left to right mark', '\u200E']]);
  });

  test('for brackets find the opening one first', () => {
    areFirst([['parentheses', '('], ['square brackets', '['], ['floor brackets', '⌊'], ['Klammer auf', '(']]);
  });

  test('for a letter of a language find it, in Cyrillic, too', () => {
    areFirst([['ukrainian g', 'ґ'], ['serbian j', 'ј'], ['belarusian u', 'ў'], ['kazakh k', 'қ']]);
  });

  test('that are the code of a country mean it where nothing else is said', () => {
    assert.equal(found('mac')[0], '🇲🇴');
    assert.equal(found('mac flag')[0], '🇲🇴');
    assert.notEqual(found('mac delete key')[0], '🇲🇴');
  });

  test('find an emoji with skin tones where they are asked for, and its base before it', () => {
    assert.equal(found(':kiss_man_man_tone1-2:')[0], '👨🏻‍❤️‍💋‍👨🏼');
    assert.equal(found('thumbs up tone2')[0], '👍🏼');
    assert.ok(found('two men kissing').slice(0, 3).includes('👨‍❤️‍💋‍👨'));
  });

  test('that ask for an ideograph find it by what it means, a common one first', () => {
    areFirst([
      ['kanji for rain', '雨'],
      ['chinese character for peace', '和'],
      ['number ten in chinese', '十'],
      ['kanji for fire', '火'],
      ['hanzi water', '水'],
      ['Chinese character for mountain', '山'],
      ['chinese number one', '一'],
    ]);
    assert.equal(found('show me the kanji for fire')[0], '火');
    assert.equal(found('japanese symbol for beginner')[0], '🔰');
    assert.equal(found('circled ideograph one')[0], '㊀');
  });

  test('that mean nothing find nothing', () => {
    assert.deepEqual(found('qqxzzyqq'), []);
    assert.deepEqual(found(''), []);
  });
});

describe('an answer', () => {
  test('says by which name, and in which language', () => {
    assert.deepEqual(ask('Katze', { limit: 1, language: 'de' }).results[0]?.language, 'de');
    assert.equal(ask('thumbsup').results[0]?.name, ':thumbsup:');
    assert.equal(ask('snowman without snow').results[0]?.name, undefined);
  });

  test('comes from one language alone where that is asked for', () => {
    const german = found('rot', { language: 'de' });
    assert.ok(german.includes('🔴') || german.includes('❤'), german.join(' '));
    for (const { language } of ask('gato', { language: 'es-MX' }).results) assert.match(language ?? '', /^es/);
    assert.equal(ask('Schneemann', { language: 'en' }).results.length, 0);
    for (const { language } of ask('kanji for fire', { language: 'de' }).results) assert.equal(language, 'de');
  });

  test('in one language has what people of it say, too', () => {
    for (const [question, language, char] of [
      ['eñe', 'es', 'ñ'], ['bonne année', 'fr', '🎉'], ['άλφα', 'el', 'α'],
    ] as const) {
      assert.ok(found(question, { language }).slice(0, 2).includes(char), question);
    }
  });

  test('begins with the same results, whatever the limit', () => {
    const whole = found('arrow', { limit: 60 });
    assert.equal(whole.length, 60);
    for (const limit of [0, 1, 25, 59]) assert.deepEqual(found('arrow', { limit }), whole.slice(0, limit));
  });

  test('leaves out what is not accepted, and does not count it', () => {
    const accepts = (ordinal: number): boolean => (index.characters.codePoints[ordinal] ?? 0) < 0x100;
    const all = ask('less than', { limit: 1000 });
    const some = ask('less than', { limit: 1000, accepts });
    const kept = all.results.filter(({ ordinal }) => accepts(ordinal));
    assert.deepEqual(some.results, kept);
    assert.equal(some.found, kept.length);
  });

  test('is the same whatever was asked before', () => {
    const seed = 20_261_126;
    const random = seeded(seed);
    const draw = drawQuestions(random);
    // Half of them with each byte as a letter: words that nothing has, and that bring in names that are worth little.
    const questions = Array.from({ length: 3000 }, (_, i) => {
      return Buffer.from(draw().slice(1), i % 2 === 0 ? 'utf8' : 'latin1').toString();
    });
    const answers = questions.map((question) => ask(question));
    for (const [i, question] of [...questions.entries()].reverse()) {
      assert.deepEqual(ask(question), answers[i], `${question}, seed ${seed}`);
    }
  });

  test('is the same after one that failed', () => {
    const before = ask('arrow');
    let asked = 0;
    const accepts = (): boolean => {
      if (++asked > 5) throw new Error('enough');
      return true;
    };
    assert.throws(() => ask('right arrow', { accepts }), /enough/);
    assert.deepEqual(ask('arrow'), before);
  });

  test('comes for any text', () => {
    const seed = 20_261_125;
    const random = seeded(seed);
    const letters = [...'aeiou bcdfrst-+:;&\\\'’.0123456789éßøæíאבجد猫のแक्ก\u0301\u200D\u{1F600}\u{1F1FA}', ' '];
    for (let i = 0; i < 2000; i++) {
      const question = Array.from({ length: random.below(24) }, () => random.pick(letters)).join('');
      const { found, results } = ask(question, { limit: 5 });
      assert.ok(results.length <= Math.min(5, found), `${JSON.stringify(question)}, seed ${seed}`);
    }
  });
});
