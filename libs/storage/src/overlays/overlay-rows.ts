import type { OverlayText, RecordSeals } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { storedKeyOf, usable, type KeyColumns } from '../keys/stored-key';

/** In the order they were set: what a petition is stands before what is said of it. */
const IN_FORCE = `
  select r.source_id, r.local_key, r.data_key, r.kek, o.id, o.field, o.sealed, o.sealed_over
  from source_record r join overlay o on o.source_record_id = r.id
  where r.source_id = $1 and r.local_key = any($2) and o.withdrawn_at is null order by o.set_at, o.id`;

interface Row extends KeyColumns {
  readonly id: string;
  readonly field: string;
  readonly sealed: Buffer;
  readonly sealed_over: Buffer | null;
}

/** Overlays in force by local key, opened. Keys without any are missing. */
export async function overlaysOf(
  { dataSource, seals }: { readonly dataSource: DataSource; readonly seals: RecordSeals },
  sourceId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly OverlayText[]>> {
  const rows: Row[] = await dataSource.query(IN_FORCE, [sourceId, keys]);
  if (rows.length === 0) return new Map();
  const boxes = await seals.of(rows.map(storedKeyOf));
  const found = new Map<string, OverlayText[]>();
  for (const [index, { id, local_key: key, field, sealed, sealed_over: sealedOver }] of rows.entries()) {
    const open = (bytes: Buffer, context: string): string =>
      Buffer.from(usable(boxes[index]).open(bytes, context)).toString('utf8');
    const over = sealedOver === null ? undefined : open(sealedOver, overContext(id));
    const overlay = { field, text: open(sealed, overlayContext(id)), over };
    found.set(key, [...(found.get(key) ?? []), overlay]);
  }
  return found;
}

/** Binds a sealed value to its overlay. */
export function overlayContext(id: string): string {
  return `overlay.sealed|${id}`;
}

/** Binds what the source said when an overlay was set over it. */
export function overContext(id: string): string {
  return `overlay.sealed_over|${id}`;
}
