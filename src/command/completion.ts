/**
 * `mojifinder completion`: scripts that make a shell complete commands and flags, generated from the tables of both.
 */
import type { Flag } from '../server/settings.ts';
import { FLAGS } from '../server/settings.ts';
import { CLIENT_FLAGS } from './client-flags.ts';
import type { Command } from './commands.ts';
import { COMMANDS, SHELLS } from './commands.ts';
import { UsageError, readArguments } from './flags.ts';
import { tellIfAsked } from './help.ts';
import { endWithoutOutput } from './output.ts';

/** Prints the completion for a shell; throws {@link UsageError} for one it does not know. */
export async function completion(args: readonly string[]): Promise<number> {
  const line = readArguments(args, COMMANDS.completion.flags);
  if (await tellIfAsked(line)) return 0;
  const shell = SHELLS.find((known) => known === line.words[0]);
  if (shell === undefined || line.words.length > 1) {
    throw new UsageError(`completion for which shell? Write one of ${SHELLS.join(', ')}`);
  }
  endWithoutOutput();
  console.log({ bash, zsh, fish }[shell]());
  return 0;
}

interface Completed {
  readonly name: string;
  readonly about: string;
  readonly flags: readonly Flag[];
  /** Words it takes, where there are some to choose from. */
  readonly words: readonly string[];
}

const COMPLETED: readonly Completed[] = Object.entries(COMMANDS).map(([name, { flags, about }]: [string, Command]) => ({
  name,
  about,
  flags,
  words: name === 'completion' ? SHELLS : [],
}));

const ALL_FLAGS: readonly Flag[] = [...Object.values(FLAGS), ...Object.values(CLIENT_FLAGS)];

/** What can stand after a flag, where there is something to choose from. */
function choices(flag: Flag): string {
  if (flag.kind === 'choice') return flag.choices.join(' ');
  return flag.kind === 'number' && flag.auto ? 'auto' : '';
}

/** The command that is meant where none is named. */
function isDefault({ name }: Completed): boolean {
  return name === 'serve';
}

function bash(): string {
  return `\
# bash completion for mojifinder; to use it: source <(mojifinder completion bash)
_mojifinder() {
  local words current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  # Bash splits --flag=value into three words.
  if [[ $current == = ]]; then
    current=
  elif [[ $before == = ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $before in
${ALL_FLAGS.filter(takesValue).map((flag) => `    --${flag.name}) words='${choices(flag)}' ;;`).join('\n')}
    *)
      case $COMP_CWORD:\${COMP_WORDS[1]} in
${COMPLETED.map((command) => `        [!1]*:${command.name}) words='${bashWords(command)}' ;;`).join('\n')}
        *:-*) words='${COMPLETED.filter(isDefault).map(bashWords).join('')}' ;;
        1:*) words='${COMPLETED.map(({ name }) => name).join(' ')}' ;;
      esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _mojifinder mojifinder`;
}

function bashWords({ flags, words }: Completed): string {
  return [...words, ...flags.map(({ name }) => `--${name}`), '--help', '--version'].join(' ');
}

function zsh(): string {
  return `\
#compdef mojifinder
# zsh completion for mojifinder; to use it: source <(mojifinder completion zsh)
_mojifinder() {
  local -a commands=(${COMPLETED.map(({ name, about }) => quoted(`${name}:${about}`)).join(' ')})
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe command commands
    return
  fi
  local command=$words[2]
  if [[ $command != -* ]]; then
    shift words
    (( CURRENT-- ))
  fi
  case $command in
${COMPLETED.map(zshCase).join('\n')}
  esac
}
compdef _mojifinder mojifinder`;
}

function zshCase(command: Completed): string {
  const rest = command.words.length > 0 ? [quoted(`1:word:(${command.words.join(' ')})`)] : [];
  const both = [
    "'(-h --help)'{-h,--help}'[print the manual]'",
    "'(-V --version)'{-V,--version}'[print the versions]'",
  ];
  const specs = [...command.flags.map(zshFlag), ...both, ...rest];
  return `    ${isDefault(command) ? `${command.name}|-*` : command.name}) _arguments -S \\
      ${specs.join(' \\\n      ')} ;;`;
}

function zshFlag(flag: Flag): string {
  const value = takesValue(flag) ? `:${flag.name}:(${choices(flag)})` : '';
  const often = flag.kind === 'text' && flag.many === true ? '*' : '';
  return quoted(`${often}--${flag.name}${value && '='}[${flag.about}]${value}`);
}

function fish(): string {
  return [
    '# fish completion for mojifinder; to use it: mojifinder completion fish | source',
    'complete -c mojifinder -f',
    'complete -c mojifinder -s h -l help -d "print the manual"',
    'complete -c mojifinder -s V -l version -d "print the versions"',
    ...COMPLETED.flatMap(fishLines),
  ].join('\n');
}

function fishLines(command: Completed): string[] {
  const others = COMPLETED.filter((other) => other !== command).map(({ name }) => name);
  const seen = isDefault(command)
    ? `not __fish_seen_subcommand_from ${others.join(' ')}`
    : `__fish_seen_subcommand_from ${command.name}`;
  const when = `complete -c mojifinder -n ${quoted(seen)}`;
  return [
    `complete -c mojifinder -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.about)}`,
    ...(command.words.length > 0 ? [`${when} -a ${quoted(command.words.join(' '))}`] : []),
    ...command.flags.map((flag) => `${when} -l ${flag.name}${fishValue(flag)} -d ${quoted(flag.about)}`),
  ];
}

function fishValue(flag: Flag): string {
  return takesValue(flag) ? ` -x -a ${quoted(choices(flag))}` : '';
}

function takesValue(flag: Flag): boolean {
  return flag.kind !== 'switch';
}

/** No text in the tables has a single quote in it: the shells differ in how to escape one. */
function quoted(text: string): string {
  return `'${text}'`;
}
