import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes': number;
  readonly needs?: string | readonly string[];
  readonly permissions?: unknown;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: unknown;
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const text = readFileSync(new URL('../../../.github/workflows/build.yml', import.meta.url), 'utf8');
const workflow = parse(text) as Workflow;
const jobs = Object.entries(workflow.jobs);
const steps = jobs.flatMap(([, job]) => job.steps);
const { scripts } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { readonly scripts: Readonly<Record<string, string>> };

test('it runs for every push and pull request, and may only read', () => {
  expect(Object.keys(workflow.on).sort()).toEqual(['pull_request', 'push']);
  expect(workflow.permissions).toEqual({ contents: 'read' });
  expect(jobs.filter(([, job]) => job.permissions !== undefined)).toEqual([]);
});

test('every script that it runs is in package.json', () => {
  const named = [...text.matchAll(/npm run (?:-s )?([\w:-]+)/gu)].map(([, name]) => name ?? '');
  expect(named.length).toBeGreaterThan(5);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
});

test('actions are the makers’ own, in a fixed version; nothing keeps the token', () => {
  const used = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
  for (const uses of used) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/u);
  const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  for (const step of checkouts) expect(step.with?.['persist-credentials']).toBe(false);
});

test('every job ends, and waits for jobs that exist', () => {
  for (const [, job] of jobs) {
    expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    for (const need of [job.needs ?? []].flat()) expect(Object.keys(workflow.jobs)).toContain(need);
  }
});

test('each system packages, reads the fuses, installs, starts, removes, and sums what it made', () => {
  for (const [system, target] of [
    ['linux', '--linux'],
    ['windows', '--win'],
    ['macos', '--mac'],
  ] as const) {
    const ran = (workflow.jobs[system]?.steps ?? []).map(({ run }) => run ?? '').join('\n');
    expect(ran).toContain(`npm run -s package -- ${target}`);
    expect(ran).toContain('npm run -s pack:fuses');
    expect(ran).toContain(`SHA256SUMS-${system}`);
    expect(ran).toMatch(/remove|Uninstall|rm -rf \/Applications/u);
    expect(ran).toContain('postbag.db');
  }
  expect(text.match(/POSTBAG_SMOKE: '1'/gu)).toHaveLength(3);
});

test('secrets reach packaging only', () => {
  const withSecrets = jobs.filter(([, job]) => JSON.stringify(job).includes('secrets.'));
  expect(withSecrets.map(([name]) => name)).toEqual(['windows', 'macos']);
  expect(JSON.stringify(workflow.jobs['check'])).not.toContain('secrets.');
});
