import { createHash } from 'node:crypto';
import {
  type AttachmentFiles,
  BodyProblem,
  type FileReference,
  measureBody,
  type StepBody,
} from '@kntc/domain';
import { aCase, seal } from './spec/a-case';
import { aProfile, NO_FILES, shippedSettings } from './spec/a-profile';
import { FakeHttp } from './spec/fake-http';
import { NEW } from './spec/planning';
import { aContext } from './spec/a-case';
import type { NationalSettings } from '../../settings/national-settings';

const BYTES = Uint8Array.from({ length: 500_001 }, (_value, index) => (index * 7 + 251) % 256);
const REFERENCE: FileReference = {
  root: 'DON_THU_DIR',
  path: '2026/don.pdf',
  size: BYTES.length,
  sha256: createHash('sha256').update(BYTES).digest('hex'),
  modifiedMs: 1,
};

/** A file in uneven pieces, as a disk hands it over. */
const DISK: AttachmentFiles = {
  async *read() {
    for (let at = 0, piece = 1; at < BYTES.length; at += piece, piece = (piece * 3) % 70_001 || 1)
      yield BYTES.subarray(at, at + piece);
  },
};

function shippedWith(body: 'json' | 'form'): NationalSettings {
  const shipped = shippedSettings();
  const { CapNhatVuViec } = shipped.steps;
  return { ...shipped, steps: { ...shipped.steps, CapNhatVuViec: { ...CapNhatVuViec, body } } };
}

function bodyWith(content: Uint8Array | FileReference, settings: NationalSettings, files = DISK): StepBody {
  const profile = aProfile(settings, new FakeHttp(), files);
  const attachments = [
    { title: 'Đơn', fileName: 'don.pdf', content: seal(content) },
    { title: 'Phụ lục', fileName: 'nho.pdf', content: seal(new Uint8Array([1, 2])) },
  ];
  const [step] = profile.plan(aCase({ attachments }), aContext()).steps;
  if (step === undefined) throw new Error('no step');
  return profile.body(step, NEW);
}

async function textOf(body: StepBody): Promise<string> {
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8');
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.stream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

describe('a body with a large file', () => {
  it.each(['json', 'form'] as const)('is the same by path, as bytes and read twice (%s)', async (kind) => {
    const settings = shippedWith(kind);
    const byPath = bodyWith(REFERENCE, settings);
    const asBytes = bodyWith(BYTES, settings);
    expect([byPath, asBytes].map((body) => body instanceof Uint8Array)).toEqual([false, false]);
    const text = await textOf(byPath);
    expect(await textOf(byPath)).toBe(text);
    expect(await textOf(asBytes)).toBe(text);
    const measured = await measureBody(byPath);
    expect(measured.body).toMatchObject({ size: Buffer.byteLength(text) });
    expect(measured.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    const sent =
      kind === 'json'
        ? (JSON.parse(text) as { Attachment: { FileDinhKem: string }[] }).Attachment[0]?.FileDinhKem
        : new URLSearchParams(text).get('Attachment[0][FileDinhKem]');
    expect(Buffer.from(sent ?? '', 'base64').equals(BYTES)).toBe(true);
  });

  it('is as a body in memory when its files are small', async () => {
    const small = new Uint8Array([37, 80, 68, 70]);
    const body = bodyWith(small, shippedSettings());
    expect(body).toBeInstanceOf(Uint8Array);
    expect(await textOf(body)).toContain('"FileDinhKem":"JVBERg=="},{');
  });

  it('cannot be made when the file is gone or changed: nothing has been sent', async () => {
    const body = bodyWith(REFERENCE, shippedSettings(), NO_FILES);
    await expect(measureBody(body)).rejects.toThrow(new BodyProblem('ATTACHMENT_CHANGED', 'gone'));
  });
});
