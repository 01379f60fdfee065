// Loaded into a gateway process of this suite before anything else (`node -r`). The product knows nothing of it: what it
// asks of clock, database, queue and network goes through here, and its parent may let any of that go wrong.
import dns, { type LookupAddress, type LookupOptions } from 'node:dns';
import { armCrash, watchPoints } from './crash-watch';
import type { CrashPoint } from './crash-points';

/** What a parent may tell a gateway process. */
export type Mishap =
  /** Its event loop stands still. */
  | { readonly chaos: 'block'; readonly ms: number }
  /** Its wall clock is off by so much from now on; its monotonic clock is not. */
  | { readonly chaos: 'clock'; readonly offsetMs: number }
  /** What it is told when it asks for the address of `localhost`: nothing, or another one. */
  | { readonly chaos: 'dns'; readonly answer: 'right' | 'none' | 'elsewhere' }
  /** It dies, or stands still, when it comes to this point. */
  | {
      readonly chaos: 'crash';
      readonly point: CrashPoint | undefined;
      readonly signal: 'SIGKILL' | 'SIGSTOP';
    };

/** Where a wrong answer of the resolver leads. */
const ELSEWHERE = '127.0.0.66';

let offsetMs = 0;
let answer: 'right' | 'none' | 'elsewhere' = 'right';

function skewClock(): void {
  const RealDate = Date;
  const now = (): number => RealDate.now() + offsetMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given: [], made) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, made),
    apply: () => new RealDate(now()).toString(),
    get: (target, name, self) => (name === 'now' ? now : (Reflect.get(target, name, self) as unknown)),
  });
}

type Found = (err: NodeJS.ErrnoException | null, found?: string | LookupAddress[], family?: number) => void;

/** Only for the one name by which the far side is called here. */
function twistLookup(): void {
  const real = dns.lookup as unknown as (name: string, options: LookupOptions, found: Found) => void;
  const twisted = (name: string, given: LookupOptions | Found, callback?: Found): void => {
    const options = typeof given === 'function' ? {} : given;
    const found = typeof given === 'function' ? given : (callback ?? (() => undefined));
    if (name !== 'localhost' || answer === 'right') return real(name, options, found);
    if (answer === 'none') {
      const err = Object.assign(new Error('getaddrinfo ENOTFOUND'), {
        code: 'ENOTFOUND',
        syscall: 'getaddrinfo',
      });
      return process.nextTick(found, err);
    }
    const elsewhere = options.all === true ? [{ address: ELSEWHERE, family: 4 }] : ELSEWHERE;
    process.nextTick(found, null, elsewhere, 4);
  };
  Object.assign(dns, { lookup: twisted });
}

function block(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

function hear(mishap: Mishap): void {
  if (mishap.chaos === 'block') block(mishap.ms);
  else if (mishap.chaos === 'clock') ({ offsetMs } = mishap);
  else if (mishap.chaos === 'dns') ({ answer } = mishap);
  else armCrash(mishap.point, mishap.signal);
}

skewClock();
twistLookup();
watchPoints();
process.on('message', hear);
