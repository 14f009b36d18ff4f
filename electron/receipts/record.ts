/** Writes statuses as they come, and keeps the run's figures. */
import { isOpen } from '../db/receipts.ts';
import type { ApiStatus } from '../api/types.ts';
import type { Seen } from './applyStatuses.ts';
import type { ReceiptRun } from './run.ts';

/** Applies statuses in one transaction; gives our messages among them that were open. */
export function record(run: ReceiptRun, statuses: readonly ApiStatus[]): readonly Seen[] {
  const { found } = run;
  const { seen, changed, warnings } = run.apply(statuses);
  const open = seen.filter(({ state }) => isOpen(state));
  found.checked += open.length;
  for (const { key } of open) if (run.asked.add(key)) found.messages += 1;
  found.changed += changed;
  for (const warning of warnings) found.warnings[warning] += 1;
  run.onProgress({ checked: found.checked, changed: found.changed, due: found.due });
  return open;
}
