import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '@kntc/domain';
import { z } from 'zod';
import { readYaml } from './read-yaml';

const LINE = z.string().min(1).max(120);
const LINES = z.array(LINE).min(1).max(12);
const SCHEMA = z.strictObject({
  superior: LINES,
  issuer: LINES,
  issuerName: LINE,
  symbol: LINE,
  place: LINE,
  to: LINE,
  signer: LINES,
  copies: LINES,
});

type Letterhead = z.output<typeof SCHEMA>;

/**
 * Who writes official letters, to whom: `letters.yaml`, and what it does not say as the inspectorate of a province would write it.
 * @throws GatewayError `GW_P401` naming the file and everything that is wrong
 */
export function loadLetterhead(configDir: string, province: string): Letterhead {
  const file = join(configDir, 'letters.yaml');
  const parsed = SCHEMA.partial().safeParse(existsSync(file) ? readYaml(file) : {});
  if (!parsed.success) throw new GatewayError('GW_P401', `${file}: ${z.prettifyError(parsed.error)}`);
  const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
  return { ...usual(province), ...Object.fromEntries(given) };
}

function usual(province: string): Letterhead {
  return {
    superior: ['Ủy ban nhân dân', province],
    issuer: ['Thanh tra'],
    issuerName: 'Thanh tra tỉnh',
    symbol: 'TTr-…',
    place: province.replace(/^(Tỉnh|Thành phố)\s+/u, ''),
    to: 'Thanh tra Chính phủ',
    signer: ['Chánh Thanh tra'],
    copies: ['Như trên;', 'Ủy ban nhân dân tỉnh (để báo cáo);', 'Lưu: VT.'],
  };
}
