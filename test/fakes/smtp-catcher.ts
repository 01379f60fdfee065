import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

export interface CaughtMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  /** As it came over the wire. */
  readonly raw: string;
}

/**
 * `accept` · `reject`: no recipient is known · `no-login`: the account is refused · `swallow`: the mail is taken, and the answer never
 * comes · `silent`: not a word.
 */
export type CatcherHabit = 'accept' | 'reject' | 'no-login' | 'swallow' | 'silent';

/** A mail server of this machine that keeps what it gets. */
export class SmtpCatcher {
  readonly mails: CaughtMail[] = [];
  /** Names and passwords that were shown, decoded. */
  readonly logins: string[] = [];
  habit: CatcherHabit = 'accept';
  /** With them it offers STARTTLS. */
  certificate: { readonly key: string; readonly cert: string } | undefined;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  /** Listens, on the same port as before when it was stopped. */
  async start(): Promise<void> {
    const server = createServer((socket) => this.#serve(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.#port, '127.0.0.1', resolve);
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const server = this.#server;
    this.#server = undefined;
    if (server !== undefined) await new Promise<void>((resolve) => void server.close(() => resolve()));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined);
    if (this.habit === 'silent') return;
    this.#hear(socket);
    socket.write('220 catcher ESMTP\r\n');
  }

  #hear(socket: Socket): void {
    const talk = new Talk(this, (line) => void (socket.writable && socket.write(`${line}\r\n`)));
    let rest = '';
    const heard = (chunk: Buffer): void => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) talk.hear(line);
      if (talk.isOver) socket.end();
      if (talk.wantsTls) {
        socket.off('data', heard);
        this.#encrypt(socket);
      }
    };
    socket.on('data', heard);
  }

  #encrypt(socket: Socket): void {
    const secure = new TLSSocket(socket, {
      isServer: true,
      secureContext: createSecureContext(this.certificate),
    });
    secure.on('error', () => undefined);
    this.#hear(secure);
  }
}

/** One connection, line by line. */
class Talk {
  isOver = false;
  wantsTls = false;
  #from = '';
  #to: string[] = [];
  #data: string[] | undefined;

  constructor(
    private readonly catcher: SmtpCatcher,
    private readonly say: (line: string) => void,
  ) {}

  hear(line: string): void {
    if (this.#data === undefined) return this.#command(line);
    if (line !== '.') {
      this.#data.push(line.startsWith('..') ? line.slice(1) : line);
      return;
    }
    this.catcher.mails.push(read(this.#from, this.#to, this.#data));
    this.#data = undefined;
    this.#to = [];
    if (this.catcher.habit !== 'swallow') this.say('250 taken');
  }

  #greet(): void {
    this.say('250-catcher');
    if (this.catcher.certificate !== undefined) this.say('250-STARTTLS');
    this.say('250 AUTH PLAIN');
  }

  #encrypt(): void {
    this.wantsTls = this.catcher.certificate !== undefined;
    this.say(this.wantsTls ? '220 go on' : '454 no certificate here');
  }

  #command(line: string): void {
    const [verb = ''] = line.toUpperCase().split(' ');
    const { habit } = this.catcher;
    switch (verb) {
      case 'EHLO':
        return this.#greet();
      case 'AUTH':
        this.catcher.logins.push(
          Buffer.from(line.split(' ')[2] ?? '', 'base64')
            .toString()
            .replaceAll('\0', ' ')
            .trim(),
        );
        return this.say(habit === 'no-login' ? '535 no' : '235 welcome');
      case 'MAIL':
        this.#from = addressOf(line);
        return this.say('250 ok');
      case 'RCPT':
        if (habit === 'reject') return this.say('550 nobody of that name: chi.lan@tinh.vn');
        this.#to.push(addressOf(line));
        return this.say('250 ok');
      case 'STARTTLS':
        return this.#encrypt();
      case 'DATA':
        this.#data = [];
        return this.say('354 go on');
      case 'QUIT':
        this.isOver = true;
        return this.say('221 bye');
      default:
        return this.say('250 ok');
    }
  }
}

function addressOf(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}

function read(from: string, to: readonly string[], lines: readonly string[]): CaughtMail {
  const raw = lines.join('\r\n');
  const [head = '', ...bodies] = raw.split('\r\n\r\n');
  const headers = new Map(
    head
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [line.split(':')[0]?.toLowerCase() ?? '', line.slice(line.indexOf(':') + 1).trim()]),
  );
  return {
    from,
    to: [...to],
    raw,
    subject: words(headers.get('subject') ?? ''),
    messageId: headers.get('message-id') ?? '',
    text: bodyOf(bodies.join('\r\n\r\n'), headers.get('content-transfer-encoding')),
  };
}

function bodyOf(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  return encoding === 'quoted-printable'
    ? quoted(body.replaceAll('=\r\n', ''))
    : Buffer.from(body, 'latin1').toString();
}

/** RFC 2047. */
function words(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?(Q|B)\?([^?]*)\?=/gi, (_all, kind: string, content: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(content, 'base64').toString('latin1')
        : Buffer.from(quoted(content.replaceAll('_', ' '))).toString('latin1'),
    )
    .replaceAll(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString());
}

function quoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}
