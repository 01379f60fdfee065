import { GatewayError } from '@kntc/domain';
import type { SealBox } from '@kntc/domain';

const MASK = 0x5a;

function masked(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ MASK));
}

/** Seals by turning bits over: nothing is readable by accident, the context still counts, and every open is noted. */
export class FakeSealBox implements SealBox {
  readonly opened: string[] = [];

  seal(plain: Uint8Array, context: string): Uint8Array {
    const head = masked(Buffer.from(context));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(head.length);
    return Buffer.concat([length, head, masked(plain)]);
  }

  open(sealed: Uint8Array, context: string): Uint8Array {
    const bytes = Buffer.from(sealed);
    const length = bytes.length < 2 ? -1 : bytes.readUInt16BE(0);
    const head = masked(bytes.subarray(2, 2 + length)).toString();
    if (length < 0 || head !== context) throw new GatewayError('GW_T303', 'a sealed value is damaged');
    this.opened.push(context);
    return masked(bytes.subarray(2 + length));
  }
}
