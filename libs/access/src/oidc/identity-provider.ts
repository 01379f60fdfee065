/**
 * What one sign-in at the provider is tied together with. All of it follows from one secret in a cookie, so nothing of it
 * has to be stored, and an answer that another browser began fits nowhere.
 */
export interface Flow {
  readonly state: string;
  readonly nonce: string;
  /** PKCE: 43 characters of base64url. */
  readonly verifier: string;
}

/** Who somebody is, as the provider says and proves. */
export interface Identified {
  readonly kind: 'identified';
  readonly issuer: string;
  readonly subject: string;
  /** The provider asked for a second factor and says so in the way that was agreed. */
  readonly secondFactor: boolean;
  /** When the person proved it there; not later than now. */
  readonly provenAt: Date;
}

/** Why nobody was identified. `why` is a code of ours or of the protocol library, never a text from outside. */
export type ProviderTrouble =
  /** The person, or the provider, said no. */
  | { readonly kind: 'denied'; readonly why: string }
  /** It does not answer, or says it cannot. */
  | { readonly kind: 'away'; readonly why: string }
  /** An answer that is forged, meant for somebody else, used already, or not understood. */
  | { readonly kind: 'unbelievable'; readonly why: string };

export type Found = Identified | ProviderTrouble;

export interface BeginWish {
  /** Where the answer is to come, as the provider knows it. */
  readonly redirectUri: string;
  /** Whoever is signed in there already is not meant. */
  readonly asAnother: boolean;
}

/** The identity provider of the province. Nothing is asked of it before somebody signs in. */
export interface IdentityProvider {
  /** In its one form: with it identities are told apart. */
  readonly issuer: string;
  /** @returns where to send the browser */
  begin(flow: Flow, wish: BeginWish): Promise<{ kind: 'go'; url: string } | ProviderTrouble>;
  /** @param answer the address with which the browser came back */
  identify(answer: URL, flow: Flow): Promise<Found>;
  /** @returns where the browser ends its session at the provider; `undefined` when it offers nothing or is away */
  endSession(returnTo: string): Promise<string | undefined>;
}
