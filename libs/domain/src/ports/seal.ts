import type { GatewayError } from '../errors/gateway-error';

/**
 * Encryption at rest with one key. `context` binds a ciphertext to its place (table, column, owner): a sealed value moved
 * to another row does not open. Opening with the wrong key or context throws `GatewayError` `GW_T303`.
 */
export interface SealBox {
  seal(plain: Uint8Array, context: string): Uint8Array;
  open(sealed: Uint8Array, context: string): Uint8Array;
}

/** Keyed digest (HMAC) of sensitive content: comparable for equality, useless without the key. Hex, 64 characters. */
export interface KeyedDigest {
  digest(content: string | Uint8Array): string;
}

/** A data key as it is stored: encrypted with a key-encryption key (KEK). */
export interface WrappedKey {
  /** Id and version of the KEK, visible on purpose: `file:<16 hex>` or `vault:<mount>/<name>:v<version>`. */
  readonly kek: string;
  readonly bytes: Uint8Array;
}

/** What a data key is bound to. A wrapped key that was moved to another place does not unwrap. */
export interface KeyPlace {
  readonly place: string;
}

export type PlainKey = KeyPlace & { readonly key: Uint8Array };
export type PlacedKey = KeyPlace & WrappedKey;

/**
 * Where key-encryption keys live: a key file, a Vault, a hardware module. A KEK never leaves it. Calls are batched, since
 * one may be a round trip; an answer has the order of its question. Nothing is remembered between calls.
 *
 * A failure of the whole (unreachable, sealed, no permission) throws `GatewayError` and says nothing about a single key.
 */
export interface KeyWrapper {
  /** The KEK it would use for new keys. */
  newest(): Promise<string>;
  /** @throws GatewayError `GW_T308` when it does not have that KEK */
  wrap(keys: readonly PlainKey[], kek: string): Promise<readonly WrappedKey[]>;
  /** For a key that does not unwrap (KEK missing, damaged, moved) its error stands in its place. */
  unwrap(keys: readonly PlacedKey[]): Promise<readonly (Uint8Array | GatewayError)[]>;
}

/** A key store whose keys can be exchanged. Only the commands of a key custodian call it. */
export interface KeyCustody extends KeyWrapper {
  /** Makes a KEK that is the newest from then on; the older ones still unwrap. */
  rotate(): Promise<string>;
  /** Lets a KEK go for good. Called for the oldest first, and only when nothing is wrapped with it any more. */
  retire(kek: string): Promise<void>;
}

/** A record's new key: the box that seals with it, and the form in which it is stored. */
export interface FreshSeal {
  readonly box: SealBox;
  readonly key: WrappedKey;
}

/** Every record is sealed with a data key of its own; what belongs to one record shares its key. */
export interface RecordSeals {
  /** New keys under a KEK, in the order of the places. */
  fresh(places: readonly string[], kek: string): Promise<readonly FreshSeal[]>;
  /**
   * Boxes for stored keys, in order, an error in place of one whose key does not unwrap. Without a key only what was
   * sealed before there were data keys opens.
   */
  of(keys: readonly (KeyPlace & { readonly key: WrappedKey | undefined })[]): Promise<readonly RecordBox[]>;
}

export type RecordBox = SealBox | GatewayError;
