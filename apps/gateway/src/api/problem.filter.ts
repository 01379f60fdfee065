import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { GatewayError } from '@kntc/domain';
import type { Logger } from '@kntc/domain';

interface Reply {
  status(code: number): Reply;
  type(name: string): Reply;
  send(body: string): void;
}

/** What kind of problem it is; the same for every problem of a status. */
export const TITLES: Readonly<Record<number, string>> = {
  400: 'Yêu cầu chưa đúng',
  401: 'Chưa đăng nhập',
  403: 'Không có quyền',
  404: 'Không có',
  405: 'Sai phương thức',
  409: 'Không thực hiện được',
  413: 'Nội dung quá lớn',
  415: 'Sai loại nội dung',
  421: 'Sai địa chỉ',
  422: 'Khoá đã dùng cho việc khác',
  429: 'Quá nhiều yêu cầu',
  500: 'Lỗi ngoài dự kiến',
  503: 'Cổng chưa sẵn sàng',
};
const DETAILS: Readonly<Record<number, string>> = {
  400: 'Yêu cầu chưa đúng. Kiểm tra các tham số rồi thử lại.',
  401: 'Chưa đăng nhập, hoặc phiên đã hết hạn. Đăng nhập rồi làm lại.',
  403: 'Tài khoản không có quyền làm việc này.',
  404: 'Không có địa chỉ này.',
  405: 'Địa chỉ này không dùng với phương thức đó.',
  413: 'Nội dung gửi lên quá lớn.',
  415: 'Chỉ nhận nội dung JSON (application/json), mã chữ UTF-8, không nén.',
  429: 'Quá nhiều yêu cầu. Chờ một lát (xem Retry-After) rồi thử lại.',
  503: 'Cổng chưa sẵn sàng. Thử lại sau ít phút.',
};
const UNFORESEEN =
  'Cổng gặp lỗi ngoài dự kiến. Việc gửi không bị ảnh hưởng; báo bộ phận kỹ thuật kèm thời điểm xảy ra.';

/** Problems as RFC 9457 with a Vietnamese detail; internals stay inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(problem: unknown, host: ArgumentsHost): void {
    const status = statusOf(problem);
    if (status >= 500 && !(problem instanceof HttpException))
      this.logger.error({ stage: 'api', err: problem, status }, 'request failed');
    const own = problem instanceof HttpException ? problem.getResponse() : undefined;
    const detail = said(own, 'detail') ?? DETAILS[status] ?? UNFORESEEN;
    const body = {
      type: 'about:blank',
      title: TITLES[status] ?? 'Có lỗi',
      status,
      code: said(own, 'code'),
      detail,
      text: member(own, 'text'),
      errors: member(own, 'errors'),
    };
    host
      .switchToHttp()
      .getResponse<Reply>()
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify(body));
  }
}

/** Of what stands before the routes (reading the body, decoding the path) only a fault of the caller is passed on. */
function statusOf(problem: unknown): number {
  // What cannot be put on record is neither shown nor done.
  if (problem instanceof GatewayError && NOT_ON_RECORD.includes(problem.code)) return 503;
  if (problem instanceof HttpException) return problem.getStatus();
  const status = problem instanceof Error && 'status' in problem ? Number(problem.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}

const NOT_ON_RECORD: readonly string[] = ['GW_T304', 'GW_T309'];

function said(own: unknown, name: 'detail' | 'code'): string | undefined {
  const value = member(own, name);
  return typeof value === 'string' ? value : undefined;
}

/** `text`: three lines for a person; `errors`: what exactly is wrong with a request. */
function member(own: unknown, name: 'detail' | 'code' | 'text' | 'errors'): unknown {
  return typeof own === 'object' && own !== null ? (own as Record<string, unknown>)[name] : undefined;
}
