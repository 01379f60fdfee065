import type { Doorbell } from '@kntc/domain';
import { heardAtHome } from './heard-at-home';
import { createMemoryDoorbell, MemoryLine } from './memory-doorbell';

describe('a doorbell heard at home', () => {
  it('wakes its own house although the queue does not answer', async () => {
    const heard: (readonly number[])[] = [];
    const bell = heardAtHome(deadQueue());
    await bell.answer((lanes) => heard.push(lanes));
    void bell.ring([7]);
    expect(heard).toEqual([[7]]);
  });

  it('rings in the queue as well, for whoever owns the lane', async () => {
    const heard: (readonly number[])[] = [];
    const line = new MemoryLine();
    await createMemoryDoorbell(line).answer((lanes) => heard.push(lanes));
    await heardAtHome(createMemoryDoorbell(line)).ring([7]);
    await Promise.resolve();
    expect(heard).toEqual([[7]]);
  });

  it('wakes nobody before its house answers, nor after it is closed', async () => {
    const heard: (readonly number[])[] = [];
    const bell = heardAtHome(createMemoryDoorbell());
    await bell.ring([7]);
    await bell.answer((lanes) => heard.push(lanes));
    await bell.close();
    await bell.ring([8]);
    await Promise.resolve();
    expect(heard).toEqual([]);
  });
});

function deadQueue(): Doorbell {
  const never = new Promise<void>(() => undefined);
  return { ring: () => never, answer: () => Promise.resolve(), close: () => Promise.resolve() };
}
