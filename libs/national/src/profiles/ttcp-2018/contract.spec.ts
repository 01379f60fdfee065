import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import { parse } from 'yaml';
import type { Case, PlannedStep, StepKind } from '@kntc/domain';
import { REFERENCE, aCase, aContext, aFullCase, aShutDenunciation, day, seal } from './spec/a-case';
import { aProfile, CONFIG_DIR, shippedSettings } from './spec/a-profile';
import { doubled, FakeHttp } from './spec/fake-http';
import { bodyOf, IDS, NEW } from './spec/planning';
import { STEP_METHODS } from './body';

const description: unknown = parse(readFileSync(join(CONFIG_DIR, 'national/ttcp-2018.openapi.yaml'), 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { base64: true } }).addSchema(
  description as object,
  'ttcp-2018',
);
const request = (method: string): ValidateFunction =>
  ajv.compile({ $ref: `ttcp-2018#/components/schemas/${method}Request` });
const validators = Object.fromEntries(
  Object.entries(STEP_METHODS).map(([kind, method]) => [kind, request(method)]),
) as Record<StepKind, ValidateFunction>;

function expectConform(step: PlannedStep, body: unknown): void {
  const validate = validators[step.key.kind];
  validate(body);
  expect({ step: step.key, errors: validate.errors ?? [] }).toEqual({ step: step.key, errors: [] });
}

const { petition, petitioners } = aCase();
const CASES: readonly (readonly [string, Case])[] = [
  ['a full case', aFullCase()],
  ['a withheld denunciation', aShutDenunciation()],
  ['a petition with nothing but what is mandatory', aCase({ respondents: [] })],
  [
    'an anonymous one',
    aCase({ petitioners: { ...petitioners, anonymous: true, identity: seal({ people: [] }) } }),
  ],
  [
    'one with everything around it',
    aCase({
      petition: { ...petition, forwardedBy: { agencyCode: 'H507', documentDate: day('2026') } },
      priorResolution: { agencyCode: 'H507', round: 1 },
      reception: { periodic: true, delegated: true, delegatedBy: 'Lê Văn Cường' },
      attachments: [{ title: 'Đơn', fileName: 'don.pdf', content: seal(new Uint8Array([1, 2])) }],
    }),
  ],
];

describe.each(['demo', 'production'])('bodies of the shipped settings (%s)', (variant) => {
  const profile = aProfile(shippedSettings(variant));
  it.each(CASES)('conform to the description of the wire: %s', (_, kase) => {
    const { steps } = profile.plan(kase, aContext({ identityPolicy: 'withheld' }));
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) {
      expectConform(step, bodyOf(step, IDS, profile));
      if (step.key.kind === 'case') expectConform(step, bodyOf(step, NEW, profile));
    }
  });
});

describe('the read methods', () => {
  it('conform to the description of the wire', async () => {
    const http = new FakeHttp().will(doubled([]), doubled([]));
    const profile = aProfile(shippedSettings(), http);
    await profile.lookUp(REFERENCE);
    await profile.codeList(2);
    const [lookUp, codeList] = http.requests.map(
      ({ body }) => JSON.parse(Buffer.from(body as Uint8Array).toString()) as unknown,
    );
    const checks = [request('TraThongTinDon'), request('TraDanhMuc')] as const;
    expect([checks[0](lookUp), checks[1](codeList)]).toEqual([true, true]);
  });
});
