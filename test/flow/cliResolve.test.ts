/** Messages in doubt, settled through the built command line against the practice gateway. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPracticeGateway, type PracticeGateway } from '../../electron/practice/gateway.ts';
import { createCliWorld, type CliResult, type CliWorld } from '../helpers/cli.ts';
import { unwrap } from '../helpers/dataFolder.ts';

const KEY = 'practice-key';
/** Practice numbers: the whole request is taken, then the line is cut; cut with nothing taken. */
const TAKEN_THEN_CUT = '254712999070';
const CUT = '254712999061';

const worlds: CliWorld[] = [];
let gateway: PracticeGateway;

// The magic numbers work once for each gateway.
beforeEach(async () => {
  gateway = unwrap(await startPracticeGateway({ speed: 20_000, apiKey: KEY }));
});
afterEach(async () => {
  await gateway.close();
  for (const world of worlds.splice(0)) world.remove();
});

interface Resolved {
  readonly confirmed: number;
  readonly notFound: number;
  readonly ambiguous: number;
  readonly decided: number;
  readonly remaining: number;
  readonly rows: readonly { readonly row: number; readonly outcome: string | null }[];
}

/** A batch of four whose one request met the fate of the magic number. */
async function inDoubt(magic: string): Promise<{ world: CliWorld; batch: string }> {
  const world = createCliWorld();
  worlds.push(world);
  world.env['POSTBAG_API_KEY'] = KEY;
  const account = ['--org', '1234', '--base-url', gateway.url, '--sender', 'Clinic'];
  await world.ok('account', 'set', ...account, '--country', 'KE');
  await world.ok('prices', 'set', 'KE=0.02');
  const file = join(world.dir, 'list.csv');
  writeFileSync(file, `phone\n+${magic}\n+254712010001\n+254712010002\n+254712010003\n`);
  const text = `Come on Monday, ${world.dir}.`;
  const { batch } = await world.ok<{ batch: string }>('import', file, '--message', text);
  const sent = await world.run('--json', 'send', batch, '--yes');
  expect(sent).toMatchObject({ code: 4 });
  expect(sent.json()).toMatchObject({
    counts: { in_doubt: 4, accepted: 0, queued: 0 },
  });
  return { world, batch };
}

function resolved(result: CliResult): Resolved {
  return result.json() as Resolved;
}

describe('resolve', () => {
  test('shows the rows in doubt, and exits 4 while there are any', async () => {
    const { world, batch } = await inDoubt(TAKEN_THEN_CUT);
    const shown = await world.run('--json', 'resolve', batch);
    expect(shown.code).toBe(4);
    expect(resolved(shown)).toMatchObject({ confirmed: 0, decided: 0, remaining: 4 });
    expect(resolved(shown).rows.map(({ row }) => row)).toEqual([2, 3, 4, 5]);
    const text = await world.run('resolve', batch);
    expect(text.code).toBe(4);
    expect(text.stdout).toContain('4 messages may have been sent.');
    expect(text.stdout).toContain('254712010001');
    expect(text.stdout).toContain(`Next: postbag resolve ${batch} --by-list`);
  });

  test('--by-list confirms what the gateway took, and asks nobody', async () => {
    const before = gateway.books().accepted;
    const { world, batch } = await inDoubt(TAKEN_THEN_CUT);
    expect(gateway.books().accepted - before).toBe(4);
    const report = await world.ok<Resolved>('resolve', batch, '--by-list');
    expect(report).toMatchObject({ confirmed: 4, notFound: 0, remaining: 0 });
    const { batches } = await world.ok<{ batches: [{ counts: object }] }>('status', batch);
    expect(batches[0].counts).toMatchObject({ accepted: 4, in_doubt: 0 });
    // Sending again sends nothing: nothing is queued.
    await world.ok('send', batch, '--yes');
    expect(gateway.books().accepted - before).toBe(4);
  });

  test('what is not found stays in doubt until somebody decides, row by row', async () => {
    const before = gateway.books().accepted;
    const { world, batch } = await inDoubt(CUT);
    expect(gateway.books().accepted - before).toBe(0);
    const searched = await world.run('--json', 'resolve', batch, '--by-list');
    expect(searched.code).toBe(4);
    expect(resolved(searched)).toMatchObject({ confirmed: 0, notFound: 4, remaining: 4 });
    expect((await world.run('--json', 'send', batch, '--yes')).json()).toMatchObject({
      counts: { in_doubt: 4, queued: 0 },
    });
    expect(gateway.books().accepted - before).toBe(0);

    const sentRow = await world.run('--json', 'resolve', batch, '--as-sent', '--rows', '3');
    expect(resolved(sentRow)).toMatchObject({ decided: 1, remaining: 3 });
    const again = ['resolve', batch, '--send-again', '--why', 'called two of them'];
    expect(await world.ok<Resolved>(...again)).toMatchObject({ decided: 3, remaining: 0 });
    const sent = await world.ok<{ counts: object }>('send', batch, '--yes');
    expect(sent.counts).toMatchObject({ accepted: 4, in_doubt: 0, queued: 0 });
    expect(gateway.books().accepted - before).toBe(3);
  });

  test('rows that are not in doubt, and a folder without a key, are refused', async () => {
    const { world, batch } = await inDoubt(CUT);
    const wrong = await world.run('--json', 'resolve', batch, '--as-sent', '--rows', '99');
    expect(wrong).toMatchObject({ code: 3 });
    delete world.env['POSTBAG_API_KEY'];
    const keyless = await world.run('--json', 'resolve', batch, '--by-list');
    expect(keyless).toMatchObject({ code: 2 });
    expect(keyless.json()).toMatchObject({ error: { kind: 'api_key_missing' } });
    expect(resolved(await world.run('--json', 'resolve', batch))).toMatchObject({ remaining: 4 });
  });
});
