import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_OWNERSHIP, GatewayError } from '@kntc/domain';
import { loadOwnership } from './load-ownership';

const SHIPPED = join(__dirname, '..', '..', '..', '..', 'config');

describe('whose a field is, as the configuration says', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-ownership-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is shipped as the default', () => {
    expect(loadOwnership(SHIPPED)).toEqual(DEFAULT_OWNERSHIP);
    expect(loadOwnership(folder)).toEqual(DEFAULT_OWNERSHIP);
  });

  it('names everything that is wrong at once', () => {
    const rules = [
      '{ prefix: "a b", owner: local }',
      '{ prefix: x, owner: ours }',
      '{ prefix: x, owner: local }',
    ];
    writeFileSync(join(folder, 'ownership.yaml'), `otherwise: nobody\nrules: [${rules.join(', ')}]\n`);
    let said = '';
    try {
      loadOwnership(folder);
    } catch (err) {
      said = err instanceof GatewayError ? err.detail : '';
    }
    expect(said).toContain('otherwise');
    expect(said).toContain('rules[0].prefix');
    expect(said).toContain('rules[1].owner');
  });

  it('says of a prefix that it stands twice', () => {
    const rules = '[{ prefix: x, owner: local }, { prefix: x, owner: national }]';
    writeFileSync(join(folder, 'ownership.yaml'), `otherwise: local\nrules: ${rules}\n`);
    expect(() => loadOwnership(folder)).toThrow(GatewayError);
  });
});
