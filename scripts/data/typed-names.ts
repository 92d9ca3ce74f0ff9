import { flagOf } from './code-points.ts';
import { count, fact } from './facts.ts';
import { writeData } from './files.ts';
import { importDefault, importNamed, readJson } from './packages.ts';
import { hexSequence } from './ranges.ts';
import { inside, list, record, text, texts } from './shapes.ts';

/** The kinds of names in the order of the file, and how many lines there are of each. */
const KINDS = { shortcode: 9417, entity: 2125, tex: 3631, keysym: 1365, region: 790 } as const;

interface TypedName {
  readonly char: string;
  readonly name: string;
}

/** The sets of shortcodes: of GitHub, Slack (iamcal), Discord (JoyPixels), CLDR and Emojibase. */
const SHORTCODE_SETS = ['github', 'iamcal', 'joypixels', 'cldr', 'emojibase'] as const;

/**
 * A command of TeX: a backslash and letters, and an argument of one letter where it has one (`\mathbb{R}`). Ligatures
 * of fonts (`---`), numbers of a font's glyphs (`\ding{51}`) and glyphs by code point are no names.
 */
const TEX_COMMAND = /^\\(?!Elsevier|elsevier|cyrchar|CYR|cyr|Pisymbol)[A-Za-z]{2,}(?:\{[A-Za-z]\})?$/;

/** Commands that the source has for another character than LaTeX and its packages print. */
const MISTAKEN = new Set(['\\hbar', '\\blacksquare', '\\square', '\\setminus', '\\bullet', '\\diamond', '\\quotedblbase']);

/** A key of `codeMappings` or a name of a territory: the region's code, and `-alt-short` or `-alt-variant` after it. */
const REGION = /^([A-Z]{2})(?:-alt-(?:short|variant))?$/;

const MATHEMATICAL_ALPHABETS = /[\u{1D400}-\u{1D7FF}]/u;

/** How unicode-math starts a command that asks for one of these alphabets. */
const ALPHABET = /^\\(?:m(?:ath|bf|it|scr|frak|sans|tt|up)|Bbb|text)/;

/** Writes typed-names.txt: what people type to get a character in the programs that they write with. */
export async function buildTypedNames(): Promise<void> {
  const kinds = {
    shortcode: await shortcodes(),
    entity: await entities(),
    tex: await texCommands(),
    keysym: await keysyms(),
    region: await regions(),
  };
  const lines = Object.entries(kinds).map(([kind, names]) => {
    const written = new Set(names.map((name) => toLine(name, kind)));
    return [...written].sort(byCodePoint);
  });
  for (const [place, [kind, expected]] of Object.entries(KINDS).entries()) {
    count(`names of kind ${kind}`, lines[place]?.length ?? 0, expected);
  }
  await writeData(
    'typed-names.txt',
    [
      'What people type for characters in other programs: code points, tab, kind, tab, name.',
      'Kinds in the order of this file: shortcodes of emoji (GitHub, Slack, Discord, CLDR, Emojibase), names of HTML',
      'entities (case matters; some stand for two code points), TeX commands, X11 keysyms, and the codes (ISO 3166-1)',
      'and names of the regions that have a flag.',
      'Sources: npm emojibase-data, character-entities, unicode2latex, keysym, cldr-core, cldr-localenames-full.',
    ],
    lines.flat(),
  );
}

async function shortcodes(): Promise<TypedName[]> {
  const names: TypedName[] = [];
  for (const set of SHORTCODE_SETS) {
    const file = `emojibase-data/en/shortcodes/${set}.json`;
    for (const [code, value] of Object.entries(record(await readJson(file), file))) {
      const char = String.fromCodePoint(...code.split('-').map((part) => Number.parseInt(part, 16)));
      const all = typeof value === 'string' ? [value] : texts(value, `${file}: ${code}`);
      names.push(...all.map((name) => ({ char, name })));
    }
  }
  return names;
}

async function entities(): Promise<TypedName[]> {
  const file = 'character-entities/index.js';
  const table = record(await importNamed(file, 'characterEntities'), file);
  return Object.entries(table).map(([name, char]) => ({ char: text(char, name), name }));
}

/** A command that means a letter of a mathematical alphabet without asking for it means the plain one: `\nabla`. */
async function texCommands(): Promise<TypedName[]> {
  const file = 'unicode2latex/dist/tables/latex2unicode.json';
  return Object.entries(record(await readJson(file), file)).flatMap(([name, value]) => {
    if (!TEX_COMMAND.test(name) || MISTAKEN.has(name)) return [];
    const char = text(typeof value === 'string' ? value : record(value, name)['text'], name).normalize('NFC');
    const isPlain = !ALPHABET.test(name) && MATHEMATICAL_ALPHABETS.test(char);
    const meant = isPlain ? char.normalize('NFKC') : char;
    return [...meant].length === 1 ? [{ char: meant, name }] : [];
  });
}

/** Controls that no key writes: the lowest byte of the keysyms Clear, Pause, Scroll_Lock and Sys_Req (keysymdef.h). */
const UNTYPED: ReadonlySet<number> = new Set([0x0b, 0x13, 0x14, 0x15]);

/** The keysyms that write a character: those of other keys have U+0000. */
async function keysyms(): Promise<TypedName[]> {
  const file = 'keysym/data/keysyms.json';
  return list(record(await readJson(file), file)['records'], file).flatMap((entry) => {
    const { unicode, names } = record(entry, file);
    if (typeof unicode !== 'number' || unicode === 0 || UNTYPED.has(unicode)) return [];
    return texts(names, file).map((name) => ({ char: String.fromCodePoint(unicode), name }));
  });
}

/** The codes and English names of the regions that have a flag. */
async function regions(): Promise<TypedName[]> {
  const file = '@unicode/unicode-18.0.0/Sequence_Property/RGI_Emoji_Flag_Sequence/index.mjs';
  const flags = new Set(texts(await importDefault(file), file));
  const english = await readJson('cldr-localenames-full/main/en/territories.json');
  const territories = inside(english, 'main', 'en', 'localeDisplayNames', 'territories');
  const mappings = inside(await readJson('cldr-core/supplemental/codeMappings.json'), 'supplemental', 'codeMappings');
  const names = Object.entries(territories).map(([key, name]) => [REGION.exec(key)?.[1] ?? '', name] as const);
  const codes = Object.entries(mappings).flatMap(([region, more]) => {
    const alpha3 = record(more, region)['_alpha3'];
    return [[region, region], ...(alpha3 === undefined ? [] : [[region, alpha3]])] as const;
  });
  return [...names, ...codes].flatMap(([region, name]) => {
    const char = flagOf(text(region, 'region'));
    return flags.has(char) ? [{ char, name: text(name, char) }] : [];
  });
}

function toLine({ char, name }: TypedName, kind: string): string {
  fact(/^[^\t\r\n]+$/.test(name), `${kind} '${name}' can't be written`);
  return `${hexSequence(Array.from(char, (each) => each.codePointAt(0) ?? 0))}\t${kind}\t${name}`;
}

/** Orders lines by their first code point, then as text. */
function byCodePoint(one: string, other: string): number {
  const order = Number.parseInt(one, 16) - Number.parseInt(other, 16);
  return order !== 0 ? order : one < other ? -1 : 1;
}
