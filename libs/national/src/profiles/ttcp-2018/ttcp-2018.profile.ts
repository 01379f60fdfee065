import type {
  ActsOnce,
  AttachmentFiles,
  Clock,
  Http,
  KeyedDigest,
  NationalCapabilities,
  NationalProfile,
  RepeatSemantics,
  StepKind,
} from '@kntc/domain';
import type { Credentials } from '../../credentials/credentials';
import type { NationalSettings } from '../../settings/national-settings';
import { maskedMessage } from './answers/masked-message';
import { privateValues } from './answers/private-values';
import { isGuid } from './answers/step-outcome';
import { bodyOf, STEP_METHODS } from './body';
import { entryFields } from './entry/entry-fields';
import { listedRecords } from './entry/listed-records';
import { planSteps } from './plan';
import { expectedSummary } from './read-back/expected-summary';
import { petitionSearchOf } from './search/petition-search';
import { Wire } from './wire/wire-calls';

export interface Ttcp2018Options {
  readonly settings: NationalSettings;
  /** With or without the path of the interface. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly http: Http;
  /** Where files by path are opened when they are sent. */
  readonly files: AttachmentFiles;
  readonly keyedDigest: KeyedDigest;
  readonly clock: Clock;
}

/**
 * The interface provinces used from 2018 on (`national/README.md`). Throws `GatewayError` `GW_P401` for an address that
 * cannot work. Holds no state but its pace: a crash loses nothing here.
 */
export function createTtcp2018Profile(options: Ttcp2018Options, wire = new Wire(options)): NationalProfile {
  const { settings, keyedDigest, credentials, files } = options;
  const fixedNames = [settings.values.anonymousName, settings.values.withheldName];
  return {
    id: settings.profile,
    capabilities: capabilitiesOf(settings),
    timeBounds: {
      requestMaxMs: settings.timeBounds.requestMax,
      indexLagMs: settings.timeBounds.indexLag,
      marginMs: settings.timeBounds.margin,
    },
    accounts: credentials.groups,
    accountOf: (agencyId) => credentials.groupOf(agencyId),
    plan: (kase, context) => planSteps(kase, context, settings, keyedDigest),
    body: (step, ids) => bodyOf(step, ids, settings, files),
    send: (key, body, expectedCaseId, sendOptions) => wire.send(key, body, expectedCaseId, sendOptions),
    withoutPeople: (message, plan) => maskedMessage(message, privateValues(plan, fixedNames)),
    lookUp: (reference, askOptions = {}) => wire.lookUp(reference, askOptions),
    lookUpId: (caseId, askOptions = {}) => wire.lookUpId(caseId, askOptions),
    readBack: {
      level: 'summary',
      expected: (sent) => expectedSummary(sent, settings.values),
      stepOf: () => ({ kind: 'case', ordinal: 1 }),
      byReference: (reference, askOptions = {}) => wire.readByReference(reference, askOptions),
      byId: (caseId, askOptions = {}) => wire.readById(caseId, askOptions),
    },
    petitionSearch: petitionSearchOf(options, wire),
    manualEntry: { fields: entryFields, isId: isGuid, listed: listedRecords },
    codeList: (list, account) => wire.codeList(list, account),
  };
}

/** Without the marker there is nothing to look a record up by, whatever `lookupByReference` says. */
function capabilitiesOf(settings: NationalSettings): NationalCapabilities {
  const repeat = Object.fromEntries(
    Object.entries(STEP_METHODS).map(([kind, method]) => [kind, settings.steps[method].repeat]),
  ) as Record<StepKind, RepeatSemantics>;
  const { referenceMarker } = settings;
  const { idempotencyKey, uniqueReference, batch, ...capabilities } = settings.capabilities;
  const lookupByReference = referenceMarker ? settings.lookupByReference : 'no';
  const verifyCreate = referenceMarker && settings.verifyCreate;
  const actsOnce = actsOnceOf(idempotencyKey, uniqueReference);
  const attach = settings.attach === 'decided';
  return {
    ...capabilities,
    attach,
    batch: batch !== false,
    actsOnce,
    lookupByReference,
    verifyCreate,
    repeat,
  };
}

function actsOnceOf(
  key: NationalSettings['capabilities']['idempotencyKey'],
  isReferenceUnique: boolean,
): ActsOnce {
  if (key !== false) return { by: 'key', windowMs: key.window };
  return { by: isReferenceUnique ? 'reference' : 'nothing' };
}
