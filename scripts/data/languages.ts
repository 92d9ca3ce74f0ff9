import { count } from './facts.ts';
import { writeData } from './files.ts';
import { lostAnnotations } from './lost-annotations.ts';
import { localKeywords } from './local-names.ts';
import { foldersOf, readJson } from './packages.ts';
import { hexSequence } from './ranges.ts';
import { clean, record, texts } from './shapes.ts';

/** What CLDR writes where a language says the same as the one it inherits from. */
const INHERITED = '↑↑↑';

/** How many languages have a folder in CLDR, but no annotations. */
const EMPTY = 5;

/** How much there is to write, in all languages but English, which has annotations.txt. */
const EXPECTED = { languages: 164, entries: 270_356, keywords: 915_078 } as const;

/** A flag of a region, or of a part of one. Of the derived annotations, these alone say something new. */
const FLAG = /^(?:[\u{1F1E6}-\u{1F1FF}]{2}|\u{1F3F4}[\u{E0061}-\u{E007F}]+)$/u;

interface Entry {
  readonly sequence: string;
  readonly name: string;
  readonly keywords: readonly string[];
}

/** Writes languages/*.txt: the names and keywords that CLDR has for symbols, flags and currencies in each language. */
export async function buildLanguages(): Promise<void> {
  const folders = await foldersOf('cldr-annotations-full/annotations');
  const written = { languages: 0, entries: 0, keywords: 0 };
  let empty = 0;
  for (const language of folders) {
    if (language === 'en') continue;
    const all = await readLanguage(language);
    if (all.length === 0) {
      empty++;
      continue;
    }
    written.languages++;
    written.entries += all.length;
    for (const entry of all) written.keywords += entry.keywords.length;
    await writeData(
      `languages/${language}.txt`,
      [
        `Names and keywords of symbols, emoji and flags in the language '${language}': code points, tab, name (none where`,
        'it is that of the language it inherits from), and the keywords, a tab before each, without the name.',
        'Source: CLDR 48, npm cldr-annotations-full; for flags cldr-annotations-derived-full and cldr-localenames-full,',
        'and for currencies cldr-numbers-full.',
      ],
      all.map(toLine),
    );
  }
  count('languages without annotations', empty, EMPTY);
  count('languages with annotations', written.languages, EXPECTED.languages);
  count('entries of languages', written.entries, EXPECTED.entries);
  count('keywords of languages', written.keywords, EXPECTED.keywords);
}

async function readLanguage(language: string): Promise<Entry[]> {
  const base = await annotationsOf('cldr-annotations-full', 'annotations', language);
  const derived = await annotationsOf('cldr-annotations-derived-full', 'annotationsDerived', language);
  const flags = derived.filter(({ sequence }) => FLAG.test(sequence));
  if (base.length + flags.length === 0) return [];
  const entries = new Map([...base, ...flags].map((entry) => [entry.sequence, entry]));
  for (const [sequence, annotated] of lostAnnotations(entries)) entries.set(sequence, { sequence, ...annotated });
  for (const [sequence, keyword] of await localKeywords(language, flags)) {
    const { name, keywords } = entries.get(sequence) ?? { name: '', keywords: [] };
    if (name !== keyword) entries.set(sequence, { sequence, name, keywords: [...new Set([...keywords, keyword])] });
  }
  return [...entries.values()].sort(bySequence);
}

async function annotationsOf(folder: string, kind: string, language: string): Promise<Entry[]> {
  if (!(await foldersOf(`${folder}/${kind}`)).includes(language)) return [];
  const file = `${folder}/${kind}/${language}/annotations.json`;
  const { annotations = {} } = record(record(await readJson(file), file)[kind], file);
  return Object.entries(record(annotations, file)).flatMap(([sequence, value]) => {
    const { tts = [], default: written = [] } = record(value, sequence);
    const [name = '', ...more] = texts(tts, sequence).filter((each) => each !== INHERITED).map(clean);
    const keywords = new Set([...more, ...texts(written, sequence).filter((each) => each !== INHERITED).map(clean)]);
    keywords.delete(name);
    keywords.delete('');
    return name === '' && keywords.size === 0 ? [] : [{ sequence, name, keywords: [...keywords] }];
  });
}

function toLine({ sequence, name, keywords }: Entry): string {
  const codePoints = Array.from(sequence, (each) => each.codePointAt(0) ?? 0);
  return [hexSequence(codePoints), name, ...keywords].join('\t');
}

function bySequence({ sequence: one }: Entry, { sequence: other }: Entry): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
