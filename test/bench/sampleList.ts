/** The list that every case of the benchmark works on: valid, unique, several countries, by a seed. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/** Prefixes of mobile numbers with the digits that remain, so that every number is valid and unique. */
const RANGES = [
  { prefix: '2547', digits: 8 },
  { prefix: '639171', digits: 6 },
  { prefix: '63917', digits: 7 },
  { prefix: '2557', digits: 8 },
] as const;

const NAMES = ['Amina', 'José', 'Wanjiru', 'María Peña', 'Juan', 'Nguyễn Anh', 'Otieno', 'Grace'];

/** The template of the benchmark's messages. */
export const BENCH_TEMPLATE =
  'Dear {{name}}, your appointment is on {{date}} at {{clinic|the clinic}}.';

/** Writes a list of `rows` recipients as CSV with the columns phone, name, date, clinic. */
export async function writeSampleList(file: string, rows: number): Promise<void> {
  const out = createWriteStream(file);
  out.write('phone,name,date,clinic\n');
  let chunk = '';
  for (let index = 0; index < rows; index += 1) {
    chunk += `${numberAt(index)},${NAMES[index % NAMES.length]},${(index % 28) + 1} March,Clinic ${index % 40}\n`;
    if (chunk.length > 60_000) {
      if (!out.write(chunk)) await once(out, 'drain');
      chunk = '';
    }
  }
  out.end(chunk);
  await once(out, 'finish');
}

function numberAt(index: number): string {
  // KE and TZ only use ranges that are wholly mobile; the index spreads over them without collisions.
  const range = RANGES[index % 2 === 0 ? 0 : 3];
  const serial = 10_000_000 + Math.floor(index / 2);
  return `+${range?.prefix}${String(serial).padStart(range?.digits ?? 8, '0')}`;
}
