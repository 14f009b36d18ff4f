/** Names for new files beside old ones. */
import { existsSync } from 'node:fs';
import { join, parse } from 'node:path';

/** A path that does not exist yet: `list.csv`, `list (2).csv`. */
export function freePath(folder: string, name: string): string {
  const { name: stem, ext } = parse(name);
  for (let count = 1; ; count += 1) {
    const path = join(folder, count === 1 ? `${stem}${ext}` : `${stem} (${count})${ext}`);
    if (!existsSync(path)) return path;
  }
}
