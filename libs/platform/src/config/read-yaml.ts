import { readFileSync } from 'node:fs';
import { GatewayError } from '@kntc/domain';
import { parse, YAMLParseError } from 'yaml';

/**
 * What a file of the configuration says; an empty one says nothing.
 * @throws GatewayError `GW_P401` naming the file, line and column
 */
export function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8')) ?? {};
  } catch (err) {
    // The parser names line and column and quotes only the configuration itself; of anything else only the path is of use.
    const why = err instanceof YAMLParseError ? whyOf(err) : 'không đọc được tệp';
    throw new GatewayError('GW_P401', `${file}: ${why}`, { cause: err });
  }
}

function whyOf({ code, message, linePos }: YAMLParseError): string {
  return code === 'DUPLICATE_KEY'
    ? `dòng ${linePos?.[0].line ?? '?'}: khoá này đã có ở trên; giữ một, xoá một`
    : message;
}
