/** Query of an address; what is `undefined` or empty is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

interface Told {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code?: string;
  readonly text?: readonly string[];
  readonly errors?: readonly { readonly in: string; readonly name: string; readonly text: string }[];
}

/** A refusal or failure, with what the gateway says of it: lines a person can read. */
export class Problem extends Error {
  constructor(readonly told: Told) {
    super(told.detail);
    this.name = 'Problem';
  }

  /** What happened, what it means, what to do. */
  get lines(): readonly string[] {
    const { text, detail, errors = [] } = this.told;
    return [...(text ?? [detail]), ...errors.map(({ name, text: why }) => `${name}: ${why}`)];
  }

  /** The session is over: signing in again and asking once more helps. */
  get isSignedOut(): boolean {
    return this.told.status === 401;
  }
}

/** The gateway did not answer at all, or something else answered in its place. */
export const NO_ANSWER = 0;

const UNREACHABLE: Told = {
  status: NO_ANSWER,
  title: 'Không liên lạc được với cổng',
  detail: 'Không liên lạc được với cổng. Việc đồng bộ không bị ảnh hưởng; kiểm tra mạng rồi thử lại.',
};

/**
 * Reads something.
 * @throws Problem
 */
export function read<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
  return send<Answer>(`${path}${searchOf(query)}`, signal === undefined ? {} : { signal });
}

export interface Decision {
  readonly path: string;
  readonly body: object;
  /** The same key and body act once, however often they are sent. */
  readonly key: string;
  readonly csrf: string;
}

/**
 * Sends a decision.
 * @throws Problem
 */
export function decide<Answer>({ path, body, key, csrf }: Decision): Promise<Answer> {
  return send<Answer>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-kntc-csrf': csrf },
    body: JSON.stringify(body),
  });
}

/**
 * Asks what would come of something, by a body; nothing is decided, so no key is needed.
 * @throws Problem
 */
export function lookInto<Answer>(path: string, body: object, csrf: string): Promise<Answer> {
  return send<Answer>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-kntc-csrf': csrf },
    body: JSON.stringify(body),
  });
}

/** Ends the session. */
export function signOut(csrf: string): Promise<void> {
  return send('/api/v1/session', { method: 'DELETE', headers: { 'x-kntc-csrf': csrf } });
}

export function searchOf(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

async function send<Answer>(address: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(address, { ...init, credentials: 'same-origin' }).catch((err: unknown) => {
    if (err instanceof DOMException && err.name === 'AbortError') throw err;
    throw new Problem(UNREACHABLE);
  });
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Answer;
  throw new Problem(toldIn(text, response.status));
}

function toldIn(text: string, status: number): Told {
  try {
    const told = JSON.parse(text) as Told;
    if (typeof told.detail === 'string') return { ...told, status };
  } catch {
    // Something between us and the gateway answered with a page of its own.
  }
  return { ...UNREACHABLE, status };
}
