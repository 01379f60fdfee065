import { MAX_TOKEN_DAYS, TOKEN_RANDOM_BYTES, formatToken, isScope, isTokenShaped } from '@kntc/domain';
import type { AccessEntry, AccessTokenRow, AccessTokenStore, Clock, Ids, Principal } from '@kntc/domain';
import type { RandomBytes } from './passwords/password-hasher';
import { storedForm } from './secret-text';

const DAY_MS = 86_400_000;
const MAX_NAME = 80;

export interface TokenWish {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly days: number;
}

export type TokenMade =
  | { readonly kind: 'made'; readonly id: string; readonly token: string; readonly expiresAt: Date }
  | { readonly kind: 'refused'; readonly why: 'name' | 'scopes' | 'days' | 'too-many' };

/** Who an account is for whoever makes or revokes a token: the owner, and the person who does it. */
export interface TokenActor {
  readonly actor: string;
  readonly reason: string;
}

export interface TokenTools {
  readonly store: AccessTokenStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: RandomBytes;
}

/** Personal access tokens for machines: made for something, for a year at most, shown once. */
export class AccessTokens {
  constructor(private readonly tools: TokenTools) {}

  /** Who a bearer token stands for. A cut or mistyped one costs no look-up. */
  async principalOf(token: string): Promise<Principal | undefined> {
    if (!isTokenShaped(token)) return undefined;
    return this.tools.store.principalOf(storedForm(token), this.tools.clock.now());
  }

  async make(
    owner: { readonly id: string; readonly login: string },
    wish: TokenWish,
    by: TokenActor,
  ): Promise<TokenMade> {
    const why = objectionTo(wish);
    if (why !== undefined) return { kind: 'refused', why };
    const { store, clock, ids, random } = this.tools;
    const token = formatToken(random(TOKEN_RANDOM_BYTES));
    const createdAt = clock.now();
    const expiresAt = new Date(createdAt.getTime() + wish.days * DAY_MS);
    const id = ids.uuid();
    const { name, scopes } = wish;
    const row = { id, accountId: owner.id, name, scopes, tokenHash: storedForm(token), createdAt, expiresAt };
    const isAdded = await store.add(row, entryOf('token create', `${owner.login}/${id}`, by));
    return isAdded ? { kind: 'made', id, token, expiresAt } : { kind: 'refused', why: 'too-many' };
  }

  list(accountId: string | undefined): Promise<readonly AccessTokenRow[]> {
    return this.tools.store.list(accountId);
  }

  /** @param accountId whose token it has to be; `undefined` = anybody's */
  revoke(id: string, accountId: string | undefined, by: TokenActor): Promise<boolean> {
    return this.tools.store.revoke(id, accountId, this.tools.clock.now(), entryOf('token revoke', id, by));
  }
}

function objectionTo({ name, scopes, days }: TokenWish): 'name' | 'scopes' | 'days' | undefined {
  if (name.trim() === '' || name.length > MAX_NAME) return 'name';
  if (scopes.length === 0 || new Set(scopes).size < scopes.length || !scopes.every(isScope)) return 'scopes';
  return Number.isInteger(days) && days >= 1 && days <= MAX_TOKEN_DAYS ? undefined : 'days';
}

function entryOf(action: string, target: string, { actor, reason }: TokenActor): AccessEntry {
  return { actor, action, target, reason, result: 'done' };
}
