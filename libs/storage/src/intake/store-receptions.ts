import { freezeReception, thawReception } from '@kntc/domain';
import type { BareReception, FrozenReception, KeyedDigest, SealBox } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { packBytes, viewOf } from '../rows/packed-bytes';
import { visitorHashes } from '../search/party-hashes';
import type { Placed } from './placed';

const KEEP = `
  insert into reception (record_id, agency_id, reference, held_on, plain, secret, party_hashes)
  select r.id, w.agency_id, w.reference, w.held_on, substring($6::bytea from plain_at for plain_size),
    substring($9::bytea from secret_at for secret_size), substring($12::bytea from hash_at for hash_size)
  from unnest($2::text[], $3::text[], $4::text[], $5::date[], $7::int[], $8::int[], $10::int[], $11::int[], $13::int[], $14::int[])
    as w(local_key, agency_id, reference, held_on, plain_at, plain_size, secret_at, secret_size, hash_at, hash_size)
  join source_record r on r.source_id = $1 and r.local_key = w.local_key
  on conflict (record_id) do update set agency_id = excluded.agency_id, reference = excluded.reference,
    held_on = excluded.held_on, plain = excluded.plain, secret = excluded.secret, party_hashes = excluded.party_hashes`;

/** A petition came of it, or it is not fit to be counted any more. That it was typed in by hand stays on record. */
const FORGET = `
  delete from reception where record_id in (select id from source_record where source_id = $1 and local_key = any($2::text[]))`;

/** Keeps the visits of a batch that no petition came of, and lets go of those that are none any more. */
export async function storeReceptions(
  manager: EntityManager,
  sourceId: string,
  {
    placed,
    stood,
    search,
  }: { readonly placed: readonly Placed[]; readonly stood: readonly string[]; readonly search: KeyedDigest },
): Promise<void> {
  const kept = placed.flatMap(({ record: { raw, reception }, key }) =>
    reception === undefined ? [] : [{ localKey: raw.localKey, ...reception, box: key.box }],
  );
  const gone = stood.filter((key) => !kept.some(({ localKey }) => localKey === key));
  if (gone.length > 0) await manager.query(FORGET, [sourceId, gone]);
  if (kept.length === 0) return;
  const sealed = kept.map(({ reception, localKey, box }) =>
    sealReception(reception, { sourceId, localKey }, box),
  );
  const plain = packBytes(sealed.map((one) => one.plain));
  const secret = packBytes(sealed.map((one) => one.secret));
  const hashes = packBytes(kept.map(({ reception }) => visitorHashes(reception, search)));
  await manager.query(KEEP, [
    sourceId,
    kept.map(({ localKey }) => localKey),
    kept.map(({ agencyId }) => agencyId),
    kept.map(({ reference }) => reference),
    kept.map(({ reception }) => reception.visit.date),
    plain.bytes,
    plain.starts,
    plain.lengths,
    secret.bytes,
    secret.starts,
    secret.lengths,
    hashes.bytes,
    hashes.starts,
    hashes.lengths,
  ]);
}

/** Where a reception stands: what binds its halves to their place. */
export interface ReceptionPlace {
  readonly sourceId: string;
  readonly localKey: string;
}

function sealReception(
  reception: BareReception,
  place: ReceptionPlace,
  box: SealBox,
): { readonly plain: Buffer; readonly secret: Buffer } {
  const { plain, secret } = freezeReception(reception);
  const seal = (value: unknown, half: string): Buffer =>
    viewOf(box.seal(Buffer.from(JSON.stringify(value)), contextOf(half, place)));
  return { plain: seal(plain, 'plain'), secret: seal(secret, 'secret') };
}

/** Reads one back; its secret half is decrypted only when something sealed is opened. */
export function openReception(
  row: { readonly plain: Buffer; readonly secret: Buffer },
  place: ReceptionPlace,
  box: SealBox,
): BareReception {
  // Written and authenticated by us, so their shape is trusted.
  const read = (bytes: Buffer, half: string): unknown =>
    JSON.parse(Buffer.from(box.open(bytes, contextOf(half, place))).toString('utf8'));
  return thawReception(
    read(row.plain, 'plain') as FrozenReception['plain'],
    () => read(row.secret, 'secret') as FrozenReception['secret'],
  );
}

function contextOf(half: string, { sourceId, localKey }: ReceptionPlace): string {
  return `reception.${half}|${sourceId}|${localKey}`;
}
