import { LOG_LEVELS, ROLES, type VariableName } from './environment-variables';

export interface VariableGuide {
  /** What it is for; printed into `.env.example`. */
  readonly about: string;
  /** The form a value must have, for the one who mistyped it. */
  readonly expected: string;
  /** Shown in `.env.example` where there is no default. */
  readonly example?: string;
  /** Its value is never printed. */
  readonly secret?: true;
}

/** In the order of `.env.example`. */
export const VARIABLE_GUIDE: Readonly<Record<VariableName, VariableGuide>> = {
  DATABASE_URL: {
    about:
      'Cơ sở dữ liệu PostgreSQL của cổng. Để trống: cổng tự khởi động PostgreSQL đi kèm (chỉ để dùng thử).',
    expected: 'địa chỉ dạng postgres://tài-khoản:mật-khẩu@máy-chủ:5432/tên-csdl',
    example: 'postgres://kntc:mat-khau@127.0.0.1:5432/kntc',
    secret: true,
  },
  REDIS_URL: {
    about: 'Hàng đợi trên Redis. Để trống: hàng đợi nằm trong PostgreSQL.',
    expected: 'địa chỉ dạng redis://máy-chủ:6379 hoặc rediss://…',
    example: 'redis://127.0.0.1:6379',
    secret: true,
  },
  KNTC_DATA_DIR: {
    about: 'Thư mục dữ liệu tại chỗ (PostgreSQL đi kèm, khóa mã hóa tự tạo).',
    expected: 'đường dẫn thư mục ghi được',
  },
  KNTC_CONFIG_DIR: {
    about: 'Thư mục cấu hình: nguồn, danh mục, bảng quy đổi, giao diện quốc gia.',
    expected: 'đường dẫn thư mục',
  },
  KNTC_INBOX_DIR: {
    about:
      'Thư mục nhận bảng tính (.xlsx, .csv), mỗi nguồn một thư mục con. Để trống: inbox trong KNTC_DATA_DIR.',
    expected: 'đường dẫn thư mục ghi được',
    example: '/srv/kntc/inbox',
  },
  KNTC_KEY_FILE: {
    about: 'Tệp khóa mã hóa danh tính người tố cáo. Phải sao lưu riêng, tách khỏi cơ sở dữ liệu.',
    expected: 'đường dẫn tệp',
    example: '/etc/kntc/keys.json',
  },
  KNTC_KEY_STORE: {
    about:
      'Nơi giữ khoá mã hoá khoá mới: file (tệp khóa) hoặc vault. Để trống: vault nếu có KNTC_VAULT_ADDR, không thì file. Đổi nơi bằng kntc keys rotate.',
    expected: 'file hoặc vault (vault cần KNTC_VAULT_ADDR)',
    example: 'vault',
  },
  KNTC_VAULT_ADDR: {
    about: 'HashiCorp Vault hoặc OpenBao giữ khoá mã hoá khoá (transit). Tệp khóa vẫn cần cho các khóa băm.',
    expected:
      'địa chỉ https://máy-chủ[:cổng] không có đường dẫn (http chỉ cho chính máy này), cùng KNTC_VAULT_TOKEN_FILE',
    example: 'https://vault.tinh.gov.vn:8200',
  },
  KNTC_VAULT_TOKEN_FILE: {
    about: 'Tệp chứa token của Vault, đọc lại ở mỗi lần gọi; người ngoài nhóm không được đọc (chmod 640).',
    expected: 'đường dẫn tệp, cùng KNTC_VAULT_ADDR',
    example: '/run/kntc/vault-token',
  },
  KNTC_VAULT_MOUNT: {
    about: 'Đường dẫn (mount) của transit trên Vault.',
    expected: 'tên không có dấu / ở đầu và cuối',
  },
  KNTC_VAULT_KEY: {
    about: 'Tên khoá transit, loại aes256-gcm96.',
    expected: 'chữ, số, gạch nối và gạch dưới',
  },
  KNTC_VAULT_NAMESPACE: {
    about: 'Namespace của Vault, nếu có.',
    expected: 'tên namespace',
    example: 'tinh/kntc',
  },
  KNTC_AUDIT_WITNESS: {
    about:
      'Nơi giữ dấu mốc của nhật ký kiểm toán, nên ở ổ đĩa hoặc máy khác với cơ sở dữ liệu: thư mục, địa chỉ http(s):// của kntc audit witness, hoặc syslog[+tcp|+tls|+udp]://máy:cổng; nhiều nơi cách nhau bằng dấu phẩy. Để trống: audit trong KNTC_DATA_DIR.',
    expected: 'thư mục ghi được, http(s)://…, syslog://… (cách nhau bằng dấu phẩy, không chứa tài khoản)',
    example: '/mnt/kntc-witness',
    secret: true, // an account typed into an address is shown to nobody
  },
  KNTC_DEMO_URL: {
    about: 'Phần mềm địa phương mẫu; npm start tự đặt, khi vận hành thật để trống.',
    expected: 'địa chỉ kết nối, ví dụ postgres://…',
    example: 'postgres://demo:mat-khau@127.0.0.1:5432/demo',
    secret: true,
  },
  EMBEDDED_PG: {
    about: 'PostgreSQL đi kèm lấy từ đâu: package (gói npm) hoặc system (bản cài sẵn của hệ điều hành).',
    expected: 'package hoặc system',
  },
  NATIONAL_PROFILE: {
    about: 'Cấu hình kết nối CSDLQG: tên một tệp trong config/national/.',
    expected: 'chữ thường, số và dấu gạch nối, ví dụ ttcp-2018',
  },
  NATIONAL_BASE_URL: {
    about: 'Địa chỉ CSDLQG về KNTC. Để trống: dùng CSDLQG mô phỏng đi kèm.',
    expected: 'địa chỉ http(s)://máy-chủ[:cổng]/đường-dẫn, không chứa tài khoản',
    example: 'https://csdlqg.example.gov.vn',
  },
  NATIONAL_USERNAME: {
    about: 'Tài khoản do Thanh tra Chính phủ cấp cho tỉnh.',
    expected: 'tên không chứa dấu hai chấm, đi cùng NATIONAL_PASSWORD',
    example: 'tinh-x',
  },
  NATIONAL_PASSWORD: {
    about: 'Mật khẩu của tài khoản trên.',
    expected: 'mật khẩu, đi cùng NATIONAL_USERNAME',
    example: 'mat-khau',
    secret: true,
  },
  NATIONAL_SECRETS_FILE: {
    about:
      'Tệp tài khoản theo nhóm cơ quan (TÊN: { username: …, password: … }), chỉ người chạy cổng đọc được; đọc lại khi đổi. Thay cho hai biến trên khi cấu hình kết nối chia nhóm (credentials).',
    expected: 'đường dẫn tệp YAML hoặc JSON',
    example: '/etc/kntc/tai-khoan-csdlqg.yaml',
  },
  KNTC_ALLOWED_ADDRESSES: {
    about:
      'Những máy chủ cổng được phép kết nối tới (CSDLQG, nguồn, Vault, nơi giữ dấu mốc http, hệ thống đăng nhập). Để trống: đúng những máy chủ mà các biến khác nêu. Đặt thì địa chỉ nào ngoài danh sách đều bị từ chối.',
    expected: 'danh sách cách nhau bằng dấu phẩy: máy chủ, máy chủ:cổng, địa chỉ IP hoặc dải IP',
    example: 'csdlqg.example.gov.vn:443,10.20.0.0/16',
  },
  PORT: {
    about: 'Cổng HTTP của màn hình và API quản trị (0: tự chọn cổng trống).',
    expected: 'số nguyên từ 0 đến 65535',
  },
  KNTC_TOKEN_FILE: {
    about:
      'Tệp (0600) chứa mã cá nhân loại person.prove của người chạy lệnh kntc, để chứng minh mình là ai. Để trống: chỉ nêu tên.',
    expected: 'đường dẫn tới một tệp',
    example: '/home/lan.tt/.kntc-token',
  },
  KNTC_PUBLIC_URL: {
    about:
      'Địa chỉ mà cán bộ gõ trên trình duyệt khi cổng đứng sau máy chủ web có TLS. Để trống: chỉ đăng nhập được tại máy này.',
    expected: 'https://tên-máy (không có đường dẫn); http chỉ cho localhost',
    example: 'https://kntc.tinh-x.gov.vn',
  },
  KNTC_OIDC_ISSUER: {
    about:
      'Hệ thống đăng nhập của tỉnh (OpenID Connect): địa chỉ issuer, đúng như nó tự xưng. Để trống: chỉ dùng tài khoản của cổng.',
    expected:
      'địa chỉ https://máy-chủ[/đường-dẫn] (http chỉ cho chính máy này), cùng KNTC_OIDC_CLIENT_ID và KNTC_OIDC_CLIENT_SECRET_FILE',
    example: 'https://sso.tinh-x.gov.vn/realms/tinh',
  },
  KNTC_OIDC_CLIENT_ID: {
    about: 'Mã ứng dụng (client ID) đã khai cho cổng ở hệ thống đăng nhập của tỉnh.',
    expected: 'chữ không dấu, không có dấu cách, cùng KNTC_OIDC_ISSUER',
    example: 'kntc',
  },
  KNTC_OIDC_CLIENT_SECRET: {
    about: 'Mật khẩu của ứng dụng (client secret). Nên dùng tệp ở biến sau thay cho biến này.',
    expected: 'chữ không dấu, không có dấu cách; chỉ đặt một trong hai biến',
    example: 'mat-khau-ung-dung',
    secret: true,
  },
  KNTC_OIDC_CLIENT_SECRET_FILE: {
    about:
      'Tệp chứa mật khẩu của ứng dụng, đọc lại ở mỗi lần dùng; người ngoài nhóm không được đọc (chmod 640).',
    expected:
      'đường dẫn tệp; đúng một trong hai biến KNTC_OIDC_CLIENT_SECRET và KNTC_OIDC_CLIENT_SECRET_FILE',
    example: '/run/kntc/oidc-secret',
  },
  KNTC_OIDC_SECOND_FACTOR: {
    about:
      'Những giá trị acr, amr mà hệ thống của tỉnh chỉ ghi khi đã hỏi bước xác thực thứ hai; khi đó cổng không hỏi mã nữa. Để trống: cổng luôn tự hỏi mã.',
    expected: 'danh sách cách nhau bằng dấu phẩy, mỗi mục là acr:giá-trị hoặc amr:giá-trị',
    example: 'acr:2,amr:mfa',
  },
  KNTC_OIDC_MAX_AGE_S: {
    about:
      'Lần nhập mật khẩu ở hệ thống của tỉnh cũ hơn chừng này giây thì phải nhập lại. Mở trường niêm phong cần lần nhập trong 10 phút.',
    expected: 'số giây, từ 0 đến 99999',
  },
  ROLES: {
    about: 'Tiến trình này làm những việc gì.',
    expected: `danh sách cách nhau bằng dấu phẩy, chọn trong: ${ROLES.join(', ')}`,
  },
  LOG_LEVEL: {
    about: 'Mức chi tiết của nhật ký.',
    expected: `một trong: ${LOG_LEVELS.join(', ')}`,
  },
};
