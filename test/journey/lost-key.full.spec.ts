import { existsSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadKeyFile } from '@kntc/confidentiality';
import { MiniRoad } from './mini-road';

jest.setTimeout(60_000);

describe('a gateway that lost its key file', () => {
  let road: MiniRoad;
  let keyFile: string;
  beforeAll(async () => {
    road = await MiniRoad.open();
    keyFile = join(road.configDir, 'var', 'keys', 'kntc-key.json');
    await road.stop();
    renameSync(keyFile, `${keyFile}.away`);
  });
  afterAll(() => road.close());

  it('says so, names the place and makes no other key that somebody could keep by mistake', async () => {
    await expect(road.start()).rejects.toMatchObject({
      code: 'GW_T303',
      detail: expect.stringContaining(keyFile),
    });
    expect(existsSync(keyFile)).toBe(false);
    expect(readdirSync(dirname(keyFile)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('refuses the key of somebody else in its place, and leaves that file as it is', async () => {
    const other = loadKeyFile(keyFile, { createIfMissing: true });
    await expect(road.start()).rejects.toMatchObject({ code: 'GW_T303' });
    expect(loadKeyFile(keyFile, { createIfMissing: false }).id).toBe(other.id);
  });

  it('goes on when the right file is back', async () => {
    renameSync(`${keyFile}.away`, keyFile);
    await road.start();
    await road.petition('K-1');
    expect(await road.converge()).toMatchObject({ converged: true });
  });
});
