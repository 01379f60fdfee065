/** A body that is made while it leaves: as often as `stream` is called, the same `size` bytes come out. */
export interface StreamedBody {
  readonly size: number;
  /** Throws (breaking the request off) rather than giving other bytes than the last time. */
  stream(): AsyncIterable<Uint8Array>;
}

/** What a request carries: held in memory while it is small, streamed when it is not. */
export type HttpBody = Uint8Array | StreamedBody;

/** One POST to a far side. The whole exchange, connect to last byte, lives under one deadline. */
export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: HttpBody;
  /** From the call of {@link Http.post} to the last byte of the answer, in milliseconds. */
  readonly deadlineMs: number;
  /** A longer answer is cut off and reported as unanswered (`too-large`). */
  readonly maxResponseBytes: number;
  /** Aborting before the write gives `not-sent`; afterwards `unanswered`. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Asked as the last thing before the first byte is written. `false` stops the request as `not-sent`: the
   * sender lost its lane, its lease or its time.
   */
  readonly beforeWrite?: (() => boolean) | undefined;
}

/** `forbidden`: the name leads to a place we do not connect to. */
export type NotSentReason = 'dns' | 'forbidden' | 'refused' | 'tls' | 'aborted' | 'guard' | 'connect-timeout';
export type UnansweredReason = 'timeout' | 'reset' | 'closed' | 'too-large' | 'aborted' | 'protocol';

/**
 * What is known after a POST. `not-sent` is a proof that no byte of the request left; anything that cannot prove
 * it is `unanswered`, and the far side may or may not have acted. A redirect is an answer like any other.
 */
export type HttpOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
      readonly durationMs: number;
    }
  | { readonly kind: 'not-sent'; readonly reason: NotSentReason; readonly durationMs: number }
  | { readonly kind: 'unanswered'; readonly reason: UnansweredReason; readonly durationMs: number };

export interface Http {
  /** Never throws and never follows a redirect. */
  post(request: HttpRequest): Promise<HttpOutcome>;
}
