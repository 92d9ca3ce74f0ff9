import { count, fact } from './facts.ts';
import { writeData } from './files.ts';
import { lostAnnotations } from './lost-annotations.ts';
import { importDefault, readJson } from './packages.ts';
import { hexSequence } from './ranges.ts';
import { record, texts } from './shapes.ts';
import type { Ucd } from './ucd.ts';
import { codePointsIn } from './ucd.ts';

/** Emoji sequences recommended for general interchange (UTS #51), of each kind. */
const RGI = {
  RGI_Emoji: 3972,
  Emoji_Keycap_Sequence: 12,
  RGI_Emoji_Flag_Sequence: 259,
  RGI_Emoji_Modifier_Sequence: 675,
  RGI_Emoji_Tag_Sequence: 3,
  RGI_Emoji_ZWJ_Sequence: 1614,
} as const;

const EMOJI_STYLE = '\uFE0F';

const SKIN_TONE = /[\u{1F3FB}-\u{1F3FF}]/u;

type Annotation = { readonly name: string; readonly keywords: readonly string[] };

/** Annotations by what they are about, as CLDR writes it: without U+FE0F. */
type Annotations = Map<string, Annotation>;

/** Writes annotations.txt. */
export async function buildAnnotations(ucd: Ucd): Promise<void> {
  const rgi = await readRgi();
  const annotations = await readAnnotations();
  nameNewEmoji(rgi, annotations, ucd);
  const characters = [...annotations.keys()].filter((sequence) => codePoints(sequence).length === 1);
  const sequences = [...new Set([...rgi, ...characters])].sort(byCodePoints);
  count('lines of annotations', sequences.length, 4570);
  await writeData(
    'annotations.txt',
    [
      'Names and keywords of emoji and other symbols, in code point order: code points, tab, name, tab, keywords.',
      'Every emoji sequence recommended for general interchange by Unicode 18.0.0 is here, fully qualified; where that',
      'is one character and U+FE0F, the character alone is here too.',
      'Keywords are separated by `|`, and those that the name or a part of it repeats are left out. `=` stands for the',
      'keywords of the one line without `=` that has the same code points but for U+FE0F and skin tones',
      '(U+1F3FB..U+1F3FF); the name says the tones.',
      'Source: English annotations of CLDR 48, npm cldr-annotations-full and cldr-annotations-derived-full; sequences:',
      'npm @unicode/unicode-18.0.0, Sequence_Property. Emoji newer than CLDR 48: Unicode 18.0.0, emoji-test.txt.',
    ],
    toLines(sequences, annotations),
  );
}

/** All RGI sequences, fully qualified. */
async function readRgi(): Promise<string[]> {
  const sequences = new Map<string, string[]>();
  for (const [kind, expected] of Object.entries(RGI)) {
    const file = `@unicode/unicode-18.0.0/Sequence_Property/${kind}/index.mjs`;
    sequences.set(kind, texts(await importDefault(file), file));
    count(`sequences of ${kind}`, sequences.get(kind)?.length ?? 0, expected);
  }
  const rgi = sequences.get('RGI_Emoji') ?? [];
  const single = rgi.filter((sequence) => [...sequence].length === 1);
  const styled = rgi.filter((sequence) => [...sequence].length === 2 && sequence.endsWith(EMOJI_STYLE));
  count('RGI sequences of one code point', single.length, 1202);
  count('RGI sequences of a code point and U+FE0F', styled.length, 207);
  count('RGI sequences without U+FE0F', new Set(rgi.map(unstyled)).size, RGI.RGI_Emoji);
  return rgi;
}

/** The annotations of both packages, which have no entry in common. */
async function readAnnotations(): Promise<Annotations> {
  const base = await readJson('cldr-annotations-full/annotations/en/annotations.json');
  const derived = await readJson('cldr-annotations-derived-full/annotationsDerived/en/annotations.json');
  const entries = [
    ...readEntries(base, 'annotations', 1966),
    ...readEntries(derived, 'annotationsDerived', 2376),
  ];
  const annotations: Annotations = new Map(entries);
  count('annotations', annotations.size, entries.length);
  for (const [sequence, { name, keywords }] of lostAnnotations(annotations)) {
    // The quotation mark has no name but the formal one.
    annotations.set(sequence, { name: sequence === '"' ? 'quotation mark' : name, keywords });
  }
  return annotations;
}

function readEntries(file: unknown, kind: string, expected: number): [string, Annotation][] {
  const entries = Object.entries(record(record(record(file, kind)[kind], kind)['annotations'], kind));
  count(`annotations of ${kind}`, entries.length, expected);
  return entries.map(([sequence, value]) => {
    const { tts, default: keywords = [] } = record(value, kind);
    const [name, ...more] = texts(tts, `${kind}: ${sequence}`);
    fact(name !== undefined && more.length === 0, `${kind}: ${sequence} has not one name`);
    fact(!sequence.includes(EMOJI_STYLE), `${kind}: ${sequence} is written with U+FE0F`);
    const annotation = { name, keywords: texts(keywords, `${kind}: ${sequence}`) };
    for (const string of [name, ...annotation.keywords]) {
      fact(/^[^\s|=]+(?: [^\s|=]+)*$/.test(string), `${kind}: '${string}' can't be written`);
    }
    return [sequence, annotation];
  });
}

/**
 * Gives the RGI sequences that CLDR does not name yet the names that emoji-test.txt has for them. There a comment holds
 * the emoji, the version that added it, and its name: `# 🫫 E18.0 cracking face`.
 */
function nameNewEmoji(rgi: readonly string[], annotations: Annotations, ucd: Ucd): void {
  const unnamed = rgi.map(unstyled).filter((sequence) => !annotations.has(sequence));
  count('RGI sequences that CLDR does not name', unnamed.length, 19);
  const names = new Map<string, string>();
  for (const line of ucd.lines('emoji-test.txt')) {
    const [, sequence, name] = /^([0-9A-F ]+?) +; [-a-z]+ +# \S+ E\S+ (.+)$/.exec(line) ?? [];
    if (sequence && name) names.set(unstyled(String.fromCodePoint(...codePointsIn(sequence))), name);
  }
  for (const sequence of unnamed) {
    const name = names.get(sequence);
    fact(name !== undefined, `${hexSequence(codePoints(sequence))}: emoji-test.txt has no name`);
    annotations.set(sequence, { name, keywords: [] });
  }
}

/**
 * One line for each sequence, in the order given. A sequence inherits its keywords only where that gives exactly what
 * CLDR has; of those with the same code points but for U+FE0F the first holds them.
 */
function toLines(sequences: readonly string[], annotations: Annotations): string[] {
  const holders = new Map<string, string>();
  for (const sequence of sequences) {
    const key = unstyled(sequence);
    if (!holders.has(key)) holders.set(key, sequence);
  }
  return sequences.map((sequence) => {
    const annotation = annotationOf(sequence, annotations);
    const holder = holders.get(untoned(unstyled(sequence)));
    const inherits =
      holder !== undefined && holder !== sequence && sameKeywords(annotation, annotationOf(holder, annotations));
    const keywords = inherits ? '=' : ownKeywords(annotation).join('|');
    return `${hexSequence(codePoints(sequence))}\t${annotation.name}\t${keywords}`;
  });
}

function annotationOf(sequence: string, annotations: Annotations): Annotation {
  const annotation = annotations.get(unstyled(sequence));
  fact(annotation !== undefined, `${hexSequence(codePoints(sequence))} has no annotation`);
  return annotation;
}

/** The keywords that say more than the name: `handshake: light skin tone` says `handshake` and `light skin tone`. */
function ownKeywords({ name, keywords }: Annotation): string[] {
  const said = new Set([name, ...name.split(/: |, /)].map((part) => part.toLowerCase()));
  return keywords.filter((keyword) => !said.has(keyword.toLowerCase()));
}

function sameKeywords(one: Annotation, other: Annotation): boolean {
  return ownKeywords(one).sort().join('|') === ownKeywords(other).sort().join('|');
}

function unstyled(sequence: string): string {
  return sequence.replaceAll(EMOJI_STYLE, '');
}

function untoned(sequence: string): string {
  return [...sequence].filter((character) => !SKIN_TONE.test(character)).join('');
}

function codePoints(sequence: string): number[] {
  return Array.from(sequence, (character) => character.codePointAt(0) ?? 0);
}

function byCodePoints(one: string, other: string): number {
  const [a, b] = [codePoints(one), codePoints(other)];
  const at = a.findIndex((codePoint, index) => codePoint !== b[index]);
  return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}
