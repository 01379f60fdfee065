import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Logger } from '@kntc/domain';

interface Reply {
  status(code: number): Reply;
  type(name: string): Reply;
  send(body: string): void;
}

const DETAILS: Readonly<Record<number, string>> = {
  400: 'Yêu cầu chưa đúng. Kiểm tra các tham số rồi thử lại.',
  401: 'Chưa đăng nhập, hoặc phiên đã hết hạn. Đăng nhập rồi làm lại.',
  403: 'Tài khoản không có quyền làm việc này.',
  404: 'Không có địa chỉ này.',
  503: 'Cổng chưa sẵn sàng. Thử lại sau ít phút.',
};
const UNFORESEEN =
  'Cổng gặp lỗi ngoài dự kiến. Việc gửi không bị ảnh hưởng; báo bộ phận kỹ thuật kèm thời điểm xảy ra.';

/** Problems as RFC 9457 with a Vietnamese detail; internals stay inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(problem: unknown, host: ArgumentsHost): void {
    const status = problem instanceof HttpException ? problem.getStatus() : 500;
    if (status >= 500 && !(problem instanceof HttpException))
      this.logger.error({ stage: 'api', err: problem, status }, 'request failed');
    const own = problem instanceof HttpException ? problem.getResponse() : undefined;
    const detail = said(own, 'detail') ?? DETAILS[status] ?? UNFORESEEN;
    const body = {
      type: 'about:blank',
      title: problem instanceof HttpException ? problem.name : 'Error',
      status,
      code: said(own, 'code'),
      detail,
    };
    host
      .switchToHttp()
      .getResponse<Reply>()
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify(body));
  }
}

function said(own: unknown, name: 'detail' | 'code'): string | undefined {
  const value = typeof own === 'object' && own !== null ? (own as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
