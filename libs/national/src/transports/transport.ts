import type { HttpBody, HttpOutcome } from '@kntc/domain';

export interface TransportCall {
  /** Last part of the address, as the settings name it. */
  readonly method: string;
  readonly body: HttpBody;
  /** The credentials of the agency that speaks, as a header value. */
  readonly authorization: string;
  readonly contentType: string;
  /** Beside those that every call has. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The whole exchange, in milliseconds from the call. */
  readonly deadlineMs: number;
  readonly maxResponseBytes: number;
  readonly signal?: AbortSignal | undefined;
  readonly beforeWrite?: (() => boolean) | undefined;
}

/**
 * How bytes reach a national interface (kênh truyền): address and headers, nothing of the content. `direct` here;
 * LGSP, VDXP, NDOP would be folders beside it. Never throws: `not-sent` is a proof, as in `Http`.
 */
export interface Transport {
  post(call: TransportCall): Promise<HttpOutcome>;
}
