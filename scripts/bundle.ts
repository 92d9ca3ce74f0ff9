/**
 * Puts a compiled module and all that it imports into one CommonJS file. Node takes longer to find and link a module
 * than to run it, a question needs twenty-five, and the first ES module starts a loader of its own. In the file, each
 * module is a function that runs it when it is first asked for.
 *
 * It knows the imports and exports that the compiler writes for this project, and refuses others. Modules must not
 * import each other in a cycle, which a test checks.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const IMPORT = /^import (?:(\w+)|\{([^}]*)\}) from '([^']+)';$/gm;
const DYNAMIC = /\bimport\('(\.[^']+)'\)/g;
const EXPORT = /^export ((?:async )?function\*? ?|class |const )(\w+)/gm;

/** The URL of the file of a bundle, as code. */
const THIS_FILE = "require('node:url').pathToFileURL(__filename)";

/** What the compiler writes at the end of a module without imports and exports. */
const NO_EXPORT = /^export \{\};\n/m;

/**
 * The program of a module in a folder and of all modules that it imports, at once or later, as one script.
 *
 * @param apart modules that stay files of their own, bundled as well: they are loaded when they are imported
 */
export function bundle(folder: string, entry: string, apart: readonly string[] = []): string {
  const modules = new Map<string, string>();

  function add(path: string): void {
    if (modules.has(path) || apart.includes(path)) return;
    modules.set(path, '');
    const code = readFileSync(join(folder, path), 'utf8').replace(NO_EXPORT, '');
    for (const [, , , from = ''] of code.matchAll(IMPORT)) if (from.startsWith('.')) add(resolved(path, from));
    for (const [, from = ''] of code.matchAll(DYNAMIC)) add(resolved(path, from));
    modules.set(path, path === entry ? code : wrapped(path, code));
  }

  /** A module as a function that gives what the module exports, and runs it the first time. */
  function wrapped(path: string, code: string): string {
    const name = nameOf(path);
    const body = `${bodyOf(path, code)}\nreturn { ${exportsOf(code)} };`;
    return `let ${name}_made;\nfunction ${name}() {\nreturn ${name}_made ??= (() => {\n${body}\n})();\n}\n`;
  }

  /** The code of a module without exports, and with its imports as calls, to be run from the file of the bundle. */
  function bodyOf(path: string, code: string): string {
    const body = code
      .replace(EXPORT, '$1$2')
      .replace(IMPORT, (_, all: string | undefined, names: string | undefined, from: string) => {
        const source = from.startsWith('.') ? `${nameOf(resolved(path, from))}()` : `require('${from}')`;
        return `const ${all ?? `{${(names ?? '').replaceAll(' as ', ': ')}}`} = ${source};`;
      })
      .replace(DYNAMIC, (_, from: string) => `Promise.resolve().then(${loaderOf(resolved(path, from))})`)
      .replaceAll('import.meta.url', `new URL('${fromEntry(path)}', ${THIS_FILE}).href`);
    const unknown = /^(?:import|export)\b.*/m.exec(body)?.[0];
    if (unknown !== undefined) throw new Error(`${path} has what the bundle does not know: ${unknown}`);
    return body;
  }

  function loaderOf(path: string): string {
    return apart.includes(path) ? `() => require('./${fromEntry(path)}')` : nameOf(path);
  }

  function fromEntry(path: string): string {
    return relative(dirname(entry), path);
  }

  add(entry);
  const main = modules.get(entry) ?? '';
  modules.delete(entry);
  const [, hashbang = '', rest = ''] = /^(#!.*\n)?([^]*)$/.exec(main) ?? [];
  const exported = exportsOf(main) === '' ? '' : `module.exports = { ${exportsOf(main)} };\n`;
  return `${hashbang}'use strict';\n${[...modules.values()].join('')}${bodyOf(entry, rest)}${exported}`;
}

/** The names of what a module exports, separated by commas. */
function exportsOf(code: string): string {
  return Array.from(code.matchAll(EXPORT), ([, , name = '']) => name).join(', ');
}

function resolved(path: string, from: string): string {
  return normalize(join(dirname(path), from));
}

function nameOf(path: string): string {
  return `module_${path.replace(/\W/g, '_')}`;
}
