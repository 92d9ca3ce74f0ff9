/** Chinese names in simplified and in traditional characters: who writes one name by hand has the other one, too. */
import { readData } from '../../unicode/data.ts';
import { codePointsOf, eachCodePoint } from '../../unicode/records.ts';

/** The simplified form of each character that has one, and the traditional one. */
interface Forms {
  readonly simplified: ReadonlyMap<string, string>;
  readonly traditional: ReadonlyMap<string, string>;
}

/** Reads the forms. Of several, the first that is another character counts. */
function readForms(): Forms {
  const forms = { simplified: new Map<string, string>(), traditional: new Map<string, string>() };
  for (const [codePoint, text] of eachCodePoint(readData('variants.txt'))) {
    const [simplified = '', traditional = ''] = text.split('\t');
    for (const [map, list] of [[forms.simplified, simplified], [forms.traditional, traditional]] as const) {
      const other = codePointsOf(list).find((each) => each !== codePoint);
      if (other !== undefined) map.set(String.fromCodePoint(codePoint), String.fromCodePoint(other));
    }
  }
  return forms;
}

/** Makes a function that gives a name of ideographs in its other form; undefined for others, and if it has none. */
export function otherForm(): (name: string) => string | undefined {
  const { simplified, traditional } = readForms();
  return (name) => {
    if (!/^\p{Script=Han}+$/u.test(name)) return undefined;
    const forms = [simplified, traditional].map((map) => [...name].map((char) => map.get(char) ?? char).join(''));
    return forms.find((form) => form !== name);
  };
}
