import type { RecordingProxy } from '../canary/recording-proxy';
import type { MiniRoad } from './mini-road';

/** A petition as another province would enter it. */
export interface ElsewhereEntered {
  readonly fullName: string;
  readonly idNumber: string;
  readonly address: string;
  readonly content: string;
}

interface CreateBody {
  readonly VuViec: object;
  readonly NguoiKNTC: { readonly DataNguoiKNTC: readonly object[] };
}

/**
 * Enters a petition at the far side behind the gateway's back: a create of ours with other people and another text, and without a
 * reference. @returns its id there
 */
export async function fromElsewhere(
  road: MiniRoad,
  wire: RecordingProxy,
  { fullName, idNumber, address, content }: ElsewhereEntered,
): Promise<string> {
  const { reference } = await road.standing('OTHER');
  const ours = (await road.far.ledger()).find(
    (entry) => entry.reference === reference && entry.decision === 'created',
  );
  if (ours === undefined) throw new Error('nothing was created to take after');
  const template = ours.body as unknown as CreateBody;
  const [person] = template.NguoiKNTC.DataNguoiKNTC;
  const body = {
    ...template,
    NguoiKNTC: {
      ...template.NguoiKNTC,
      DataNguoiKNTC: [
        {
          ...person,
          HoTen: fullName,
          SoDinhDanhCaNhan: idNumber,
          DiaChiChiTiet: address,
          MaXa: '',
          MaHuyen: '',
        },
      ],
    },
    NoiDungDon: content,
  };
  const answer = await fetch(`${road.far.baseUrl}/CapNhatVuViec`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: authorizationOf(wire) },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  const once: unknown = JSON.parse(text);
  const { Id } = (typeof once === 'string' ? JSON.parse(once) : once) as { readonly Id: string };
  if (Id === '') throw new Error(`the far side refused: ${text}`);
  return Id;
}

function authorizationOf(wire: RecordingProxy): string {
  const sent = wire.requests().find(({ method }) => method === 'CapNhatVuViec');
  const found = /^authorization: *(.+)$/im.exec(sent?.bytes.toString('latin1') ?? '');
  if (found?.[1] === undefined) throw new Error('nothing was sent yet');
  return found[1].trim();
}
