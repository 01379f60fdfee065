import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithPacks, packFolder } from '../../environment';
import { expectedChanges, expectedDelivery } from './make-expected-delivery';

const committed = (name: string): string => readFileSync(join(__dirname, name), 'utf8');

describeWithPacks('what has to come of the citizen-reception pack', () => {
  it('is what its own files say', () => {
    const folder = packFolder('tiepdan-mariadb');
    expect(committed('expected-delivery.csv')).toBe(expectedDelivery(folder));
    expect(committed('expected-changes-delivery.csv')).toBe(expectedChanges(folder));
  });
});
