import { GatewayError } from '@kntc/domain';
import type { KeyWrapper } from '@kntc/domain';
import type { DataSource } from 'typeorm';

/** What the probe of a key-encryption key holds; that it unwraps is all that is asked. */
const PROBE = new Uint8Array(32);

interface ProbeRow {
  readonly id: string;
  readonly probe: Buffer;
}

/**
 * Which key-encryption keys this database uses. One is active: intake reads it in every batch, under a lock, so a rotation
 * reaches every process with its next batch and no batch goes on under a key that was exchanged meanwhile.
 */
export class KeyRegister {
  constructor(
    private readonly dataSource: DataSource,
    private readonly wrapper: KeyWrapper,
    private readonly provinceId: string,
  ) {}

  /**
   * At start: a fresh database begins with the newest key, and every key in use must open what it wrapped. One probe per
   * key stands for all its rows, so the check takes the same time at any size.
   * @throws GatewayError `GW_T308` naming every key that is lost
   */
  async start(): Promise<void> {
    const rows = await this.#inUse();
    if (rows.length === 0) return this.#begin();
    const lost = await this.#lost(rows);
    if (lost.length > 0) throw new GatewayError('GW_T308', lost.join(', '));
  }

  /** Ids of the keys in use that do not open what they wrapped. */
  async lost(): Promise<readonly string[]> {
    return this.#lost(await this.#inUse());
  }

  /** A probe of a key, to be stored with it. @throws GatewayError when the key cannot wrap */
  async probe(kek: string): Promise<Buffer> {
    const [wrapped] = await this.wrapper.wrap([{ key: PROBE, place: probePlace(kek) }], kek);
    if (wrapped === undefined) throw new GatewayError('GW_T308', kek);
    return Buffer.from(wrapped.bytes);
  }

  async #begin(): Promise<void> {
    const kek = await this.wrapper.newest();
    await this.dataSource.query(
      'insert into key_encryption_key (id, agency_id, active, probe) values ($1, $2, true, $3) on conflict do nothing',
      [kek, this.provinceId, await this.probe(kek)],
    );
  }

  #inUse(): Promise<readonly ProbeRow[]> {
    return this.dataSource.query(
      'select id, probe from key_encryption_key where retired_at is null order by added_at',
    );
  }

  async #lost(rows: readonly ProbeRow[]): Promise<readonly string[]> {
    if (rows.length === 0) return [];
    const opened = await this.wrapper.unwrap(
      rows.map(({ id, probe }) => ({ kek: id, bytes: probe, place: probePlace(id) })),
    );
    return rows.filter((_row, index) => opened[index] instanceof GatewayError).map(({ id }) => id);
  }
}

function probePlace(kek: string): string {
  return `key_encryption_key.probe|${kek}`;
}
