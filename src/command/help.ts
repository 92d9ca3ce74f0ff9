/** What the program says of itself. */
import { UNICODE_VERSION } from '../unicode/characters.ts';
import type { Arguments } from './flags.ts';
import { endWithoutOutput } from './output.ts';

/** The version of the program; package.json has the same one. */
const VERSION = '1.0.0';

/** What `/version` and `--version` say. */
export const VERSION_TEXT = `mojifinder ${VERSION}, Unicode ${UNICODE_VERSION}`;

/** What `/help` says: it fits on a terminal of 80 columns and 24 rows, with a prompt above and below. */
export const LANGUAGE_HELP = `\
?right arrow         what you mean, best first, by any name in any language
cat face             characters whose names contain both words
snow*  *ball  *now*  words by how they begin or end, or what they contain
"less than"          words one after another
face !cat            without a word
cat face | dog face  either side
~happy               keywords too, emoji sequences, meanings of ideographs
block:arrows  script:greek  category:Sm  age:18.0  is:emoji     properties
U+2603  U+2600..U+26FF  0x2603  \\u2603  \\u{1F600}  &#9731;      code points
value:1/2  reading:ma3  radical:horse  strokes:10  looks:a       facts
☃é                   what these characters are
limit:20 skip:40     a page of a long result

Words that find nothing are searched by meaning, as if they started with ?.
/format plain|json|detail|full    how replies are written
/stats   /version             the state of the server, and its version
/help    /quit                this text; end the session (so does Ctrl-D)`;

/** Prints the manual or the version, if that is what was asked for, and says whether it was. */
export async function tellIfAsked({ help, version }: Arguments): Promise<boolean> {
  if (help || version) endWithoutOutput();
  if (help) console.log((await import('./manual.ts')).manual());
  else if (version) console.log(VERSION_TEXT);
  return help || version;
}
