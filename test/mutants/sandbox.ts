/** A copy of the source tree, in which a mutant is made and undone. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import type { Mutant } from './mutant.ts';

/** Not copied: what is built, what is huge, and the history. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'release', '.git']);

/** A copy, and what is done with it. */
export interface Sandbox {
  readonly dir: string;
  /** Makes the mutant, runs `step`, and undoes it. */
  with<T>(mutant: Mutant, step: () => Promise<T>): Promise<T>;
  remove(): void;
}

/**
 * The mutant's file as it becomes.
 *
 * @throws Error where the mutant's text is not in it exactly once.
 */
export function mutated(source: string, { name, file, find, replace }: Mutant): string {
  const parts = source.split(find);
  if (parts.length === 2) return parts.join(replace);
  throw new Error(`the text of ${name} occurs ${parts.length - 1} times in ${file}`);
}

/** Copies the source tree of `root` to a temporary folder; the packages are shared. */
export function makeSandbox(root: string): Sandbox {
  const dir = mkdtempSync(join(tmpdir(), 'postbag-mutants-'));
  cpSync(root, dir, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(relative(root, path).split(sep)[0] ?? ''),
  });
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'), 'junction');
  return {
    dir,
    with: async (mutant, step) => {
      const file = join(dir, mutant.file);
      const source = readFileSync(file, 'utf8');
      writeFileSync(file, mutated(source, mutant));
      try {
        return await step();
      } finally {
        writeFileSync(file, source);
      }
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
