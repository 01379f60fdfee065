import { GatewayError } from '@kntc/domain';
import { IntakeBench } from '../../../test/fakes';
import { readerOf } from './not-read';

describe('reading under the policy not-read', () => {
  let bench: IntakeBench;
  beforeEach(() => {
    bench = new IntakeBench();
    bench.source.write('A');
    bench.source.write('B');
  });
  const provenBy = (mayBeStored: (key: string) => boolean) =>
    Object.assign(bench.source, {
      proveNotRead: async () => (one: { localKey: string }) => mayBeStored(one.localKey),
    });

  it('gives the pages of a source that keeps to what it proved', async () => {
    const read = await readerOf(
      provenBy(() => true),
      'not-read',
    );
    expect((await read(undefined, 10)).records).toHaveLength(2);
  });

  it('gives nothing of a page in which a record shows more than was proven', async () => {
    const read = await readerOf(
      provenBy((key) => key !== 'B'),
      'not-read',
    );
    await expect(read(undefined, 10)).rejects.toMatchObject({ code: 'GW_S110' });
  });

  it('does not even ask a source that could not prove it', async () => {
    const disproved = new GatewayError('GW_S110', 'so.yaml:3');
    const source = Object.assign(bench.source, { proveNotRead: () => Promise.reject(disproved) });
    await expect(readerOf(source, 'not-read')).rejects.toBe(disproved);
    expect(bench.source.reads).toBe(0);
  });

  it.each(['withheld', 'transmitted', undefined] as const)('asks for no proof under %s', async (policy) => {
    const read = await readerOf(
      provenBy(() => false),
      policy,
    );
    expect((await read(undefined, 10)).records).toHaveLength(2);
  });
});
