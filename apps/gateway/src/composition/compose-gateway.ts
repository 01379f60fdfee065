import { auditKeeping, createKeyedDigest, keyFingerprint, type Keys } from '@kntc/confidentiality';
import { GatewayError, LANES, sha256 } from '@kntc/domain';
import type { Doorbell } from '@kntc/domain';
import {
  addressGuardOf,
  createMetrics,
  namedKeys,
  loadCalendar,
  loadDeadlines,
  loadLetterhead,
  loadOwnership,
  loadProvince,
  randomIds,
  systemClock,
  witnessHttp,
  witnessPlaces,
} from '@kntc/platform';
import type { AddressGuard, Environment, Province } from '@kntc/platform';
import { createBullDoorbell, heardAtHome } from '@kntc/queue';
import { attachmentFiles, loadCrosswalks, loadSources, problemLine } from '@kntc/sources';
import type { SourceDefinition } from '@kntc/sources';
import {
  PgApprovals,
  PgAudit,
  PgBells,
  PgConfiguration,
  PgCampaigns,
  PgLedger,
  PgLists,
  PgPolicies,
  PgReports,
  PgSweep,
  analyzeIfNever,
  connect,
  createDataSource,
  migrate,
} from '@kntc/storage';
import { AuditGuard } from './audit-guard';
import { composeAlerts } from './compose-alerts';
import { composeAccess } from './compose-access';
import { Gateway } from './gateway';
import type { GatewayParts } from './gateway-parts';
import { connectNationalSide } from './national-side';
import type { NationalSide } from './national-side';
import { SourceBells } from './source-bells';
import { takeAccessRules } from './take-access-rules';
import { takeFolder } from './take-folder';
import { takeMappings } from './take-mappings';
import { unitsOf } from './units-of';
import { composeDecisions } from './compose-decisions';
import { composeSources } from './compose-sources';
import { composeStages, type ComposeOptions, type Foundation } from './compose-stages';
import { openKeys, openSeals } from './seals';
import { composePeople } from './compose-people';
import { composeRegister } from './compose-register';
import { composeDuplicates } from './compose-duplicates';
import { composeReceipts } from './compose-receipts';

export type { ComposeOptions };

/**
 * Builds a gateway process from its environment: configuration checked, schema current, database bound to its far
 * side and key, sources registered. Throws `GatewayError` with everything that is wrong. Nothing runs yet.
 */
export async function composeGateway(options: ComposeOptions): Promise<Gateway> {
  const dataSource = createDataSource(options.databaseUrl);
  try {
    return await composeOn(dataSource, options);
  } catch (err) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw err;
  }
}

async function composeOn(dataSource: Foundation['dataSource'], options: ComposeOptions): Promise<Gateway> {
  const { environment, logger, clock = systemClock } = options;
  const { definitions, crosswalk, ownership } = checkedConfiguration(environment, options.variables);
  const keys = await openKeys(environment, dataSource);
  const keyedDigest = createKeyedDigest(keys);
  const addresses = await addressGuardOf(environment, options.databaseUrl);
  const files = attachmentFiles(definitions, options.variables);
  const national = await connectNationalSide(environment, {
    addresses,
    keyedDigest,
    clock,
    files,
    variables: options.variables,
  });
  const province = provinceOf(environment, national);

  await openCurrent(dataSource);
  const configuration = new PgConfiguration(dataSource, province.id);
  await configuration.bind(boundTo(national, keys));
  const audit = auditOf(dataSource, keys, { ...options, addresses });
  const accessRules = await takeAccessRules({ dataSource, audit, provinceId: province.id }, options);
  const approvals = new PgApprovals(clock, accessRules);
  const deciding = { dataSource, ids: randomIds, provinceId: province.id, audit, approvals };
  await takeMappings({ ...deciding, configuration }, { definitions, crosswalk, files }, options);
  await takeFolder(deciding, { province, settings: national.settings }, options);
  const policies = new PgPolicies(deciding);
  const foundation: Foundation = {
    dataSource,
    ...(await openSeals(environment, { keys, clock, dataSource, provinceId: province.id, addresses })),
    keyedDigest,
    national,
    province,
    ownership,
    knowledge: await knowledgeOf(configuration, policies, province),
    metrics: createMetrics(),
    doorbell: heardAtHome(options.doorbell ?? (await openDoorbell(options))),
  };
  const keepers = keepersOf(options, { ...foundation, addresses, keys }, audit);
  const decisions = { ...deciding, policies, configuration, definitions, logger };
  return new Gateway({
    province,
    profile: national.profile,
    ...composeStages(options, foundation, keepers.audit),
    ...composeSources(definitions, { ...options, addresses }, { ...foundation, provinceId: province.id }),
    knowledge: foundation.knowledge,
    configuration,
    ...keepers,
    policies,
    campaigns: new PgCampaigns(deciding),
    ...decidedIn(options, foundation, decisions, { addresses, ...keepers }),
    ...accessOf(options, { ...foundation, addresses }, audit),
    ...(await peopleOf(options, foundation, { ...deciding, clock, accessRules })),
    ...readingOf(dataSource, options, province),
    ...bellsOf(definitions, options, new PgBells(dataSource, province.id)),
    metrics: foundation.metrics,
    clock,
    logger,
    refreshListsEveryMs: national.settings.codeLists.refresh,
    // Twice what can be on its way at once: enough that nobody idles until the next sweep.
    sweepAtMost: 2 * national.settings.limits.requestsAtOnce,
  });
}

/** What people may look at, and who they are. */
async function peopleOf(
  { environment: { configDir } }: ComposeOptions,
  foundation: Foundation,
  around: Parameters<typeof composePeople>[1],
): Promise<Pick<GatewayParts, 'people' | 'register'>> {
  return {
    people: await composePeople(foundation, around),
    register: await composeRegister(foundation, { ...around, configDir }),
  };
}

/** What people decide, and what finds for them that there is something to decide, and tells them. */
function decidedIn(
  options: ComposeOptions,
  foundation: Foundation,
  deciding: Parameters<typeof composeDecisions>[1] & Parameters<typeof composeAlerts>[2]['deciding'],
  watched: Pick<Parameters<typeof composeAlerts>[2], 'addresses' | 'audit' | 'receipts'>,
): ReturnType<typeof composeDecisions> &
  ReturnType<typeof composeDuplicates> &
  ReturnType<typeof composeAlerts> {
  const decisions = composeDecisions(foundation, deciding);
  const duplicates = composeDuplicates(options, foundation, deciding);
  const { logger, clock = systemClock } = options;
  const looked = { ...decisions, ...duplicates, ...watched };
  return {
    ...decisions,
    ...duplicates,
    ...composeAlerts(options, foundation, { ...looked, deciding, clock, logger }),
  };
}

async function knowledgeOf(
  configuration: PgConfiguration,
  policies: PgPolicies,
  { agencies }: Province,
): Promise<Foundation['knowledge']> {
  return {
    codeBook: await configuration.loadCodeBook(agencies),
    identityPolicy: await policies.current(),
  };
}

/** What only reads the database or rings in it. */
function readingOf(
  dataSource: Foundation['dataSource'],
  options: ComposeOptions,
  { name }: Province,
): Pick<
  GatewayParts,
  'reports' | 'ledger' | 'calendar' | 'deadlines' | 'lists' | 'sweep' | 'units' | 'letterhead'
> {
  return {
    letterhead: () => loadLetterhead(options.environment.configDir, name),
    units: () => unitsOf(options),
    calendar: loadCalendar(options.environment.configDir),
    deadlines: loadDeadlines(options.environment.configDir),
    reports: new PgReports(dataSource),
    ledger: new PgLedger(dataSource),
    lists: new PgLists(dataSource),
    sweep: new PgSweep(dataSource),
  };
}

/** What keeps the records that nobody may change. */
function keepersOf(
  options: ComposeOptions,
  {
    dataSource,
    metrics,
    province,
    ...on
  }: Foundation & Pick<Parameters<typeof composeReceipts>[1], 'addresses' | 'keys'>,
  audit: PgAudit,
): Pick<GatewayParts, 'audit' | 'receipts'> {
  const { logger, clock = systemClock } = options;
  const receipts = composeReceipts(options, { ...on, dataSource, metrics, provinceId: province.id });
  return { audit: new AuditGuard([audit, receipts], { clock, logger, metrics }), receipts };
}

/** Connects, with the schema this program knows. */
async function openCurrent(dataSource: Foundation['dataSource']): Promise<void> {
  if (!dataSource.isInitialized) await connect(dataSource);
  await migrate(dataSource);
  await analyzeIfNever(dataSource);
}

/** Who asks; and the end of everything the process holds open. */
function accessOf(
  { environment, clock = systemClock }: ComposeOptions,
  on: Foundation & { readonly addresses: AddressGuard },
  audit: PgAudit,
): Pick<GatewayParts, 'access' | 'dispose'> {
  const access = composeAccess(environment, {
    ...on,
    seal: on.house,
    audit,
    provinceId: on.province.id,
    clock,
  });
  return { access, dispose: () => access.close().then(() => on.dataSource.destroy()) };
}

/** What a database belongs to for good: with another far side, account or key its ids and seals mean nothing. */
function boundTo(
  { endpoint, account, settings }: NationalSide,
  keys: Keys,
): Parameters<PgConfiguration['bind']>[0] {
  const { profile, succeeds } = settings;
  return { endpoint, account, profile, succeeds, keyFingerprint: keyFingerprint(keys), lanes: LANES };
}

/** Who may ring for which source, and who hears it: the process that answers need not be the one that reads. */
function bellsOf(
  definitions: readonly SourceDefinition[],
  { logger, variables, clock = systemClock }: ComposeOptions,
  store: PgBells,
): Pick<GatewayParts, 'bells' | 'rung'> {
  const bells = new SourceBells({ definitions, keyOf: namedKeys(variables), store, clock, logger });
  const canBeRung = definitions.some(({ hook }) => hook !== undefined);
  return { bells, rung: canBeRung ? () => store.rung() : undefined };
}

function openDoorbell({ databaseUrl, environment, logger }: ComposeOptions): Promise<Doorbell> {
  const { redisUrl } = environment;
  return createBullDoorbell({ databaseUrl, redisUrl, prefix: queuePrefix(databaseUrl), logger });
}

/** @throws GatewayError `GW_P401` where an agency has no account, or an account is of no agency */
function provinceOf(environment: Environment, national: NationalSide): Province {
  const { KN, TC, KNPA } = national.settings.releasePoints;
  const province = loadProvince(environment.configDir, { KN: KN.at, TC: TC.at, KNPA: KNPA.at });
  national.credentials.checkAgencies(province.agencies.map(({ id }) => id));
  return province;
}

/** Source files and crosswalks; their mistakes are told together, so that one look mends them all. */
function checkedConfiguration(
  { configDir }: Environment,
  variables: ComposeOptions['variables'],
): {
  readonly definitions: readonly SourceDefinition[];
  readonly crosswalk: ReturnType<typeof loadCrosswalks>['rows'];
  readonly ownership: Foundation['ownership'];
} {
  const ownership = loadOwnership(configDir);
  const { sources, problems } = loadSources(configDir, variables);
  const crosswalks = loadCrosswalks(configDir);
  const all = [...problems, ...crosswalks.problems];
  if (all.length > 0) throw new GatewayError('GW_S105', all.map(problemLine).join('\n'));
  const definitions = sources.filter((source) => source.enabled);
  return { definitions, crosswalk: crosswalks.rows, ownership };
}

/** One for each database: a gateway that is tried against two far sides keeps two audits. */
function auditOf(
  dataSource: Foundation['dataSource'],
  keys: Keys,
  options: ComposeOptions & { readonly addresses: AddressGuard },
): PgAudit {
  const { environment, databaseUrl, addresses, clock = systemClock } = options;
  const places = witnessPlaces(environment, databaseUrl);
  const keeping = auditKeeping(keys, places, witnessHttp(addresses, places));
  return new PgAudit(dataSource, { ...keeping, clock });
}

/** Two gateways on one Redis must not hear each other's bells. */
function queuePrefix(databaseUrl: string): string {
  return `kntc-${sha256(new URL(databaseUrl).pathname + new URL(databaseUrl).port).slice(0, 10)}`;
}
