import { ForbiddenException, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';

/** Until there is a sign-in, the admin API answers this machine only, whatever address the server listens on. */
@Injectable()
export class LoopbackGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context
      .switchToHttp()
      .getRequest<{ socket: { remoteAddress?: string }; headers: Record<string, unknown> }>();
    const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    const isLocal = address === '::1' || address.startsWith('127.');
    // A forwarded request comes from elsewhere, however near its last hop stands.
    if (!isLocal || 'x-forwarded-for' in request.headers || 'forwarded' in request.headers) {
      throw new ForbiddenException('Trang quản trị chỉ mở tại máy chủ này cho đến khi có đăng nhập.');
    }
    return true;
  }
}
