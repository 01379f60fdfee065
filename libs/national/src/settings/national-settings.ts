import { z } from 'zod';
import { credentialSettings } from './credential-settings';
import {
  ATTACHMENT_TYPES,
  maintenanceWindow,
  petitionSearchSettings,
  reconciliationSettings,
  textLimits,
  validityPeriod,
} from './limit-settings';
import { checkLimits } from './limits-check';
import { checkProofs } from './proofs';
import { checkReading } from './reading-check';
import { durationSetting, sizeSetting } from './units';

const line = z.string().regex(/^[^\p{Cc}]*$/u, 'expected one line of text');
const name = line.min(1, 'expected a text that is not empty');
const wireKey = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'expected a key name of letters and digits');
const bodyKind = z.enum(['json', 'form']);
const repeat = z.enum(['replace', 'add', 'reject', 'unknown']);
const absentObject = z.enum(['empty', 'emptyStrings', 'omit']);
const numberForm = z.enum(['number', 'string']);

/** Milestones from which a case may be sent, earliest first. */
const RELEASE_MILESTONES = ['received', 'handling', 'acceptance'] as const;
const milestone = z.enum(RELEASE_MILESTONES);

const releasePoint = z
  .strictObject({ at: milestone, latest: milestone })
  .refine((point) => RELEASE_MILESTONES.indexOf(point.at) <= RELEASE_MILESTONES.indexOf(point.latest), {
    path: ['at'],
    error: 'later than the law allows (see `latest`)',
  });

function step<K extends string>(keys: readonly [K, ...K[]]) {
  return z.strictObject({
    method: wireKey,
    body: bodyKind,
    answer: z.strictObject({ id: wireKey, message: wireKey, names: z.enum(['case', 'own']) }),
    repeat,
    keys: z.record(z.enum(keys), wireKey),
  });
}

/** The header, and how long the far side remembers a key after its first arrival. */
const idempotencyKey = z.strictObject({
  header: z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'expected the name of a header'),
  window: durationSetting,
});
/** The status of "there is one already", and the key under which such an answer names the reference. */
const conflictAnswer = z.strictObject({ status: z.int().min(400).max(499), reference: wireKey });

const lookup = z.strictObject({ method: wireKey, body: bodyKind });
/** Many steps in one request: how many, and how long one waits for others. */
const batch = z.strictObject({ method: wireKey, most: z.int().min(2).max(100), gather: durationSetting });
/** Names of the methods that only the interface `next` has. */
const reading = z.strictObject({ digests: wireKey, records: wireKey, changes: wireKey, agencies: wireKey });
const unreadable200 = z.enum(['unknown', 'unprocessed']);

/**
 * Everything `config/national/<profile>.yaml` may say (`national/README.md` E and F); the file carries the evidence
 * of each value. A choice the code does not implement is not in the schema, so it is refused at start instead of
 * being ignored.
 */
export const nationalSettingsSchema = z
  .strictObject({
    profile: name,
    // Whose words the far side speaks: the folder of `profiles/`.
    interface: z.enum(['ttcp-2018', 'next']).default('ttcp-2018'),
    // Profiles whose databases this one goes on with, at the same endpoint: ids there mean the same in both.
    succeeds: z.array(name).default([]),
    validity: validityPeriod,
    maintenance: z.array(maintenanceWindow),
    credentials: credentialSettings,
    connection: z.strictObject({
      basePath: z.string().regex(/^(\/[A-Za-z0-9._-]+)+$/, 'expected a path such as /KNTC'),
      transport: z.enum(['direct']),
      auth: z.enum(['basic']),
      plainHttp: z.enum(['loopback', 'allow', 'never']),
      httpClient: z.enum(['undici', 'axios']),
    }),
    lookups: z.strictObject({
      TraDanhMuc: lookup,
      TraThongTinDon: lookup.extend({ resultCap: z.union([z.literal('unknown'), z.int().min(1)]) }),
    }),
    reading: reading.optional(),
    steps: z.strictObject({
      CapNhatVuViec: step(['NguoiBiKNTCT', 'NoiDungDon', 'CoQuanTiepNhan']),
      CapNhatKQXuLy: step(['Id']),
      CapNhatGiaiQuyet: step([
        'Id',
        'MaCoQuanThuLy',
        'NgayThuLy',
        'FileThuLy',
        'TenFileThuLy',
        'HanGiaiQuyet',
        'CanBoDuyet',
      ]),
      CapNhatKQGiaiQuyet: step([
        'Id',
        'MaCoQuanBanHanh',
        'NgayBanHanh',
        'FileBanHanh',
        'TenFileBanHanh',
        'TomTatNoiDungGiaiQuyet',
        'LoaiKetQuaGiaiQuyet',
        'HinhThucGiaiQuyet',
        'QuyenKhoiKien',
        'TraLaiDatSX',
      ]),
      CapNhatThiHanh: step(['Id', 'IdKetQua', 'ThiHanhId']),
    }),
    answers: z.strictObject({
      layers: z.literal(['auto', 1, 2]),
      charset: z.enum(['utf-8', 'utf-16le', 'windows-1258']),
      keyCase: z.enum(['exact', 'ignore']),
      html: unreadable200,
      empty: unreadable200,
      success: z.enum(['id-not-empty']),
      maxSize: sizeSetting,
      provenUnprocessed: z.array(z.int().min(300).max(599)),
      retryAfterMax: durationSetting,
      conflict: conflictAnswer.optional(),
    }),
    values: z.strictObject({
      nullForm: z.enum(['emptyString', 'null', 'omit']),
      gender: z.strictObject({
        male: z.int(),
        female: z.int(),
        unknown: z.enum(['emptyString', 'omit', 'zero']),
      }),
      keyCase: z.enum(['pascal', 'camel']),
      dateFormat: z.enum(['dd/MM/yyyy', 'yyyy-MM-dd']),
      timeZone: z.enum(['Asia/Ho_Chi_Minh']),
      landAreas: z.enum(['round', 'refuse', 'decimal']),
      money: z.enum(['exact-integer', 'refuse-above-32-bit']),
      numberForms: z.strictObject({
        LoaiDanhMuc: numberForm,
        LanGiaiQuyet: numberForm,
        LoaiKetQuaGiaiQuyet: numberForm,
        HinhThucGiaiQuyet: numberForm,
      }),
      absentObjects: z.strictObject({
        NguoiUyQuyen: absentObject,
        NguoiBiKNTCT: absentObject,
        CoQuanDaGiaiQuyet: absentObject,
        BoiThuongThietHai: absentObject,
      }),
      formNames: z.enum(['brackets', 'dots']),
      formEmptyArrays: z.enum(['drop', 'keep']),
      anonymousName: name,
      withheldName: name,
    }),
    // What they must be, alone and together, stands in `limits-check.ts`.
    limits: z.strictObject({
      maxRequestSize: sizeSetting,
      requestsAtOnce: z.int(),
      createsPerDay: z.union([z.enum(['auto', 'unlimited']), z.int()]).default('auto'),
      requestsPerMinute: z.union([z.literal('unlimited'), z.int()]),
      rampAfterOutage: durationSetting.default(300_000),
      attachments: z.strictObject({
        most: z.union([z.literal('unlimited'), z.int().min(0)]),
        maxSize: sizeSetting,
        types: z.union([z.literal('any'), z.array(z.enum(ATTACHMENT_TYPES)).min(1)]),
      }),
      mandatory: z.array(name),
      lengths: textLimits,
    }),
    attach: z.enum(['never', 'decided']),
    transfers: z.enum(['record-per-agency']),
    inbound: z.enum(['none']),
    referenceMarker: z.boolean(),
    lookupByReference: z.enum(['proven', 'assumed', 'no']),
    verifyCreate: z.boolean(),
    capabilities: z.strictObject({
      lookup: z.enum(['weak']),
      readBack: z.enum(['summary', 'full']),
      idempotencyKey: z.union([z.literal(false), idempotencyKey]),
      uniqueReference: z.boolean().default(false),
      batch: z.union([z.literal(false), batch]),
      changeFeed: z.boolean(),
      digest: z.boolean(),
      delete: z.literal(false),
    }),
    timeBounds: z.strictObject({
      requestMax: durationSetting,
      indexLag: durationSetting,
      margin: durationSetting,
    }),
    reconciliation: reconciliationSettings.default({
      perMinute: 60,
      night: { from: '22:00', until: '05:00' },
    }),
    petitionSearch: petitionSearchSettings.default({ by: [], perMinute: 60 }),
    codeLists: z.strictObject({
      refresh: durationSetting,
      requestMax: durationSetting,
      maxSize: sizeSetting,
      provinceFilter: z.string().regex(/^\d*$/, 'expected a province code of list 1, or ""'),
    }),
    releasePoints: z.strictObject({ KN: releasePoint, TC: releasePoint, KNPA: releasePoint }),
  })
  .check(checkProofs, checkLimits, checkReading);

/** Typed settings of one national interface; durations in milliseconds, sizes in bytes. */
export type NationalSettings = z.output<typeof nationalSettingsSchema>;

/** Wire methods that change a national record, by their documented names. */
export type StepMethod = keyof NationalSettings['steps'];
export type BodyKind = z.output<typeof bodyKind>;
