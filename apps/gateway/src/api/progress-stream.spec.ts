import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { FakeClock } from '../../../../test/fakes';
import { streamProgress, type Followed } from './progress-stream';

/** Whoever listens, and what they heard. */
class Listener extends EventEmitter {
  readonly heard: string[] = [];
  isEnded = false;

  writeHead(): void {}

  write(text: string): boolean {
    this.heard.push(text.trim());
    return true;
  }

  end(text: string): void {
    this.heard.push(text.trim());
    this.isEnded = true;
  }
}

describe('progress as server-sent events', () => {
  let clock: FakeClock;
  let listener: Listener;
  let done: number;
  let isSignedIn: boolean;
  let isGone: boolean;
  beforeEach(() => {
    [clock, listener] = [new FakeClock(), new Listener()];
    [done, isSignedIn, isGone] = [0, true, false];
  });
  const start = (more: Partial<Followed> = {}) => {
    const followed: Followed = {
      look: async () => (isGone ? undefined : { shown: { done }, isOver: done === 3 }),
      isSignedIn: async () => isSignedIn,
      isStopping: () => false,
      ...more,
    };
    return streamProgress(listener as unknown as ServerResponse, followed, clock);
  };
  const progress = (count: number): string => `event: progress\ndata: {"done":${count}}`;
  const end = (why: string): string => `event: end\ndata: {"why":"${why}"}`;

  it('tells what changed, once, and that nothing is left', async () => {
    const ended = start();
    await clock.advance(3_000);
    done = 2;
    await clock.advance(2_000);
    done = 3;
    await clock.advance(2_000);
    expect(await ended).toBe('over');
    expect(listener.heard).toEqual([progress(0), progress(2), progress(3), end('over')]);
  });

  it('shows that it is there while nothing changes, and lets the browser ask anew after ten minutes', async () => {
    const ended = start();
    await clock.advance(31_000);
    expect(listener.heard).toEqual([progress(0), ': nhịp', ': nhịp']);
    await clock.advance(600_000);
    expect(await ended).toBe('reconnect');
    expect(listener.heard.at(-1)).toBe(end('reconnect'));
  });

  it('tells nothing more to somebody who was signed out meanwhile', async () => {
    const ended = start();
    await clock.advance(1_000);
    [isSignedIn, done] = [false, 1];
    await clock.advance(2_000);
    expect(await ended).toBe('signed-out');
    expect(listener.heard).toEqual([progress(0), end('signed-out')]);
  });

  it('ends when the thing may not be seen any more, when the gateway stops, and when nobody listens', async () => {
    const ended = start();
    await clock.advance(1_000);
    isGone = true;
    await clock.advance(1_000);
    expect(await ended).toBe('gone');
    isGone = false;
    expect(await start({ isStopping: () => true })).toBe('reconnect');
    const left = start();
    await clock.advance(1_000);
    listener.emit('close');
    expect(await left).toBe('left');
  });
});
