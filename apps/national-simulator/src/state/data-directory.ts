import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The files of one simulator: ledger, identity, changed settings, snapshots. */
export class DataDirectory {
  constructor(private readonly root: string) {}

  get ledgerFile(): string {
    return join(this.root, 'ledger.ndjson');
  }

  /** Reads the identity of the stored state, or gives a fresh directory a new one. */
  async stateId(): Promise<string> {
    const known = (await this.readJson('identity.json')) as { stateId?: string } | null;
    return known?.stateId ?? this.newStateId();
  }

  async newStateId(): Promise<string> {
    const stateId = randomUUID();
    await this.writeJson('identity.json', { stateId });
    return stateId;
  }

  readSettings(): Promise<unknown> {
    return this.readJson('settings.json');
  }

  writeSettings(settings: unknown): Promise<void> {
    return this.writeJson('settings.json', settings);
  }

  /** Everything that was stored, snapshots included; the identity is replaced by the caller. */
  async clear(): Promise<void> {
    for (const name of ['ledger.ndjson', 'settings.json', 'snapshots']) {
      await rm(join(this.root, name), { recursive: true, force: true });
    }
  }

  async saveSnapshot(name: string): Promise<void> {
    const target = this.snapshotFile(name);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(this.ledgerFile, `${target}.part`, constants.COPYFILE_FICLONE);
    await rename(`${target}.part`, target);
  }

  /** Puts a snapshot in place of the ledger; false when there is none of that name. */
  async restoreSnapshot(name: string): Promise<boolean> {
    try {
      await copyFile(this.snapshotFile(name), `${this.ledgerFile}.part`, constants.COPYFILE_FICLONE);
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw err;
    }
    await rename(`${this.ledgerFile}.part`, this.ledgerFile);
    return true;
  }

  private snapshotFile(name: string): string {
    return join(this.root, 'snapshots', `${name}.ndjson`);
  }

  private async readJson(name: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(join(this.root, name), 'utf8')) as unknown;
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw err;
    }
  }

  private async writeJson(name: string, value: unknown): Promise<void> {
    const path = join(this.root, name);
    const file = await open(`${path}.part`, 'w');
    await file.writeFile(JSON.stringify(value));
    await file.datasync();
    await file.close();
    await rename(`${path}.part`, path);
  }
}
