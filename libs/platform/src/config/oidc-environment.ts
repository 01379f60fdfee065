import type { EnvironmentVariables, VariableName } from './environment-variables';
import { isLoopback } from './is-loopback';

/** The identity provider of the province, as the environment names it. */
export interface OidcEnvironment {
  readonly issuer: string;
  readonly clientId: string;
  /** One of the two. The file is read at every use, so that a secret is exchanged without a restart. */
  readonly secret: { readonly value: string } | { readonly file: string };
  /** Values of the claims `acr` and `amr` with which the provider says that it asked for a second factor. */
  readonly secondFactor: { readonly acr: readonly string[]; readonly amr: readonly string[] };
  /** A password that was typed there longer ago is typed again. */
  readonly maxAgeS: number;
}

const PROOF = /^(acr|amr):(\S+)$/;

/** Variables that do not fit together, or whose value cannot be checked by its form alone. */
export function oidcProblems(
  variables: EnvironmentVariables,
  wrong: ReadonlySet<string>,
): readonly VariableName[] {
  const { KNTC_OIDC_ISSUER: issuer, KNTC_OIDC_CLIENT_ID: clientId } = variables;
  const { KNTC_OIDC_CLIENT_SECRET: secret, KNTC_OIDC_CLIENT_SECRET_FILE: file } = variables;
  const { KNTC_OIDC_SECOND_FACTOR: proofs } = variables;
  const isAsked = [issuer, clientId, secret, file, proofs].some((value) => value !== undefined);
  if (!isAsked) return [];
  return [
    ...(issuer === undefined || (!wrong.has('KNTC_OIDC_ISSUER') && !isIssuer(issuer))
      ? (['KNTC_OIDC_ISSUER'] as const)
      : []),
    ...(clientId === undefined ? (['KNTC_OIDC_CLIENT_ID'] as const) : []),
    // Two secrets: nobody could say which one counts.
    ...((secret === undefined) === (file === undefined) ? (['KNTC_OIDC_CLIENT_SECRET_FILE'] as const) : []),
    ...(proofs !== undefined && !proofsOf(proofs).every((one) => PROOF.test(one))
      ? (['KNTC_OIDC_SECOND_FACTOR'] as const)
      : []),
  ];
}

/** @param variables without problems */
export function oidcOf(variables: EnvironmentVariables): OidcEnvironment | undefined {
  const { KNTC_OIDC_ISSUER: issuer, KNTC_OIDC_CLIENT_ID: clientId } = variables;
  const { KNTC_OIDC_CLIENT_SECRET: value, KNTC_OIDC_CLIENT_SECRET_FILE: file } = variables;
  const secret = value === undefined ? file && { file } : { value };
  if (issuer === undefined || clientId === undefined || !secret) return undefined;
  const proofs = proofsOf(variables.KNTC_OIDC_SECOND_FACTOR ?? '');
  const valuesOf = (claim: string): readonly string[] =>
    proofs.flatMap((one) => (one.startsWith(`${claim}:`) ? [one.slice(claim.length + 1)] : []));
  const secondFactor = { acr: valuesOf('acr'), amr: valuesOf('amr') };
  return { issuer, clientId, secret, secondFactor, maxAgeS: Number(variables.KNTC_OIDC_MAX_AGE_S) };
}

/** Codes and secrets cross the network: in the clear only on this very machine. */
function isIssuer(text: string): boolean {
  const { protocol, search, hash } = new URL(text);
  return search === '' && hash === '' && (protocol === 'https:' || isLoopback(text));
}

function proofsOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
