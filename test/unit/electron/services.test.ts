import { expect, test } from 'vitest';
import { batchQueries } from '../../../electron/db/batches.ts';
import { listedBatches } from '../../../electron/services.ts';
import { sampleBatch, testDb, testReader } from '../../helpers/dataFolder.ts';

test('a list of batches leaves out what an import has not finished', () => {
  const db = testDb();
  const { key: _, ...sample } = sampleBatch(db, { name: 'whole' });
  batchQueries(db).create({ ...sample, id: 'half-done', name: 'half' });
  const reader = testReader(db.dir);
  expect(listedBatches(reader).map(({ name }) => name)).toEqual(['whole']);
  expect(batchQueries(reader).find('half')).toMatchObject({ value: { state: 'importing' } });
});
