/** Compares the cards of all characters with the Consortium's files. */
import type { Ucd } from '../data/ucd.ts';
import type { Asker } from './asking.ts';
import type { Consortium } from './consortium.ts';
import { textOf } from './consortium.ts';
import type { Differences } from './differences.ts';

/** Code points of a question. */
const PART = 1024;

const LAST_CODE_POINT = 0x10ffff;

export async function verifyCards(asker: Asker, source: Consortium, ucd: Ucd, differences: Differences): Promise<void> {
  const { data, listed, unihan, valuesOf } = source;
  differences.begin('cards');
  const special = new Map(
    ucd
      .records('SpecialCasing.txt')
      .filter(([, , , , condition]) => !condition)
      .map(([digits = '', lower = '', title = '', upper = '']) => [Number.parseInt(digits, 16), { lower, title, upper }]),
  );
  const ages = valuesOf('DerivedAge.txt');
  const widths = valuesOf('EastAsianWidth.txt', 1, 'N');
  const blocks = valuesOf('Blocks.txt');
  const numbers = valuesOf('DerivedNumericValues.txt', 3);
  const mirrors = valuesOf('BidiMirroring.txt');
  const readings = {
    mandarin: unihan('kMandarin'),
    cantonese: unihan('kCantonese'),
    korean: unihan('kHangul'),
    vietnamese: unihan('kVietnamese'),
  };
  const strokes = unihan('kTotalStrokes');
  const radicals = unihan('kRSUnicode');
  const variants = {
    simplified: unihan('kSimplifiedVariant'),
    traditional: unihan('kTraditionalVariant'),
    semantic: unihan('kSemanticVariant'),
    japanese: unihan('kJapaneseNewVariant'),
  };

  const mapped = (digits: string, char: string): string | undefined => {
    const text = digits === '' ? char : textOf(digits);
    return text === char ? undefined : text;
  };

  function compare(codePoint: number, card: Record<string, unknown>): void {
    const char = String.fromCodePoint(codePoint);
    const fields = data.get(codePoint) ?? [];
    const [, category, combining = '0', bidi, mapping = ''] = fields;
    const [upper = '', lower = '', title = ''] = fields.slice(11, 14);
    const cased = special.get(codePoint) ?? { upper, lower, title: title || upper };
    const same = (key: string, expected: unknown): void =>
      differences.same(`U+${codePoint.toString(16)} ${key}`, plain(card[key]), plain(expected));
    same('decimal', codePoint);
    same('age', ages.get(codePoint));
    same('value', numbers.get(codePoint));
    same('mirror', mapped(mirrors.get(codePoint) ?? '', char));
    same('upper', mapped(cased.upper, char));
    same('lower', mapped(cased.lower, char));
    same('strokes', strokes.has(codePoint) ? Number(strokes.get(codePoint)) : undefined);
    differences.same(`U+${codePoint.toString(16)} category`, inside(card['category'], 'short'), category);
    differences.same(`U+${codePoint.toString(16)} bidi`, inside(card['bidi'], 'short'), bidi);
    differences.same(`U+${codePoint.toString(16)} width`, inside(card['width'], 'short'), widths.get(codePoint));
    differences.same(`U+${codePoint.toString(16)} block`, inside(card['block'], 'name'), blocks.get(codePoint));
    differences.same(`U+${codePoint.toString(16)} class`, inside(card['combining'], 'class') ?? 0, Number(combining));
    const kind = /^<(.*)>/.exec(mapping)?.[1];
    const code = `U+${codePoint.toString(16)}`;
    if (kind !== undefined) differences.same(`${code} kind`, inside(card['compatibility'], 'kind'), kind);
    if (/^[0-9A-F]/.test(mapping)) differences.same(`${code} canonical`, card['canonical'] !== undefined, true);
    for (const [language, values] of Object.entries(readings)) {
      const expected = values.get(codePoint)?.normalize('NFC').split(' ').map((each) => each.replace(/:.*/, ''));
      const unique = expected && [...new Set(expected)];
      differences.same(`U+${codePoint.toString(16)} ${language}`, inside(card['readings'], language), unique);
    }
    for (const [variant, values] of Object.entries(variants)) {
      const texts = values.get(codePoint)?.split(' ').map((each) => textOf(each.replace(/^U\+|<.*/g, '')));
      const unique = texts && [...new Set(texts)];
      differences.same(`U+${codePoint.toString(16)} ${variant}`, inside(card['variants'], variant), unique);
    }
    const radical = radicals.get(codePoint)?.split(' ')[0]?.split(/'*\./);
    const first = Array.isArray(card['radicals']) ? card['radicals'][0] : undefined;
    differences.same(
      `U+${codePoint.toString(16)} radical`,
      first && [inside(first, 'number'), inside(first, 'more')],
      radical?.map(Number),
    );
  }

  const parts: string[] = [];
  for (let first = 0; first <= LAST_CODE_POINT; first += PART) {
    let some = false;
    for (let at = first; at < first + PART && !some; at++) some = listed.has(at);
    if (some) parts.push(`U+${first.toString(16)}..U+${(first + PART - 1).toString(16)}`);
  }
  const seen = new Set<number>();
  for await (const { lines } of asker.ask(parts)) {
    for (const line of lines) {
      const card: unknown = JSON.parse(line);
      if (typeof card !== 'object' || card === null) continue;
      const facts = Object.fromEntries(Object.entries(card));
      const codePoint = Number(facts['decimal']);
      seen.add(codePoint);
      compare(codePoint, facts);
    }
  }
  differences.sameSet('all cards', seen, listed);
}

/** What a program that reads JSON sees: nothing for undefined. */
function plain(value: unknown): unknown {
  return value ?? null;
}

function inside(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(Object.entries(value))[key];
}
