/** The card of one character, for people: everything that is known of it. */
import { notation } from '../../bytes/encoding.ts';
import { isDisruptive } from '../../unicode/characters.ts';
import type { CardFacts, Named, Radical } from './card-facts.ts';

/** Columns that labels take. */
const LABEL = 11;

/** The lines below a result, each indented; a row that a character has nothing for is left out. */
export function card(facts: CardFacts): string {
  const { block, combining, compatibility, mirror } = facts;
  return (
    row('decimal', facts.decimal?.toString()) +
    row('aliases', listed(facts.aliases?.map(({ name, kind }) => (kind === 'informal' ? name : `${name} (${kind})`)))) +
    row('block', block && `${block.name} (${block.first}..${block.last})`) +
    row('script', facts.script) +
    row('used with', listed(facts.scripts)) +
    row('category', named(facts.category)) +
    row('age', facts.age) +
    row('bidi', mirror === undefined ? named(facts.bidi) : `${named(facts.bidi)}, mirrored by ${shown(mirror)}`) +
    row('width', named(facts.width)) +
    row('combining', combining && `${combining.class} ${combining.name}`) +
    row('value', facts.value) +
    row('upper', facts.upper && shown(facts.upper)) +
    row('lower', facts.lower && shown(facts.lower)) +
    row('title', facts.title && shown(facts.title)) +
    row('canonical', facts.canonical && shown(facts.canonical)) +
    row('compatible', compatibility && `${shown(compatibility.text)} (${compatibility.kind})`) +
    row('UTF-8', facts.utf8) +
    row('UTF-16', facts.utf16) +
    row('HTML', facts.html) +
    row('entity', facts.entities?.join('  ')) +
    row('TeX', facts.tex?.join('  ')) +
    row('keysym', facts.keysyms?.join('  ')) +
    row('shortcode', facts.shortcodes?.join('  ')) +
    row('escapes', facts.escapes.join('  ')) +
    row('keywords', listed(facts.keywords)) +
    rows(facts.readings, (language, read) => row(capitalized(language), read.join(', '))) +
    row('radical', facts.radicals?.map(radical).join('; ')) +
    row('strokes', facts.strokes?.toString()) +
    rows(facts.variants, (kind, texts) => row(kind, texts.map(shown).join(', '))) +
    row('looks like', listed(facts.looks?.map(shown))) +
    row('see also', listed(facts.see?.map(shown))) +
    rows(facts.names, (language, name) => row(`name (${language})`, name))
  );
}

function row(label: string, value: string | undefined): string {
  return value ? `    ${`${label} `.padEnd(LABEL)}${value}\r\n` : '';
}

function rows<Value>(
  values: Readonly<Record<string, Value>> | undefined,
  each: (key: string, value: Value) => string,
): string {
  return values === undefined ? '' : Object.entries(values).map(([key, value]) => each(key, value)).join('');
}

function listed(items: readonly string[] | undefined): string | undefined {
  return items?.join(', ');
}

function named(value: Named | undefined): string | undefined {
  return value && `${value.short} ${value.long}`;
}

/** Code points with the characters, where these can be shown: `U+0065 U+0301 é`. */
function shown(text: string): string {
  const codePoints = [...text].map((char) => char.codePointAt(0) ?? 0);
  const codes = codePoints.map(notation).join(' ');
  return codePoints.some(isDisruptive) ? codes : `${codes} ${text}`;
}

function radical({ number, name, isSimplified, more }: Radical): string {
  return `${number} ${name}${isSimplified ? ' (simplified)' : ''} + ${more} ${Math.abs(more) === 1 ? 'stroke' : 'strokes'}`;
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
