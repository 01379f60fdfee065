import {
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StandingClock } from '../../testing/a-source';
import { DropFolder } from './drop-folder';

/** Does something while somebody waits. */
class BusyClock extends StandingClock {
  meanwhile: () => void = () => undefined;

  override async sleep(ms: number): Promise<void> {
    this.meanwhile();
    await super.sleep(ms);
  }
}

describe('the drop folder', () => {
  let folder: string;
  const clock = new BusyClock();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-drop-'));
    clock.meanwhile = () => undefined;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = (): DropFolder => new DropFolder(folder, ['*.csv'], clock);
  const put = (name: string, content = 'x', daysOld = 0): void => {
    writeFileSync(join(folder, name), content);
    const time = new Date(Date.UTC(2026, 0, 10 - daysOld));
    utimesSync(join(folder, name), time, time);
  };

  it('hands out complete files, the oldest first, and follows no link', async () => {
    put('a.csv', 'x', 1);
    put('b.csv', 'x', 2);
    symlinkSync('/etc/hostname', join(folder, 'c.csv'));
    const drop = open();
    expect((await drop.next())?.name).toBe('b.csv');
    expect((await drop.next())?.name).toBe('a.csv');
    // Nobody moved them: the folder is listed anew, still without the link.
    expect((await drop.next())?.name).toBe('b.csv');
    expect((await drop.next())?.name).toBe('a.csv');
  });

  it('leaves a file alone that is written to, or replaced, between two looks', async () => {
    put('a.csv');
    clock.meanwhile = () => put('a.csv', 'xx');
    const drop = open();
    expect(await drop.next()).toBeUndefined();
    clock.meanwhile = () => undefined;
    expect((await drop.next())?.identity.size).toBe(2);
  });

  it('hands out each of two thousand files once while they are moved away', async () => {
    const files = 2_000;
    for (let file = 0; file < files; file += 1) writeFileSync(join(folder, `${file}.csv`), '');
    const drop = open();
    const taken = new Set<string>();
    for (let file = await drop.next(); file !== undefined; file = await drop.next()) {
      unlinkSync(file.path); // as the inbox does: a second time it would not be there
      taken.add(file.path);
    }
    expect(taken.size).toBe(files);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says so when the folder cannot be read', async () => {
    rmSync(folder, { recursive: true });
    await expect(open().next()).rejects.toMatchObject({ code: 'GW_S108' });
  });
});
