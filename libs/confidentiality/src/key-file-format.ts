import { randomBytes } from 'node:crypto';
import { GatewayError } from '@kntc/domain';
import { KEY_ID_BYTES, Keys, type KeyMaterial, type WrappingKeyMaterial } from './keys';

/** One sealing key and one digest key. What a new file is, until its first rotation. */
const FIRST = 1;
/** Several key-encryption keys, the newest last; the sealing key only as long as something old is sealed with it. */
const ROTATED = 2;

type Fields = Readonly<Record<string, unknown>>;

/** The text of a new key file. */
export function newKeyFile(): string {
  return textOf({
    format: FIRST,
    id: newKeyId(),
    sealingKey: randomBytes(32).toString('base64'),
    digestKey: randomBytes(32).toString('base64'),
  });
}

function newKeyId(): string {
  return randomBytes(KEY_ID_BYTES).toString('hex');
}

/** @throws GatewayError `GW_T303` naming the file and what is wrong with it, never its content */
export function parseKeyFile(content: string, path: string): Keys {
  const file = parseObject(content);
  if (!file) throw new GatewayError('GW_T303', `${path} is damaged: not a JSON object`);
  const { format } = file;
  if (format !== FIRST && format !== ROTATED)
    throw new GatewayError('GW_T303', `${path} has an unknown format`);
  try {
    return Keys.of(format === FIRST ? firstFormat(file) : rotatedFormat(file));
  } catch (err) {
    const fault = err instanceof GatewayError ? err.detail : 'it cannot be read';
    throw new GatewayError('GW_T303', `${path} is damaged: ${fault}`);
  }
}

/** The text of a key file with exactly these keys, in the newer format. */
export function printKeyFile(keys: Keys): string {
  return textOf({
    format: ROTATED,
    id: keys.id,
    ...(keys.hasSealingKey && { sealingKey: base64(keys.sealingKey().export()) }),
    sealingMark: keys.sealingMark,
    digestKey: base64(keys.digestKey().export()),
    wrappingKeys: wrappingMaterial(keys).map(({ id, key }) => ({ id, key: base64(key) })),
  });
}

/** The same keys and one more, the newest. */
export function withNewKey(keys: Keys): Keys {
  const added = { id: newKeyId(), key: randomBytes(32) };
  return withWrappingKeys(keys, [...wrappingMaterial(keys), added]);
}

/** The same keys without one; with the first key goes what was sealed before there were data keys. */
export function withoutKey(keys: Keys, retired: string): Keys {
  const left = wrappingMaterial(keys).filter(({ id }) => id !== retired);
  return withWrappingKeys(keys, left, { dropSealing: retired === keys.id });
}

function withWrappingKeys(
  keys: Keys,
  wrapping: readonly WrappingKeyMaterial[],
  { dropSealing = false } = {},
): Keys {
  return Keys.of({
    id: keys.id,
    sealingKey: keys.hasSealingKey && !dropSealing ? keys.sealingKey().export() : undefined,
    sealingMark: keys.sealingMark,
    digestKey: keys.digestKey().export(),
    wrappingKeys: wrapping,
  });
}

function wrappingMaterial(keys: Keys): readonly WrappingKeyMaterial[] {
  return keys.wrappingIds.flatMap((id) => {
    const key = keys.wrappingKey(id)?.export();
    return key === undefined ? [] : [{ id, key }];
  });
}

function firstFormat(file: Fields): KeyMaterial {
  return {
    id: text(file, 'id'),
    sealingKey: fromBase64(text(file, 'sealingKey')),
    digestKey: fromBase64(text(file, 'digestKey')),
  };
}

function rotatedFormat(file: Fields): KeyMaterial {
  const { sealingKey } = file;
  return {
    id: text(file, 'id'),
    sealingKey: sealingKey === undefined ? undefined : fromBase64(text(file, 'sealingKey')),
    sealingMark: text(file, 'sealingMark'),
    digestKey: fromBase64(text(file, 'digestKey')),
    wrappingKeys: wrappingKeys(file['wrappingKeys']),
  };
}

function wrappingKeys(value: unknown): readonly WrappingKeyMaterial[] {
  if (!Array.isArray(value)) throw new GatewayError('GW_T303', 'wrappingKeys is missing');
  return value.map((one: unknown) => {
    if (!isObject(one)) throw new GatewayError('GW_T303', 'a wrapping key is no object');
    return { id: text(one, 'id'), key: fromBase64(text(one, 'key')) };
  });
}

function parseObject(content: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return isObject(value) ? value : undefined;
  } catch {
    // The parser's message quotes the content, that is the keys: it goes no further.
    return undefined;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function text(file: Fields, field: string): string {
  const value = file[field];
  if (typeof value !== 'string') throw new GatewayError('GW_T303', `${field} is missing`);
  return value;
}

function textOf(file: Fields): string {
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Strict: `Buffer.from` skips what it does not understand, and a damaged key would become another key. */
function fromBase64(value: string): Uint8Array {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value) throw new GatewayError('GW_T303', 'a key is not base64');
  return bytes;
}
