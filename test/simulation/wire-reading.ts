/** What one request to the far side says, read from its bytes without any help of the gateway. */
export interface Told {
  readonly method: string;
  /** The marker line of a create or of an update of step 1. */
  readonly reference: string | undefined;
  /** Case addressed; empty creates. */
  readonly caseId: string;
  /** `case`, `handling`, `acceptance`, `resolution 1`, `enforcement 1` … */
  readonly step: string;
  /** Texts that show which version was sent. */
  readonly content: string;
  readonly officer: string;
  /** Decision that an enforcement belongs to. */
  readonly decisionId: string | undefined;
  /** Texts of the files of step 1. */
  readonly files: readonly string[];
}

type Members = Readonly<Record<string, unknown>>;

const MARKER = /\[Mã hồ sơ địa phương: ([^\]]+)\]/;

export function readStep(method: string, bytes: Uint8Array): Told {
  const body = JSON.parse(Buffer.from(bytes).toString('utf8')) as Members;
  const base = {
    method,
    caseId: textOf(body['Id']),
    reference: undefined,
    content: '',
    decisionId: undefined,
    files: [],
  };
  switch (method) {
    case 'CapNhatVuViec': {
      const file = body['VuViec'] as Members;
      const [text = '', ...rest] = textOf(body['NoiDungDon']).split('\n');
      const reference = MARKER.exec(rest.join('\n'))?.[1];
      const officer = textOf(file['LanhDaoTiep']);
      const caseId = textOf(file['Id']);
      const files = (body['Attachment'] as readonly Members[]).map(fileText);
      return { ...base, step: 'case', caseId, reference, content: text, officer, files };
    }
    case 'CapNhatKQXuLy':
      return { ...base, step: 'handling', officer: textOf((body['NoiDungXuLy'] as Members)['CanBoXuLy']) };
    case 'CapNhatGiaiQuyet':
      return { ...base, step: 'acceptance', officer: textOf(body['CanBoDuyet']) };
    case 'CapNhatKQGiaiQuyet':
      return { ...base, step: decisionName(body), officer: textOf(body['TomTatNoiDungGiaiQuyet']) };
    case 'CapNhatThiHanh': {
      const decisionId = textOf(body['IdKetQua']);
      return { ...base, step: `enforcement of ${decisionId}`, officer: '', decisionId };
    }
    default:
      throw new Error(`no step: ${method}`);
  }
}

/** The text a look-up searches for; the case id it asks about instead. */
export function readLookUp(bytes: Uint8Array): { readonly text: string; readonly caseId: string } {
  const body = JSON.parse(Buffer.from(bytes).toString('utf8')) as Members;
  return { text: textOf(body['NoiDung']), caseId: textOf(body['MaVuViec']) };
}

/** By what the far side recognises a decision: agency and day. */
function decisionName(body: Members): string {
  return `decision ${textOf(body['MaCoQuanBanHanh'])} ${textOf(body['NgayBanHanh'])}`;
}

function fileText({ FileDinhKem }: Members): string {
  return Buffer.from(textOf(FileDinhKem), 'base64').toString('utf8');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
