/** Writes `test/fixtures/import`: `node test/helpers/makeImportFixtures.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { IMPORT_FIXTURES } from './importFixtures.ts';

const folder = fileURLToPath(new URL('../fixtures/import/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const { file, bytes } of IMPORT_FIXTURES) writeFileSync(`${folder}${file}`, bytes);
const index = IMPORT_FIXTURES.map(({ bytes: _bytes, ...expected }) => expected);
writeFileSync(`${folder}expectations.json`, `${JSON.stringify(index, null, 2)}\n`);
