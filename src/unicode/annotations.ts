/**
 * What people call characters: the English names and keywords of CLDR, which also name the emoji sequences, and the
 * meanings of ideographs from the Unihan database. Both stay the bytes of their files; what is kept in memory is where
 * each entry stands.
 */
import type { DataReader } from './data.ts';
import { columnsAt, lineStarts, readData } from './data.ts';
import { textOf } from './records.ts';

/** A character, or a sequence of several, with its CLDR name and keywords. */
export interface Annotation {
  readonly text: string;
  readonly name: string;
  readonly keywords: readonly string[];
}

/** Where the annotations stand in their file: first those of characters by code point, then those of sequences. */
export interface AnnotationPlaces {
  readonly codePoints: Uint32Array;
  readonly sequences: readonly string[];
  readonly starts: Uint32Array;
  /** Where the line starts that has the keywords of each: its own, or that of the sequence without skin tones. */
  readonly keywordStarts: Uint32Array;
}

/** Where the definition of each ideograph stands in its file. */
export interface DefinitionPlaces {
  readonly codePoints: Uint32Array;
  readonly starts: Uint32Array;
}

const TAB = 0x09;
const LF = 0x0a;

/** Finds all annotations in their file. */
export function findAnnotations(): AnnotationPlaces {
  const read = annotationReader();
  const characters: { text: string; start: number; keywordStart: number }[] = [];
  const sequences: typeof characters = [];
  const shared = new Map<string, number>();
  for (const start of lineStarts(readData('annotations.txt'))) {
    const { text, keywords } = read(start);
    const base = text.replace(/[\u{FE0F}\u{1F3FB}-\u{1F3FF}]/gu, '') || text;
    if (keywords[0] !== '=') shared.set(base, start);
    const place = { text, start, keywordStart: shared.get(base) ?? start };
    (isOneCharacter(text) ? characters : sequences).push(place);
  }
  const all = [...characters, ...sequences];
  return {
    codePoints: Uint32Array.from(characters, ({ text }) => text.codePointAt(0) ?? 0),
    sequences: sequences.map(({ text }) => text),
    starts: Uint32Array.from(all, ({ start }) => start),
    keywordStarts: Uint32Array.from(all, ({ keywordStart }) => keywordStart),
  };
}

/** Whether a text is one code point. */
export function isOneCharacter(text: string): boolean {
  return text.length === ((text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
}

/** Gives a function that reads the annotation whose line starts at a place. */
export function annotationReader(): (start: number) => Annotation {
  const source = readData('annotations.txt');
  return (start) => {
    const [codePoints = '', name = '', keywords = ''] = columnsAt(source, start);
    return { text: textOf(codePoints), name, keywords: keywords === '' ? [] : keywords.split('|') };
  };
}

/** Gives a function that reads the name on the line at one place, and after it the keywords on the line at another. */
export function annotationTexts(from: DataReader = readData): (start: number, keywordStart: number) => string[] {
  const source = from('annotations.txt');
  return (start, keywordStart) => {
    const [, name = '', own = ''] = columnsAt(source, start);
    const keywords = keywordStart === start ? own : (columnsAt(source, keywordStart)[2] ?? '');
    return keywords === '' ? [name] : [name, ...keywords.split('|')];
  };
}

/** Gives a function that reads only the name of the annotation whose line starts at a place. */
export function annotationNames(from: DataReader = readData): (start: number) => string {
  const source = from('annotations.txt');
  return (start) => {
    const name = source.indexOf(TAB, start) + 1;
    let end = name;
    while (end < source.length && source[end] !== TAB && source[end] !== LF) end++;
    return source.toString('utf8', name, end);
  };
}

/** Finds all definitions in their file. */
export function findDefinitions(): DefinitionPlaces {
  const source = readData('definitions.txt');
  const starts = [...lineStarts(source)];
  const codePoints = starts.map((start) => Number.parseInt(source.toString('latin1', start, start + 6), 16));
  return { codePoints: Uint32Array.from(codePoints), starts: Uint32Array.from(starts) };
}

/** Gives a function that reads the meanings in the definition that starts at a place, one by one. */
export function definitionReader(from: DataReader = readData): (start: number) => string[] {
  const source = from('definitions.txt');
  return (start) => {
    const line = source.toString('utf8', start, source.indexOf(LF, start));
    return line.slice(line.indexOf(' ') + 1).split(/; */).filter(Boolean);
  };
}
