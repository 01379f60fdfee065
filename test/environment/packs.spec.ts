import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithPacks, packFolder } from './packs';

describe('test packs', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  it('are a failure where they are required and missing', () => {
    process.env['KNTC_SHARED_DIR'] = join(__dirname, 'nowhere');
    process.env['KNTC_REQUIRE'] = 'redis,packs';
    expect(() => describeWithPacks('never', () => undefined)).toThrow('KNTC_SHARED_DIR');
  });

  it('are named when one is missing', () => {
    expect(() => packFolder('khong-co')).toThrow('no test pack at');
  });
});

describeWithPacks('a pack', () => {
  it('has the outcome of each row', () => {
    expect(existsSync(join(packFolder('httt-kntc-postgresql'), 'expected.csv'))).toBe(true);
  });
});
