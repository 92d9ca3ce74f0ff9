/**
 * Radicals of ideographs (UAX #38, section 3.3): there are 214, each with a number, a name and a character of its
 * own.
 */
import { normalized } from '../../bytes/normalize.ts';
import { ordinalOf } from '../../unicode/characters.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import { nearestOf } from '../index/nearest.ts';
import { QueryError, quote } from '../query/error.ts';

const RADICALS = 214;

/** The block of the radicals as characters, in the order of their numbers. */
const FIRST_RADICAL = 0x2f00;
const NAME = 'KANGXI RADICAL ';

/** Apostrophes after the number of a radical stand for its simplified forms. */
const FORMS = ['', "'", "''", "'''"];

/** The name of a radical by its number: `horse`. */
export function radicalName({ characters }: MojiIndex, number: number): string {
  const ordinal = ordinalOf(characters, FIRST_RADICAL + number - 1);
  return characters.nameOf(ordinal).slice(NAME.length).toLowerCase();
}

/**
 * The radicals that a value stands for: a number, which stands for its simplified forms too; a number with apostrophes,
 * for one of these forms; a name; or the radical itself.
 *
 * @throws {QueryError} when there is no such radical
 */
export function radicalIn(index: MojiIndex, value: string): string[] {
  const [, digits, form = ''] = /^(\d{1,3})('{0,3})$/.exec(value.replaceAll('’', "'")) ?? [];
  const number = digits === undefined ? numberOf(index, value) : Number(digits);
  if (number < 1 || number > RADICALS) {
    throw new QueryError(`no radical ${quote(value)}; they have the numbers 1 to ${RADICALS}, as in radical:187`);
  }
  return form === '' ? FORMS.map((each) => `${number}${each}`) : [`${number}${form}`];
}

function numberOf(index: MojiIndex, value: string): number {
  const character = (value.codePointAt(0) ?? 0) - FIRST_RADICAL;
  if (character >= 0 && character < RADICALS) return character + 1;
  const unified = normalized(value, 'NFKC');
  const names = Array.from({ length: RADICALS }, (_, place) => radicalName(index, place + 1));
  const wanted = value.toLowerCase().replace(/[\s_-]+/g, ' ');
  const named = names.indexOf(wanted);
  if (named >= 0) return named + 1;
  const places = Array.from({ length: RADICALS }, (_, place) => String.fromCodePoint(FIRST_RADICAL + place));
  const alike = places.findIndex((radical) => radical.normalize('NFKC') === unified);
  if (alike >= 0) return alike + 1;
  const near = nearestOf(wanted, names);
  const advice = near === undefined ? 'write a number or a name, as in radical:187 or radical:horse' : `did you mean '${near}'?`;
  throw new QueryError(`no radical ${quote(value)}; ${advice}`);
}
