import { randomBytes } from 'node:crypto';
import { GatewayError } from '@kntc/domain';
import type { KeyWrapper, PlacedKey, RecordBox, SealBox, WrappedKey } from '@kntc/domain';
import { FakeClock, KeysInMemory, sealedTheOldWay } from '../../../test/fakes';
import { DataKeys } from './data-keys';
import { FileKeyWrapper } from './file-key-wrapper';
import { Keys } from './keys';
import { createOldSealBox } from './seal-box';

const MAX_AGE_MS = 60_000;
const keys = Keys.of({ id: '00112233aabbccdd', sealingKey: randomBytes(32), digestKey: randomBytes(32) });
const KEK = `file:${keys.id}`;
const sample = Buffer.from('Đặng Thị Hường');

/** Counts what is asked of a key store that may be a round trip away. */
class Counting implements KeyWrapper {
  readonly #inner = new FileKeyWrapper(keys, new KeysInMemory(keys));
  readonly unwrapped: number[] = [];

  newest() {
    return this.#inner.newest();
  }

  wrap(...wanted: Parameters<KeyWrapper['wrap']>) {
    return this.#inner.wrap(...wanted);
  }

  unwrap(wanted: readonly PlacedKey[]) {
    this.unwrapped.push(wanted.length);
    return this.#inner.unwrap(wanted);
  }
}

function aGateway(maxKeys = 10) {
  const wrapper = new Counting();
  const clock = new FakeClock();
  const old = createOldSealBox(keys);
  const dataKeys = new DataKeys({ wrapper, old, clock, cache: { maxKeys, maxAgeMs: MAX_AGE_MS } });
  return { wrapper, clock, dataKeys };
}

/** Keys as another process wrote them. */
async function stored(
  places: readonly string[],
): Promise<(WrappedKey & { place: string; sealed: Uint8Array })[]> {
  const fresh = await aGateway().dataKeys.fresh(places, KEK);
  return fresh.map(({ box, key }, index) => ({
    ...key,
    place: places[index] ?? '',
    sealed: box.seal(sample, 'c'),
  }));
}

function asked(rows: readonly PlacedKey[]) {
  return rows.map(({ place, kek, bytes }) => ({ place, key: { kek, bytes } }));
}

function opened(box: RecordBox | undefined, sealed: Uint8Array): string {
  if (box === undefined || box instanceof GatewayError) return box?.code ?? 'no box';
  return Buffer.from((box satisfies SealBox).open(sealed, 'c')).toString();
}

it('gives every record another key, and shows it only wrapped', async () => {
  const [a, b] = await stored(['a', 'b']);
  const { dataKeys } = aGateway();
  const boxes = await dataKeys.of(asked([a!, b!]));
  expect(opened(boxes[0], a!.sealed)).toBe(sample.toString());
  expect(opened(boxes[1], b!.sealed)).toBe(sample.toString());
  expect(() => opened(boxes[0], b!.sealed)).toThrow('GW_T303');
  expect(a!.kek).toBe(KEK);
});

it('asks once for a page, and not again while the keys are fresh', async () => {
  const rows = await stored(['a', 'b', 'c']);
  const { dataKeys, wrapper } = aGateway();
  await dataKeys.of(asked(rows));
  await dataKeys.of(asked(rows));
  expect(wrapper.unwrapped).toEqual([3]);
  await dataKeys.of(asked([...rows, ...(await stored(['d']))]));
  expect(wrapper.unwrapped).toEqual([3, 1]);
});

it('asks for nothing that it made itself', async () => {
  const { dataKeys, wrapper } = aGateway();
  const [fresh] = await dataKeys.fresh(['a'], KEK);
  const [box] = await dataKeys.of([{ place: 'a', key: fresh!.key }]);
  expect(opened(box, fresh!.box.seal(sample, 'c'))).toBe(sample.toString());
  expect(wrapper.unwrapped).toEqual([]);
});

it('lets a key go after its time, however often it was used', async () => {
  const rows = await stored(['a']);
  const { dataKeys, wrapper, clock } = aGateway();
  for (let used = 0; used < 4; used += 1) {
    await dataKeys.of(asked(rows));
    await clock.advance(MAX_AGE_MS / 4);
  }
  expect(wrapper.unwrapped).toEqual([1]);
  await dataKeys.of(asked(rows));
  expect(wrapper.unwrapped).toEqual([1, 1]);
});

it('keeps the keys used latest when there are too many', async () => {
  const rows = await stored(['a', 'b', 'c']);
  const { dataKeys, wrapper } = aGateway(2);
  await dataKeys.of(asked(rows.slice(0, 2)));
  await dataKeys.of(asked(rows.slice(0, 1)));
  await dataKeys.of(asked(rows.slice(2)));
  expect(wrapper.unwrapped).toEqual([2, 1]);
  await dataKeys.of(asked(rows.slice(0, 1)));
  expect(wrapper.unwrapped).toEqual([2, 1]);
  await dataKeys.of(asked(rows.slice(1, 2)));
  expect(wrapper.unwrapped).toEqual([2, 1, 1]);
});

it('keeps nothing when told so', async () => {
  const rows = await stored(['a']);
  const { dataKeys, wrapper } = aGateway(0);
  await dataKeys.of(asked(rows));
  await dataKeys.of(asked(rows));
  expect(wrapper.unwrapped).toEqual([1, 1]);
});

it('does not open the key of one record in the place of another, not even one it has open', async () => {
  const rows = await stored(['a']);
  const { dataKeys } = aGateway();
  await dataKeys.of(asked(rows));
  const [box] = await dataKeys.of(asked([{ ...rows[0]!, place: 'b' }]));
  expect(box).toMatchObject({ code: 'GW_T303' });
});

it('gives an error in the place of a key that is damaged or whose KEK is missing, and opens the others', async () => {
  const [a, b, c] = await stored(['a', 'b', 'c']);
  const damaged = Buffer.from(a!.bytes);
  damaged[40] = (damaged[40] ?? 0) ^ 1;
  const boxes = await aGateway().dataKeys.of(
    asked([{ ...a!, bytes: damaged }, { ...b!, kek: 'file:ffffffffffffffff' }, c!]),
  );
  expect(boxes[0]).toMatchObject({ code: 'GW_T303' });
  expect(boxes[1]).toMatchObject({ code: 'GW_T308', detail: 'file:ffffffffffffffff' });
  expect(opened(boxes[2], c!.sealed)).toBe(sample.toString());
});

it('opens records from before there were data keys', async () => {
  const [box] = await aGateway().dataKeys.of([{ place: 'a', key: undefined }]);
  expect(opened(box, sealedTheOldWay(keys, sample, 'c'))).toBe(sample.toString());
});
