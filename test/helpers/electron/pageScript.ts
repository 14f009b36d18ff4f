/** The text that runs in the page first: `wire.ts` and `page.ts` without their types, and the preload. */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

function scriptOf(name: string): string {
  const source = readFileSync(new URL(name, import.meta.url), 'utf8');
  return stripTypeScriptTypes(source)
    .replaceAll(/^import .*$/gmu, '')
    .replaceAll(/^export /gmu, '');
}

/** What to run before the page's scripts. */
export function pageScript(preloadPath: string, door: string, fileFolder: string): string {
  const preload = readFileSync(preloadPath, 'utf8');
  return `(() => {
${scriptOf('./wire.ts')}
${scriptOf('./page.ts')}
startPage({
  door: ${JSON.stringify(door)},
  fileFolder: ${JSON.stringify(fileFolder)},
  preload(require, module, exports) {
${preload}
  },
});
})();`;
}
