/** The card of one character, for people: everything that is known of it. */
import { notation } from '../../bytes/encoding.ts';
import { isDisruptive } from '../../unicode/characters.ts';
import type { CardFacts, Named, Radical } from './card-facts.ts';

/** Columns that labels take. */
const LABEL = 11;

/** The lines below a result, each indented; a row that a character has nothing for is left out. */
export function card(facts: CardFacts): string {
  const { block, combining, compatibility, readings = {}, variants = {}, names = {} } = facts;
  const rows: [string, string | undefined][] = [
    ['decimal', facts.decimal?.toString()],
    ['aliases', listed(facts.aliases?.map(({ name, kind }) => (kind === 'informal' ? name : `${name} (${kind})`)))],
    ['block', block && `${block.name} (${block.first}..${block.last})`],
    ['script', facts.script],
    ['used with', listed(facts.scripts)],
    ['category', named(facts.category)],
    ['age', facts.age],
    ['bidi', facts.mirror === undefined ? named(facts.bidi) : `${named(facts.bidi)}, mirrored by ${shown(facts.mirror)}`],
    ['width', named(facts.width)],
    ['combining', combining && `${combining.class} ${combining.name}`],
    ['value', facts.value],
    ['upper', facts.upper && shown(facts.upper)],
    ['lower', facts.lower && shown(facts.lower)],
    ['title', facts.title && shown(facts.title)],
    ['canonical', facts.canonical && shown(facts.canonical)],
    ['compatible', compatibility && `${shown(compatibility.text)} (${compatibility.kind})`],
    ['UTF-8', facts.utf8],
    ['UTF-16', facts.utf16],
    ['HTML', facts.html],
    ['entity', facts.entities?.join('  ')],
    ['TeX', facts.tex?.join('  ')],
    ['keysym', facts.keysyms?.join('  ')],
    ['shortcode', facts.shortcodes?.join('  ')],
    ['escapes', facts.escapes.join('  ')],
    ['keywords', listed(facts.keywords)],
    ...Object.entries(readings).map(([language, read]): [string, string] => [capitalized(language), read.join(', ')]),
    ['radical', facts.radicals?.map(radical).join('; ')],
    ['strokes', facts.strokes?.toString()],
    ...Object.entries(variants).map(([kind, texts]): [string, string] => [kind, texts.map(shown).join(', ')]),
    ['looks like', listed(facts.looks?.map(shown))],
    ['see also', listed(facts.see?.map(shown))],
    ...Object.entries(names).map(([language, name]): [string, string] => [`name (${language})`, name]),
  ];
  return rows.map(([label, value]) => (value ? `    ${label.padEnd(LABEL)}${value}\r\n` : '')).join('');
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
