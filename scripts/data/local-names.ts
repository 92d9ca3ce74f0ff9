import { flagOf } from './code-points.ts';
import { isThere, readJson } from './packages.ts';
import { clean, inside, record, text } from './shapes.ts';

/** Languages that are called as what belongs to a country is, and this country: `német`, `tyska`, `Fransızca`. */
const COUNTRIES =
  'be-BY bg-BG bn-BD bs-BA cs-CZ da-DK de-DE el-GR en-GB es-ES et-EE fa-IR fi-FI fil-PH fr-FR ga-IE he-IL hr-HR ' +
  'hu-HU hy-AM id-ID is-IS it-IT ja-JP ka-GE kk-KZ km-KH ko-KR ky-KG lb-LU lo-LA lt-LT lv-LV mk-MK mn-MN ms-MY ' +
  'mt-MT my-MM ne-NP nl-NL no-NO pl-PL pt-PT ro-RO ru-RU sk-SK sl-SI so-SO sq-AL sr-RS sv-SE tg-TJ th-TH tk-TM ' +
  'tr-TR uk-UA uz-UZ vi-VN zh-CN';

/** What CLDR calls a symbol in its other tables. */
export type Keyword = readonly [sequence: string, keyword: string];

/** A flag, and its name, which begins with the word for a flag. */
interface Flag {
  readonly sequence: string;
  readonly name: string;
}

/** A language as one region writes it, `fr-CA`: it says nearly all as the others do. */
const OF_REGION = /-(?:[A-Z]{2}|\d{3})$/;

/** What a language calls flags after the languages of their countries, and signs after their currencies. */
export async function localKeywords(language: string, flags: readonly Flag[]): Promise<Keyword[]> {
  if (OF_REGION.test(language)) return [];
  return [...(await flagsByLanguage(language, flags)), ...(await currencies(language))];
}

/** `zászló: német`. */
async function flagsByLanguage(language: string, flags: readonly Flag[]): Promise<Keyword[]> {
  const named = await tableOf('cldr-localenames-full', language, 'languages', ['localeDisplayNames', 'languages']);
  const names = new Map(flags.map(({ sequence, name }) => [sequence, name]));
  return COUNTRIES.split(' ').flatMap((pair): Keyword[] => {
    const [code = '', country = ''] = pair.split('-');
    const sequence = flagOf(country);
    const [, flag] = /^(.+?) ?[:：]/u.exec(names.get(sequence) ?? '') ?? [];
    const called = named[code];
    return flag === undefined || called === undefined ? [] : [[sequence, clean(`${flag}: ${text(called, code)}`)]];
  });
}

/** What currencies are called that have a sign of their own. */
async function currencies(language: string): Promise<Keyword[]> {
  const table = await tableOf('cldr-numbers-full', language, 'currencies', ['numbers', 'currencies']);
  const bySign = new Map<string, string[]>();
  for (const [code, currency] of Object.entries(table)) {
    const { displayName, symbol, 'symbol-alt-narrow': narrow = symbol } = record(currency, code);
    if (displayName === undefined || narrow === undefined) continue;
    const [sign, name] = [text(narrow, code), clean(text(displayName, code))];
    if (/^\p{Sc}$/u.test(sign) && name !== code) bySign.set(sign, [...(bySign.get(sign) ?? []), name]);
  }
  return [...bySign].flatMap(([sign, [name = '', ...others]]) => (others.length === 0 ? [[sign, name] as const] : []));
}

/** A table of a package by language, empty if the language has none; a path of keys leads to it. */
async function tableOf(
  folder: string,
  language: string,
  name: string,
  keys: readonly string[],
): Promise<Record<string, unknown>> {
  const file = `${folder}/main/${language}/${name}.json`;
  return isThere(file) ? inside(await readJson(file), 'main', language, ...keys) : {};
}
