import type { Principal } from '@kntc/domain';
import type { GatewayParts } from '../../composition/gateway-parts';
import { wrongRequest } from './asked';
import type { Part } from './wrong-parts';

/** As much of the gateway as knows which agencies and sources there are. */
type Knowing = Pick<GatewayParts, 'lists' | 'reports' | 'sources'> & {
  readonly province: Pick<GatewayParts['province'], 'id' | 'agencies'>;
};

interface Filters {
  readonly agency?: string | undefined;
  readonly source?: string | undefined;
}

const UNKNOWN_AGENCY =
  'không có cơ quan này, hoặc tài khoản không được xem; dùng id trong config/agencies.yaml';
const UNKNOWN_SOURCE = 'không có nguồn này; dùng id của nguồn trong config/sources';
const ONE = { limit: 1, after: undefined } as const;

/**
 * Refuses filters that can find nothing because nothing has that name: an empty list would read as "nothing is wrong there".
 * An agency outside of what the account may see is refused in the same words as one that does not exist.
 * @throws HttpException 400 with every filter that is unknown
 */
export async function knownOnly(
  parts: Knowing,
  asker: Principal,
  { agency, source }: Filters,
): Promise<void> {
  const wrong: Part[] = [];
  if (agency !== undefined && !(await isAgencyOf(parts, asker, agency)))
    wrong.push({ in: 'query', name: 'agency', text: UNKNOWN_AGENCY });
  if (source !== undefined && !(await isSource(parts, source)))
    wrong.push({ in: 'query', name: 'source', text: UNKNOWN_SOURCE });
  if (wrong.length > 0) throw wrongRequest(wrong);
}

/** Of the province as configured – ended agencies stay in it –, or named by a record that this account may see. */
async function isAgencyOf({ province, lists }: Knowing, asker: Principal, agency: string): Promise<boolean> {
  const isConfigured = agency === province.id || province.agencies.some(({ id }) => id === agency);
  if (isConfigured && (asker.agencies === 'all' || asker.agencies.includes(agency))) return true;
  const { items } = await lists.records({ ...ONE, filter: { agency } }, asker);
  return items.length > 0;
}

/** Read by this process, ever read by any, or named by the crosswalk in use. */
async function isSource({ sources, reports, lists }: Knowing, source: string): Promise<boolean> {
  if (sources.some((one) => one.source.info.id === source)) return true;
  if ((await reports.sources()).some(({ id }) => id === source)) return true;
  const { items } = await lists.crosswalk({ ...ONE, filter: { source } }, 'everything');
  return items.length > 0;
}
