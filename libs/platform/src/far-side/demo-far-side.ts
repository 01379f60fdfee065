import { isLoopback } from '../config/is-loopback';
import type { Environment } from '../config/environment';
import { farSideIdentity } from './far-side-identity';

/** Works at loopback addresses only; no real far side ever sees it. */
const DEMO_ACCOUNT = { username: 'kntc_demo', password: 'kntc_demo' };

type FarSideVariables = Pick<Environment, 'nationalAccount' | 'nationalBaseUrl'>;

/** Whether a loopback far side without credentials makes this a demo (`architecture.md` §5). */
export function isDemo({ nationalAccount, nationalBaseUrl }: FarSideVariables): boolean {
  return nationalAccount === undefined && nationalBaseUrl !== undefined && isLoopback(nationalBaseUrl);
}

/** The account of an environment without groups of agencies; in a demo the simulator's own. */
export function accountOf(environment: FarSideVariables): Environment['nationalAccount'] {
  return environment.nationalAccount ?? (isDemo(environment) ? DEMO_ACCOUNT : undefined);
}

/** What a database is bound to: a simulator by its state, whatever its port, and anything else by its address. */
export async function endpointOf(environment: FarSideVariables, baseUrl: string): Promise<string> {
  return isDemo(environment) ? farSideIdentity(baseUrl) : new URL(baseUrl).href;
}
