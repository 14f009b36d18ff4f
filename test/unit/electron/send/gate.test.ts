/** How long sending holds still, and for whom. */
import { describe, expect, test } from 'vitest';
import { Gate } from '../../../../electron/send/gate.ts';

describe('a gate', () => {
  test('says whom the wait is for: whoever takes longest', () => {
    const gate = new Gate();
    expect(gate.waitsFor(0)).toBeNull();
    gate.lineFailed(0);
    expect(gate.waitsFor(0)).toBe('line');
    gate.apiBusy(30_000, 0);
    expect(gate.waitsFor(0)).toBe('api');
    expect(gate.closedForMs(0)).toBe(30_000);
    expect(gate.waitsFor(30_000)).toBeNull();
  });

  test('rests after doubt for nobody in particular', () => {
    const gate = new Gate();
    gate.rest(3000, 0);
    expect(gate.closedForMs(0)).toBe(3000);
    expect(gate.waitsFor(0)).toBeNull();
  });

  test('opens when the line is back, but not for an API that asked to wait', () => {
    const gate = new Gate();
    gate.lineFailed(0);
    gate.lineIsBack();
    expect(gate.closedForMs(0)).toBe(0);
    gate.apiBusy(30_000, 0);
    gate.rest(1000, 0);
    gate.lineIsBack();
    expect(gate.closedForMs(0)).toBe(30_000);
  });

  test('waits longer each time where the line was not back after all', () => {
    const gate = new Gate();
    const waits: number[] = [];
    for (let failure = 0; failure < 4; failure += 1) {
      gate.lineFailed(0);
      waits.push(gate.closedForMs(0));
      gate.lineIsBack();
    }
    expect(waits).toEqual([500, 1000, 2000, 4000]);
    gate.lineWorks();
    gate.lineFailed(0);
    expect(gate.closedForMs(0)).toBe(500);
  });
});
