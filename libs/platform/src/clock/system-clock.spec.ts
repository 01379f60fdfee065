import { systemClock } from './system-clock';

describe('systemClock', () => {
  it('ends a sleep at once when the signal is aborted, without an error', async () => {
    const controller = new AbortController();
    const slept = systemClock.sleep(3_600_000, controller.signal);
    controller.abort();
    await expect(slept).resolves.toBeUndefined();
    await expect(systemClock.sleep(3_600_000, controller.signal)).resolves.toBeUndefined();
  });

  it('gives others their turn before it goes on', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('other'));
    await systemClock.turn();
    order.push('we');
    expect(order).toEqual(['other', 'we']);
  });

  it('never runs backwards', async () => {
    const before = systemClock.monotonicMs();
    await systemClock.sleep(2);
    expect(systemClock.monotonicMs()).toBeGreaterThan(before);
  });
});
