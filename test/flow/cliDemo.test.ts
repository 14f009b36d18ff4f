/** The demo: the whole main job, whose figures must add up. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createCliWorld, type CliWorld } from '../helpers/cli.ts';

const worlds: CliWorld[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});

function newWorld(): CliWorld {
  const world = createCliWorld();
  worlds.push(world);
  return world;
}

interface DemoAnswer {
  readonly ok: boolean;
  readonly rows: number;
  readonly recipients: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly suppressed: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly chargedMicro: number;
  readonly estimateMicro: number;
  readonly unpriced: number;
  readonly byCountry: readonly { readonly estimateMicro: number | null }[];
  readonly books: { readonly accepted: number; readonly chargedMicro: number };
  readonly sums: readonly { readonly name: string; readonly ok: boolean }[];
  readonly steps: readonly { readonly command: string }[];
  readonly files: Readonly<Record<string, string>>;
}

test('does the whole job with a key of its own, and its sums come out', async () => {
  const world = newWorld();
  world.env['POSTBAG_API_KEY'] = 'the-real-key-of-the-office';
  const out = join(world.dir, 'out');
  const answer = await world.ok<DemoAnswer>('demo', '--out', out);
  expect(answer.sums.filter(({ ok }) => !ok)).toEqual([]);
  expect(answer).toMatchObject({ ok: true, rows: 58 });
  // By country with what it costs, as previewed: the import came before the prices.
  const { byCountry, estimateMicro, unpriced } = answer;
  const costs = byCountry.map((country) => country.estimateMicro ?? Number.NaN);
  expect(costs.reduce((sum, cost) => sum + cost, 0)).toBe(estimateMicro);
  expect(unpriced).toBe(0);
  const { rows, recipients, rejected, duplicates, suppressed, counts, books } = answer;
  expect(recipients + rejected + duplicates + suppressed).toBe(rows);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(recipients);
  expect(books.accepted).toBe(recipients - (counts['rejected'] ?? 0));
  expect(counts).toMatchObject({ in_doubt: 0, queued: 0, sending: 0 });
  // The list shows every end: delivered, not delivered, refused, and still without a report.
  for (const state of ['delivered', 'failed', 'rejected', 'accepted', 'with_operator']) {
    expect({ state, none: counts[state] === 0 }).toEqual({ state, none: false });
  }
  for (const file of Object.values(answer.files)) expect(statSync(file).size).toBeGreaterThan(0);
  const lines = readFileSync(answer.files['ndjson'] ?? '', 'utf8')
    .trim()
    .split('\n');
  expect(lines).toHaveLength(recipients);
  // The operator's key went nowhere.
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    const path = join(out, name);
    if (!statSync(path).isFile()) continue;
    const leaked = readFileSync(path).includes('the-real-key-of-the-office');
    expect({ name, leaked }).toEqual({ name, leaked: false });
  }
});

test('shows people each step, its command, and where the files are', async () => {
  const world = newWorld();
  const result = await world.run('demo');
  expect(result.code).toBe(0);
  for (const step of ['import', 'preview', 'send', 'receipts', 'export']) {
    expect(result.stdout).toMatch(new RegExp(`^ +\\$ postbag ${step} `, 'mu'));
  }
  expect(result.stdout).toContain('Does it add up?');
  expect(result.stdout).not.toContain('  NO ');
  expect(result.stdout).toMatch(/yes {2}answered cost = .* \(\$\d+\.\d+\)/u);
  expect(result.stdout).toMatch(/yes {2}recipients = .* \(\d+\)/u);
  expect(result.stdout).toContain('history.xlsx');
});
