import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithPacks, packFolder } from '../../environment';
import { expectedDelivery } from './make-expected-delivery';

describeWithPacks('what has to come of the two Excel exports', () => {
  it('is what their own files say', async () => {
    const committed = readFileSync(join(__dirname, 'expected-delivery.csv'), 'utf8');
    expect(committed).toBe(await expectedDelivery(packFolder('excel-exports')));
  });
});
