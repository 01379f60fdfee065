import type { NationalProfile, ReconciliationStore } from '@kntc/domain';

/** Agencies of the province, and which of them may use an interface at all. */
export interface WhoMayAsk {
  readonly agencies: readonly string[];
  readonly mayAsk: ReconciliationStore['mayAsk'];
}

/**
 * Whether anything may be asked with an account. Not where people enter by hand for every agency it serves: what is shown to it
 * is of nobody else. One that serves no agency of the province is asked as the profile says.
 */
export async function mayAskAs(
  account: string,
  profile: Pick<NationalProfile, 'accountOf'>,
  { agencies, mayAsk }: WhoMayAsk,
): Promise<boolean> {
  const served = agencies.filter((agency) => profile.accountOf(agency) === account);
  for (const agency of served) if (await mayAsk(agency)) return true;
  return served.length === 0;
}
