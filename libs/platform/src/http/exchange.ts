import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpOutcome, NotSentReason, UnansweredReason } from '@kntc/domain';
import { FORBIDDEN_ADDRESS } from '../addresses/address-guard';

/** Why we ended the exchange ourselves. */
export type OwnEnd = 'deadline' | 'aborted' | 'guard' | 'too-large' | 'protocol';

const DNS = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);

/**
 * What is known about one request. The boundary is {@link Exchange.pass}: before it no byte of the request has left
 * (the connection may stand, but nothing was written into it); after it the far side may have acted.
 */
export class Exchange {
  private readonly startedMs = performance.now();
  private readonly controller = new AbortController();
  private written = false;
  private end: OwnEnd | undefined;
  private error: NodeJS.ErrnoException | undefined;
  private handshaking = false;

  /** Aborted when the exchange has to stop, for whatever reason. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get durationMs(): number {
    return performance.now() - this.startedMs;
  }

  stop(end: OwnEnd): void {
    this.end ??= end;
    this.controller.abort();
  }

  /** A connection that is being made belongs to no request yet: without this, an abort would leave it hanging. */
  watch(socket: Socket): void {
    const encrypted = 'encrypted' in socket;
    const giveUp = (): void => {
      socket.destroy();
    };
    const established = (): void => {
      this.handshaking = false;
      this.signal.removeEventListener('abort', giveUp);
    };
    this.signal.addEventListener('abort', giveUp, { once: true });
    socket.once('connect', () => (this.handshaking = encrypted));
    socket.once(encrypted ? 'secureConnect' : 'connect', established);
    if (this.signal.aborted) giveUp();
  }

  /** Follows the request to the moment directly before its first byte. */
  follow(request: ClientRequest, beforeWrite: (() => boolean) | undefined): void {
    request.on('error', (err) => (this.error ??= err));
    // Node emits `socket` and then, in the same tick, writes everything it has buffered.
    request.once('socket', () => this.pass(request, beforeWrite));
  }

  /** The outcome of an exchange that gave no complete answer. */
  failure(): HttpOutcome {
    const durationMs = this.durationMs;
    if (!this.written) return { kind: 'not-sent', reason: this.notSent(), durationMs };
    return { kind: 'unanswered', reason: this.unanswered(), durationMs };
  }

  private pass(request: ClientRequest, beforeWrite: (() => boolean) | undefined): void {
    if (this.signal.aborted) {
      request.destroy();
      return;
    }
    if (beforeWrite !== undefined && !isAllowed(beforeWrite)) {
      this.stop('guard');
      request.destroy();
      return;
    }
    this.written = true;
  }

  private notSent(): NotSentReason {
    if (this.end === 'guard') return 'guard';
    if (this.end === 'deadline') return 'connect-timeout';
    if (this.end !== undefined || this.error === undefined) return 'aborted';
    const code = this.error.code ?? '';
    if (DNS.has(code)) return 'dns';
    if (code === FORBIDDEN_ADDRESS) return 'forbidden';
    if (this.handshaking) return 'tls';
    return code === 'ETIMEDOUT' ? 'connect-timeout' : 'refused';
  }

  private unanswered(): UnansweredReason {
    if (this.end === 'deadline') return 'timeout';
    if (this.end === 'aborted' || this.end === 'too-large' || this.end === 'protocol') return this.end;
    const { code = '', errno } = this.error ?? {};
    if (code.startsWith('HPE_')) return 'protocol';
    // A reset comes from the operating system with its number; a quiet close is reported by Node without one.
    return errno === undefined ? 'closed' : code === 'ETIMEDOUT' ? 'timeout' : 'reset';
  }
}

/** A guard that fails cannot vouch for anything. */
function isAllowed(beforeWrite: () => boolean): boolean {
  try {
    return beforeWrite();
  } catch {
    return false;
  }
}
