import { join } from 'node:path';
import type { HttpOutcome, StepKey, StepOutcome } from '@kntc/domain';
import { loadNationalSettings } from '../../settings/load-national-settings';
import type { NationalSettings } from '../../settings/national-settings';
import { REFERENCE } from './spec/a-case';
import { aProfile, CONFIG_DIR, shippedSettings } from './spec/a-profile';
import { answered, doubled, FakeHttp } from './spec/fake-http';

const CASE = '3f2b8c1e-6f6c-4b53-9a54-0d3c6f1f0a01';
const CREATE: StepKey = { kind: 'case', ordinal: 1 };
const HANDLING: StepKey = { kind: 'handling', ordinal: 1 };

/** Far sides that were made up to test what one might promise. */
function madeUp(variant: 'key' | 'reference' | 'production'): NationalSettings {
  return loadNationalSettings(join(CONFIG_DIR, '..', 'test', 'profiles'), 'gia-dinh', variant);
}

function conflict(value: unknown): HttpOutcome {
  return answered(409, JSON.stringify(JSON.stringify(value)));
}

async function sent(
  settings: NationalSettings,
  outcome: HttpOutcome,
  { key = CREATE, caseId }: { readonly key?: StepKey; readonly caseId?: string } = {},
) {
  const http = new FakeHttp().will(outcome);
  const options = { beforeWrite: () => true, repeatKey: 'BDI-1.case' };
  const said = await aProfile(settings, http).send(key, Buffer.from('{}'), caseId, options);
  return { said, headers: http.sent.headers };
}

describe('what a profile says of requests that arrive twice', () => {
  it.each([
    ['ttcp-2018, production', shippedSettings('production'), { by: 'nothing' }],
    ['ttcp-2018, demo', shippedSettings(), { by: 'nothing' }],
    ['made up, plain', madeUp('production'), { by: 'nothing' }],
    ['made up, with keys', madeUp('key'), { by: 'key', windowMs: 86_400_000 }],
    ['made up, with references', madeUp('reference'), { by: 'reference' }],
  ])('%s', (_name, settings, actsOnce) => {
    expect(aProfile(settings).capabilities.actsOnce).toEqual(actsOnce);
  });
});

describe('the key of a repeat', () => {
  it('leaves in the header the profile names', async () => {
    const { headers } = await sent(madeUp('key'), doubled({ Id: CASE }));
    expect(headers['idempotency-key']).toBe('BDI-1.case');
  });

  it.each([
    ['plain', shippedSettings()],
    ['with references', madeUp('reference')],
  ])('never leaves for a far side without keys (%s)', async (_name, settings) => {
    const { headers } = await sent(settings, doubled({ Id: CASE }));
    expect(Object.keys(headers).toSorted()).toEqual(['accept', 'authorization', 'content-type']);
  });

  it('that was used for other bytes makes the answer a wrong one', async () => {
    const { said } = await sent(madeUp('key'), conflict({ Message: 'Khoá đã dùng.' }));
    expect(said).toEqual({ kind: 'wrong-answer', reason: 'key-used-before' });
  });
});

describe('a create under a reference that stands there', () => {
  const named = { Id: CASE, MaThamChieu: REFERENCE, Message: 'Đã có.' };
  const unknown: StepOutcome = { kind: 'unknown', reason: 'conflict' };

  it('names the case and the reference', async () => {
    const { said } = await sent(madeUp('reference'), conflict(named));
    expect(said).toEqual({ kind: 'exists', id: CASE, reference: REFERENCE });
  });

  it.each([
    ['without an id', conflict({ ...named, Id: '' }), {}],
    ['with an id of another form', conflict({ ...named, Id: '17' }), {}],
    ['without a reference', conflict({ Id: CASE, Message: '' }), {}],
    ['that cannot be read', answered(409, '<html>'), {}],
    ['to a step that creates nothing', conflict(named), { key: HANDLING, caseId: CASE }],
    ['to an update', conflict(named), { caseId: CASE }],
  ])('is not known when it is answered %s', async (_name, outcome, target) => {
    expect((await sent(madeUp('reference'), outcome, target)).said).toEqual(unknown);
  });

  it('says so in a confirmation too, where that names one', async () => {
    const { said } = await sent(madeUp('reference'), doubled({ Id: CASE, MaThamChieu: 'BDI-2' }));
    expect(said).toEqual({ kind: 'confirmed', id: CASE, reference: 'BDI-2' });
    const plain = await sent(shippedSettings(), doubled({ Id: CASE, MaThamChieu: 'BDI-2' }));
    expect(plain.said).toEqual({ kind: 'confirmed', id: CASE });
  });

  it('is any other status where nothing was declared', async () => {
    const { said } = await sent(shippedSettings(), conflict(named));
    expect(said).toEqual({ kind: 'unknown', reason: 'http-409' });
  });
});
