import { GatewayError } from '@kntc/domain';
import { FakeClock, FakeNationalProfile, RecordingLogger } from '../../../test/fakes';
import { DestinationGate } from './destination-gate';

describe('the destination gate', () => {
  const clock = new FakeClock();
  const far = new FakeNationalProfile({ clock });
  let gate: DestinationGate;
  beforeEach(() => {
    far.failure = undefined;
    gate = new DestinationGate(far, clock, new RecordingLogger());
  });

  it('is open until somebody closes it', () => {
    expect([gate.isPaused, gate.state]).toEqual([false, { failedProbes: 0 }]);
  });

  it('keeps the first reason and waits a second before it asks', () => {
    gate.pause('GW_N201');
    gate.pause('GW_N202', 60_000);
    expect(gate.state).toEqual({ pausedCode: 'GW_N201', failedProbes: 0 });
    expect(gate.waitMs).toBe(1_000);
  });

  it('waits as long as the far side asked for', () => {
    gate.pause('GW_N204', 90_000);
    expect(gate.waitMs).toBe(90_000);
  });

  it('asks more and more rarely, at most every thirty seconds', async () => {
    far.failure = new GatewayError('GW_N201');
    gate.pause('GW_N201');
    const waits: number[] = [];
    for (let probe = 0; probe < 7; probe += 1) {
      await gate.probe();
      waits.push(gate.waitMs);
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(gate.state).toEqual({ pausedCode: 'GW_N201', failedProbes: 7 });
  });

  it('opens when the far side answers, and starts from the beginning next time', async () => {
    far.failure = new GatewayError('GW_N201');
    gate.pause('GW_N201');
    await gate.probe();
    far.failure = undefined;
    await gate.probe();
    expect(gate.state).toEqual({ failedProbes: 0 });
    gate.pause('GW_N202');
    expect(gate.waitMs).toBe(1_000);
  });

  it.each([
    ['GW_N206', 'GW_N202', 'GW_N202', 'the window is over, but nobody is there'],
    ['GW_N206', 'GW_N203', 'GW_N202', 'the window is over, but what answers is no list'],
    ['GW_N202', 'GW_N206', 'GW_N206', 'a window begins while nobody is there'],
    ['GW_N205', 'GW_N201', 'GW_N201', 'the missing account is there, and refused'],
    ['GW_N201', 'GW_N202', 'GW_N201', 'an account stays refused while nobody is there to ask'],
    ['GW_N204', 'GW_N203', 'GW_N204', 'an answer that is no list gives no other reason'],
  ] as const)('paused for %s, asked and told %s, says %s: %s', async (before, told, after, _why) => {
    gate.pause(before);
    far.failure = new GatewayError(told);
    await gate.probe();
    expect(gate.state).toEqual({ pausedCode: after, failedProbes: 1 });
  });
});
