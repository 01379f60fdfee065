import { join } from 'node:path';
import { agencyProblems, GatewayError, isReleaseTooLate, LATEST_RELEASE, partialDate } from '@kntc/domain';
import type { AgencyRow, PetitionKind, ReleasePoint } from '@kntc/domain';
import { z } from 'zod';
import { readYaml } from './read-yaml';

const releasePoint = z.enum(['received', 'handling', 'acceptance']);
const day = z.string().refine((text) => text.length === 10 && partialDate(text) !== undefined, 'yyyy-MM-dd');
const schema = z.strictObject({
  province: z.strictObject({
    id: z.string().regex(/^[A-Z0-9]{2,8}$/),
    prefix: z.string().regex(/^[A-Z0-9]{2,8}$/),
    name: z.string().min(1),
    /** How national codes of its agencies begin; default: any way. */
    codePrefixes: z.array(z.string().min(1)).min(1).optional(),
  }),
  agencies: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]+$/),
        name: z.string().min(1),
        code: z.string().min(1),
        /** Codes it had before, each with its last day. */
        formerCodes: z
          .array(z.strictObject({ code: z.string().min(1), from: day.optional(), until: day }))
          .optional(),
        /** First and last day of the agency. */
        from: day.optional(),
        until: day.optional(),
        /** Agency that took over when this one ended. */
        successor: z.string().optional(),
        /** Agency directly above; default: the province. Decides where head or deputy head of this one are denounced. */
        superior: z.string().optional(),
        /** Earlier release points of this agency; the profile's hold for the rest. */
        releasePoints: z
          .strictObject({ KN: releasePoint, TC: releasePoint, KNPA: releasePoint })
          .partial()
          .optional(),
      }),
    )
    .min(1),
});

export interface Province {
  /** Stands as `agency_id` on every row that belongs to no single agency. */
  readonly id: string;
  readonly prefix: string;
  readonly name: string;
  readonly agencies: readonly AgencyRow[];
  /** Agency → the one directly above it; the province's own id stands at the top. */
  readonly superiors: ReadonlyMap<string, string>;
  readonly releasePoint: (kind: PetitionKind, agencyId: string) => ReleasePoint;
}

/**
 * Reads `agencies.yaml`: the province and its receiving agencies with their stable ids.
 * @param defaults release points of agencies without their own; for who sends nothing, what the law allows is enough
 * @throws GatewayError `GW_P401` naming the file and every key that is wrong
 */
export function loadProvince(
  configDir: string,
  defaults: Readonly<Record<PetitionKind, ReleasePoint>> = LATEST_RELEASE,
): Province {
  const file = join(configDir, 'agencies.yaml');
  const parsed = schema.safeParse(readYaml(file));
  if (!parsed.success) throw new GatewayError('GW_P401', `${file}: ${z.prettifyError(parsed.error)}`);
  const { province, agencies: written } = parsed.data;
  const agencies = written.map(toAgency);
  const problems = [...agencyProblems(agencies), ...foreignCodes(province.codePrefixes, agencies)];
  if (problems.length > 0) throw new GatewayError('GW_P401', `${file}: ${problems.join('; ')}`);
  const superiors = superiorsOf(file, province.id, written);
  const own = new Map(agencies.map((agency) => [agency.id, agency.releasePoints]));
  for (const [id, points] of own) {
    for (const kind of ['KN', 'TC', 'KNPA'] as const) {
      const point = points?.[kind] ?? defaults[kind];
      if (isReleaseTooLate(kind, point)) {
        throw new GatewayError(
          'GW_P401',
          `${file}: ${id}: ${kind} from ${point} is later than NĐ 55/2022 Đ8 allows`,
        );
      }
    }
  }
  return {
    ...province,
    agencies,
    superiors,
    releasePoint: (kind, agencyId) => own.get(agencyId)?.[kind] ?? defaults[kind],
  };
}

type Written = z.infer<typeof schema>['agencies'][number];

/** Without its superior: who stands above whom changes nothing about how records are judged. */
function toAgency({
  superior: _superior,
  from: validFrom,
  until: validUntil,
  formerCodes,
  ...agency
}: Written): AgencyRow & Pick<Written, 'releasePoints'> {
  const former = formerCodes?.map(({ code, from, until }) => ({ code, validFrom: from, validUntil: until }));
  return {
    ...agency,
    ...(validFrom !== undefined && { validFrom }),
    ...(validUntil !== undefined && { validUntil }),
    ...(former !== undefined && { formerCodes: former }),
  };
}

/** A code that begins otherwise belongs to another province, or is mistyped. */
function foreignCodes(
  prefixes: readonly string[] | undefined,
  agencies: readonly AgencyRow[],
): readonly string[] {
  if (prefixes === undefined) return [];
  return agencies.flatMap(({ id, code, formerCodes = [] }) =>
    [code, ...formerCodes.map((one) => one.code)]
      .filter((one) => !prefixes.some((prefix) => one.startsWith(prefix)))
      .map((one) => `${id}: mã ${one} không bắt đầu bằng ${prefixes.join(' hoặc ')} (codePrefixes)`),
  );
}

function superiorsOf(
  file: string,
  provinceId: string,
  agencies: readonly { readonly id: string; readonly superior?: string | undefined }[],
): ReadonlyMap<string, string> {
  const superiors = new Map(agencies.map(({ id, superior = provinceId }) => [id, superior]));
  for (const start of superiors.keys()) {
    const passed = new Set<string>();
    for (let id: string | undefined = start; id !== provinceId; id = superiors.get(id)) {
      if (id !== undefined && !passed.has(id)) passed.add(id);
      else throw new GatewayError('GW_P401', `${file}: ${start}: superior does not lead up to ${provinceId}`);
    }
  }
  return superiors;
}
