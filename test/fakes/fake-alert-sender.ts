import type { AlertMessage, AlertSender, AlertSendFailure, AlertSent } from '@kntc/domain';

/** A way to people that keeps what it was given. */
export class FakeAlertSender implements AlertSender {
  readonly messages: AlertMessage[] = [];
  failure: AlertSendFailure | undefined;
  /** Called when a message was accepted and before that is known: a process may die there. */
  afterAccept: () => void = () => undefined;

  async send(message: AlertMessage): Promise<AlertSent> {
    if (this.failure !== undefined) return { kind: 'failed', why: this.failure };
    this.messages.push(message);
    this.afterAccept();
    return { kind: 'sent' };
  }
}
