/** What the program says of itself. */
import { FORMATS } from '../search/format.ts';
import { FLAGS } from '../server/settings.ts';
import { UNICODE_VERSION } from '../unicode/characters.ts';
import type { FlagName } from './flags.ts';

/** The version of the program; package.json has the same one. */
export const VERSION = '1.0.0';

/** What `/version` and `--version` say. */
export const VERSION_TEXT = `mojifinder ${VERSION}, Unicode ${UNICODE_VERSION}`;

/** What `/help` says: it fits on a terminal of 80 columns and 24 rows, with a prompt above and below. */
export const LANGUAGE_HELP = `\
cat face             characters whose names hold both words
snow*  *ball  *now*  words by how they begin, end, or what they have in them
"less than"          words one behind the other
face !cat            without a word
cat face | dog face  either side
~happy               keywords too, emoji sequences, meanings of ideographs
block:arrows  script:greek  category:Sm  age:18.0  is:emoji     properties
U+2603  U+2600..U+26FF  0x2603  \\u2603  \\u{1F600}  &#9731;      code points
☃é                   what these characters are
limit:20 skip:40     a page of a long result

Words that no name has are looked for among keywords, as if each had a ~ .
/format plain|json|detail     how replies are written
/stats   /version             how the server is, and what it is
/help    /quit                this text, and goodbye (Ctrl-D does, too)`;

export const SERVE_FLAGS = [
  'host',
  'port',
  'format',
  'maxLine',
  'maxConnections',
  'idleTimeout',
  'writeTimeout',
  'grace',
  'verbose',
] as const satisfies readonly FlagName[];

export const FIND_FLAGS = ['format'] as const satisfies readonly FlagName[];

/** What `--help` says. */
export const COMMAND_HELP = `\
mojifinder finds Unicode characters by their names.

Usage:
  mojifinder [serve] [flags]        answer over TCP, one line at a time
  mojifinder find [flags] words…    answer one query here; exit 1 if nothing is found

Flags of serve:
${SERVE_FLAGS.map(flagHelp).join('\n')}

Flags of find:
${FIND_FLAGS.map(flagHelp).join('\n')}

Flags of both:
  -h, --help                  print this text
      --version               print the versions of the program and of Unicode

Words of find that start with a hyphen go behind --, and operators between quotes:
  mojifinder find 'snow* !man | ~weather'

A client sends a query, a line, and gets a reply; /help tells it the query language.
SIGINT and SIGTERM finish the replies in flight and stop; a second one stops at once.
Exit status: 0 well, 1 nothing found or can't serve, 2 a command line or a query that
can't be understood.`;

function flagHelp(name: FlagName): string {
  const flag = FLAGS[name];
  const takes = flag.kind === 'switch' ? '' : flag.kind === 'choice' ? ` ${FORMATS.join('|')}` : ` ${flag.kind === 'number' ? 'N' : 'ADDRESS'}`;
  const unit = flag.kind === 'number' && flag.unit !== '' ? ` ${flag.unit}` : '';
  const byDefault = flag.kind === 'switch' ? '' : ` (default ${flag.value}${unit})`;
  return `      ${`--${flag.name}${takes}`.padEnd(28)}${flag.about}${byDefault}`;
}
