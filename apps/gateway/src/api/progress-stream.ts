import type { ServerResponse } from 'node:http';
import type { Clock } from '@kntc/domain';

/** What a stream shows; asked again and again. */
export interface Followed {
  /** What whoever listens may see now; `undefined`: nothing any more. */
  readonly look: () => Promise<{ readonly shown: object; readonly isOver: boolean } | undefined>;
  /** Whether whoever listens is still signed in. Asking does not keep them so. */
  readonly isSignedIn: () => Promise<boolean>;
  readonly isStopping: () => boolean;
}

const LOOK_EVERY_MS = 1_000;
/** Proxies close connections on which nothing moves. */
const BEAT_EVERY_MS = 15_000;
/** Then the browser asks anew, with whatever it may then. */
const LONGEST_MS = 10 * 60_000;

export type EndedWhy = 'over' | 'signed-out' | 'gone' | 'reconnect';

/**
 * Tells progress as server-sent events: `progress` whenever something changed, a comment as heartbeat, `end` with why. Access is
 * asked at every look, so that nothing is told to somebody who was signed out meanwhile.
 */
export async function streamProgress(
  response: ServerResponse,
  followed: Followed,
  clock: Clock,
): Promise<EndedWhy | 'left'> {
  const left = new AbortController();
  response.on('close', () => left.abort());
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const why = await follow(response, followed, { clock, left: left.signal });
  if (why !== 'left') response.end(eventText('end', { why }));
  return why;
}

async function follow(
  response: ServerResponse,
  { look, isSignedIn, isStopping }: Followed,
  { clock, left }: { readonly clock: Clock; readonly left: AbortSignal },
): Promise<EndedWhy | 'left'> {
  const beganMs = clock.monotonicMs();
  let told = '';
  let toldMs = beganMs;
  while (!left.aborted) {
    if (!(await isSignedIn())) return 'signed-out';
    const seen = await look();
    if (seen === undefined) return 'gone';
    const nowMs = clock.monotonicMs();
    const text = eventText('progress', seen.shown);
    if (text !== told || nowMs - toldMs >= BEAT_EVERY_MS) {
      response.write(text === told ? ': nhịp\n\n' : text);
      [told, toldMs] = [text, nowMs];
    }
    if (seen.isOver) return 'over';
    if (isStopping() || nowMs - beganMs >= LONGEST_MS) return 'reconnect';
    await clock.sleep(LOOK_EVERY_MS, left);
  }
  return 'left';
}

function eventText(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
