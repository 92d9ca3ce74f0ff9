/**
 * Puts a compiled command into one file: finding and linking a module takes longer than running it, and one question
 * needs twenty-five. Each module becomes a function that runs it when it is first asked for.
 *
 * It knows the imports and exports that the compiler writes for this project, and refuses others. Modules must not
 * import each other in a cycle, which a test checks.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const IMPORT = /^import (?:(\w+)|\{([^}]*)\}) from '([^']+)';$/gm;
const DYNAMIC = /\bimport\('(\.[^']+)'\)/g;
const EXPORT = /^export ((?:async )?function\*? ?|class |const )(\w+)/gm;

/** The program of a module in a folder and of all modules that it imports, at once or later, as one module. */
export function bundle(folder: string, entry: string): string {
  const modules = new Map<string, string>();

  function add(path: string): void {
    if (modules.has(path)) return;
    modules.set(path, '');
    const code = readFileSync(join(folder, path), 'utf8');
    for (const [, , , from = ''] of code.matchAll(IMPORT)) if (from.startsWith('.')) add(resolved(path, from));
    for (const [, from = ''] of code.matchAll(DYNAMIC)) add(resolved(path, from));
    modules.set(path, (path === entry ? bodyOf : wrapped)(path, code, dirname(entry)));
  }

  add(entry);
  const main = modules.get(entry) ?? '';
  modules.delete(entry);
  const head = "import { createRequire } from 'node:module';\nconst builtin = createRequire(import.meta.url);\n";
  return `${head}${[...modules.values()].join('')}${main}`;
}

/** A module as a function that gives what the module exports, and runs it the first time. */
function wrapped(path: string, code: string, home: string): string {
  const names = Array.from(code.matchAll(EXPORT), ([, , name = '']) => name);
  const body = bodyOf(path, code.replace(EXPORT, '$1$2'), home);
  const name = nameOf(path);
  const result = `return { ${names.join(', ')} };`;
  return `let ${name}_made;\nfunction ${name}() {\nreturn ${name}_made ??= (() => {\n${body}\n${result}\n})();\n}\n`;
}

/** The code of a module with its imports as calls, to be run from a file in another folder. */
function bodyOf(path: string, code: string, home: string): string {
  const body = code
    .replace(IMPORT, (_, all: string | undefined, names: string | undefined, from: string) => {
      const source = from.startsWith('.') ? `${nameOf(resolved(path, from))}()` : `builtin('${from}')`;
      return `const ${all ?? `{${(names ?? '').replaceAll(' as ', ': ')}}`} = ${source};`;
    })
    .replace(DYNAMIC, (_, from: string) => `Promise.resolve().then(${nameOf(resolved(path, from))})`)
    .replaceAll('import.meta.url', `new URL('${relative(home, path)}', import.meta.url).href`);
  const unknown = /^(?:import\b|export (?!(?:async )?function)).*/m.exec(body)?.[0];
  if (unknown !== undefined) throw new Error(`${path} has what the bundle does not know: ${unknown}`);
  return body;
}

function resolved(path: string, from: string): string {
  return normalize(join(dirname(path), from));
}

function nameOf(path: string): string {
  return `module_${path.replace(/\W/g, '_')}`;
}
