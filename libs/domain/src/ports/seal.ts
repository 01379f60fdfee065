/**
 * Encryption at rest. `context` binds a ciphertext to its place (table, column, owner): a sealed value moved to
 * another row does not open. Opening with the wrong key or context throws `GatewayError` `GW_T303`.
 */
export interface SealBox {
  seal(plain: Uint8Array, context: string): Uint8Array;
  open(sealed: Uint8Array, context: string): Uint8Array;
}

/** Keyed digest (HMAC) of sensitive content: comparable for equality, useless without the key. Hex, 64 characters. */
export interface KeyedDigest {
  digest(content: string | Uint8Array): string;
}
