/** The README's walk, word for word, against a practice gateway: it must end with a whole send. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startPracticeGateway } from '../../electron/practice/gateway.ts';
import { createCliWorld } from '../helpers/cli.ts';
import { unwrap } from '../helpers/dataFolder.ts';

const ROOT = new URL('../../', import.meta.url);

/** The commands of the walk, each as its arguments, with the sample list's real place. */
function walk(): readonly (readonly string[])[] {
  const readme = readFileSync(new URL('README.md', ROOT), 'utf8');
  const block = /export POSTBAG_API_KEY[\s\S]*?```/u.exec(readme)?.[0] ?? '';
  const lines = block
    .replaceAll(/\\\n\s*/gu, '')
    .split('\n')
    .filter((line) => line.startsWith('postbag '));
  return lines.map((line) =>
    [...line.replace(/\s+#.*$/u, '').matchAll(/'(?<quoted>[^']*)'|(?<plain>\S+)/gu)]
      .map(({ groups }) => groups?.['quoted'] ?? groups?.['plain'] ?? '')
      .slice(1),
  );
}

test('every command of the README’s first send works, and everything leaves', async () => {
  const gateway = unwrap(await startPracticeGateway({ speed: 100_000 }));
  const world = createCliWorld();
  world.env['POSTBAG_API_KEY'] = gateway.apiKey;
  try {
    const commands = walk();
    expect(commands.map(([name]) => name)).toEqual([
      'account',
      'prices',
      'import',
      'preview',
      'send',
      'receipts',
      'export',
    ]);
    let batch = '';
    for (const command of commands) {
      const args = command.map((word) => {
        if (word === 'BATCH') return batch;
        if (word === 'docs/sample-list.csv') return fileURLToPath(new URL(word, ROOT));
        if (word.startsWith('http://127.0.0.1')) return gateway.url;
        return word;
      });
      // Some of the sample's messages never get a report: do not wait for them here.
      const answer = await world.ok<{ batch?: string }>(
        ...args.filter((word) => word !== '--until-final'),
      );
      if (args[0] === 'import') batch = answer.batch ?? '';
    }
    const { batches } = await world.ok<{
      batches: [{ state: string; counts: Record<string, number> }];
    }>('status', batch);
    expect(batches[0]).toMatchObject({ state: 'done', counts: { queued: 0, in_doubt: 0 } });
  } finally {
    world.remove();
    await gateway.close();
  }
});
